// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/unitcutter.h"

#include "app/protocol/framereader.h"

#include <limits>
#include <optional>

namespace handglass::lesson {

namespace {

constexpr qsizetype LongestHeader = 14; ///< RFC 6455 §5.2
constexpr int SwitchingProtocols = 101;

/// Header and payload, as declared; none while the header is not whole.
std::optional<quint64> frameSize(QByteArrayView bytes)
{
    const QByteArrayView header = bytes.first(qMin(bytes.size(), LongestHeader));
    FrameReader reader;
    Frame frame;
    reader.feed(header);
    if (reader.next(frame))
        return quint64(frame.wire.size());
    const FrameHeader *pending = reader.pendingHeader();
    if (!pending)
        return {};
    const auto size = quint64(pending->size());
    return qMin(pending->payloadLength, std::numeric_limits<quint64>::max() - size) + size;
}

HttpHeadReader::Kind headKind(End from)
{
    return from == End::Client ? HttpHeadReader::Kind::Request : HttpHeadReader::Kind::Response;
}

} // namespace

UnitCutter::UnitCutter(End from, qint64 largest)
    : m_from(from)
    , m_largest(largest)
    , m_head(headKind(from))
{
}

void UnitCutter::expectNoFrames()
{
    m_phase = Phase::Bytes;
}

QList<UnitCutter::Piece> UnitCutter::feed(QByteArrayView bytes)
{
    m_waiting.append(bytes);
    QList<Piece> pieces;
    bool more = true;
    while (more && !m_waiting.isEmpty()) {
        if (m_phase == Phase::Head)
            more = takeHead(pieces);
        else if (m_phase == Phase::Frames)
            more = m_rest > 0 ? takeRestOfFrame(pieces) : takeFrame(pieces);
        else
            take(pieces, m_phase == Phase::Body ? UnitKind::Body : UnitKind::Bytes, m_waiting.size());
    }
    return pieces;
}

QList<UnitCutter::Piece> UnitCutter::flush()
{
    QList<Piece> pieces;
    if (m_waiting.isEmpty())
        return pieces;
    if (m_phase == Phase::Head) {
        m_headBegun = true;
        m_headFed = 0;
    } else if (const auto size = frameSize(m_headerBegun + m_waiting)) {
        m_rest = *size - quint64(m_headerBegun.size() + m_waiting.size());
        m_headerBegun = {};
    } else {
        m_headerBegun += m_waiting;
    }
    take(pieces, UnitKind::Bytes, m_waiting.size());
    return pieces;
}

bool UnitCutter::takeHead(QList<Piece> &pieces)
{
    const auto state = m_head.feed(QByteArrayView(m_waiting).sliced(std::exchange(m_headFed, m_waiting.size())));
    if (state == HttpHeadReader::State::NeedMore)
        return false;
    m_headFed = 0;
    if (state == HttpHeadReader::State::Failed) {
        m_phase = Phase::Bytes;
        return true;
    }
    const bool request = m_from == End::Client;
    const int status = m_head.head().status;
    const UnitKind kind = m_headBegun ? UnitKind::Bytes : request ? UnitKind::Request : UnitKind::Response;
    take(pieces, kind, m_waiting.size() - m_head.rest().size());
    m_head = HttpHeadReader(headKind(m_from));
    m_headBegun = false;
    if (request || status == SwitchingProtocols)
        m_phase = Phase::Frames;
    else if (status >= 200)
        m_phase = Phase::Body;
    return true;
}

bool UnitCutter::takeFrame(QList<Piece> &pieces)
{
    const auto size = frameSize(m_headerBegun + m_waiting.first(qMin(m_waiting.size(), LongestHeader)));
    if (!size)
        return false;
    if (!m_headerBegun.isEmpty() || *size > quint64(m_largest)) {
        m_rest = *size - quint64(std::exchange(m_headerBegun, {}).size());
        return true;
    }
    if (quint64(m_waiting.size()) < *size)
        return false;
    take(pieces, UnitKind::Frame, qsizetype(*size));
    return true;
}

bool UnitCutter::takeRestOfFrame(QList<Piece> &pieces)
{
    const auto size = qsizetype(qMin(m_rest, quint64(m_waiting.size())));
    m_rest -= quint64(size);
    take(pieces, UnitKind::Bytes, size);
    return true;
}

void UnitCutter::take(QList<Piece> &pieces, UnitKind kind, qsizetype size)
{
    pieces.append({kind, m_waiting.first(size)});
    m_waiting.remove(0, size);
}

} // namespace handglass::lesson
