// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

#include <QStringList>

namespace handglass {

/// The body of an HTTP/1.1 response (RFC 9112 §6.3), with the chunked transfer coding taken off; content codings are
/// kept. No I/O.
class ClientBody final
{
public:
    /// keep: bytes of it that are kept; the rest is counted only.
    ClientBody(const HttpHead &response, qsizetype keep);

    /// Bytes behind the head, in any chunking. Returns isComplete().
    bool feed(QByteArrayView bytes);
    /// False for a body that the end of the connection ends.
    bool isComplete() const { return m_framing == Framing::Complete; }
    /// It is said where it ends, and that has not come.
    bool isCutShort() const { return !isComplete() && m_framing != Framing::UntilClose; }
    /// No more will come. Of a line that is not whole is kept what no chunk could begin with.
    void end();
    /// What is wrong with the framing, and what came beside the body: a sentence each.
    QStringList remarks() const;
    QByteArray kept() const { return m_kept; }
    qint64 size() const { return m_size; } ///< bytes that came

private:
    enum class Framing : quint8 { Length, UntilClose, ChunkSize, ChunkData, ChunkEnd, Trailer, Complete };

    void beginLength(const HttpHead &response);
    bool takeLine(QByteArrayView &bytes);
    void endLine();
    void endTrailerLine(QByteArrayView line);
    void take(QByteArrayView &bytes);
    void keepAsItCame(QByteArrayView line, const QString &remark);
    void keep(QByteArrayView bytes);

    Framing m_framing = Framing::UntilClose;
    qsizetype m_most;
    quint64 m_left = 0; ///< of the length or the chunk
    QByteArray m_line;
    QByteArray m_kept;
    qint64 m_size = 0;
    qint64 m_behind = 0; ///< bytes that came behind its end
    QByteArrayList m_trailer;
    QStringList m_remarks;
};

} // namespace handglass
