// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

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
    /// Said to be chunked, and then was not: from there on it is kept as it came.
    bool isBadlyChunked() const { return m_badlyChunked; }
    QByteArray kept() const { return m_kept; }
    qint64 size() const { return m_size; } ///< bytes that came

private:
    enum class Framing : quint8 { Length, UntilClose, ChunkSize, ChunkData, ChunkEnd, Trailer, Complete };

    bool takeLine(QByteArrayView &bytes);
    void endLine();
    void take(QByteArrayView &bytes);
    void keepAsItCame(QByteArrayView line);
    void keep(QByteArrayView bytes);

    Framing m_framing = Framing::UntilClose;
    qsizetype m_most;
    quint64 m_left = 0; ///< of the length or the chunk
    QByteArray m_line;
    QByteArray m_kept;
    bool m_badlyChunked = false;
    qint64 m_size = 0;
};

} // namespace handglass
