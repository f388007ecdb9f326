// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"
#include "app/protocol/httphead.h"

namespace handglass::lesson {

/// Cuts what one end sends into units, in any chunking; decides nothing about legality. No byte is lost or changed: the
/// pieces of a stream, put together, are the stream.
class UnitCutter final
{
public:
    struct Piece {
        UnitKind kind = UnitKind::Bytes;
        QByteArray bytes;
        bool operator==(const Piece &) const = default;
    };

    /// largest: bytes of a frame that is waited for; a larger one comes in pieces of Bytes as they are there.
    UnitCutter(End from, qint64 largest);

    QList<Piece> feed(QByteArrayView bytes);
    /// What waits for its end, as Bytes; what is still to come of it comes as Bytes, too.
    QList<Piece> flush();
    /// Bytes that wait.
    qsizetype waiting() const { return m_waiting.size(); }
    /// The last answer was neither 101 nor an interim one (RFC 9110 §15.2): no frames follow.
    bool refused() const { return m_phase == Phase::Body; }
    /// Of the end that was refused: what it still sends are no frames.
    void expectNoFrames();

private:
    enum class Phase : quint8 { Head, Frames, Body, Bytes };

    void startHead();
    bool takeHead(QList<Piece> &pieces);
    bool takeFrame(QList<Piece> &pieces);
    bool takeRestOfFrame(QList<Piece> &pieces);
    void take(QList<Piece> &pieces, UnitKind kind, qsizetype size);

    End m_from;
    qint64 m_largest;
    Phase m_phase = Phase::Head;
    HttpHeadReader m_head;
    QByteArray m_waiting;     ///< not given out yet
    qsizetype m_headFed = 0;  ///< bytes of m_waiting that m_head has
    bool m_headBegun = false; ///< bytes of this head were given out
    QByteArray m_headerBegun; ///< of a frame's header, given out before it was whole
    quint64 m_rest = 0;       ///< bytes of the frame that comes in pieces
};

} // namespace handglass::lesson
