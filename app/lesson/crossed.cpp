// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/crossed.h"

#include "app/protocol/deflatecodec.h"
#include "app/protocol/deflatenegotiation.h"
#include "app/protocol/framereader.h"

namespace handglass::lesson {

namespace {

constexpr quint64 LargestContent = 64ULL << 20; ///< bytes, as the ends' own limit

std::optional<HttpHead> headOf(QByteArrayView bytes, HttpHeadReader::Kind kind)
{
    HttpHeadReader reader(kind);
    return reader.feed(bytes) == HttpHeadReader::State::Done ? std::optional(reader.head()) : std::nullopt;
}

std::optional<DeflateAgreement> agreementOf(const Crossed &crossed)
{
    if (!crossed.request || !crossed.response)
        return std::nullopt;
    const auto answered = parseExtensions(*crossed.response);
    const auto offered = parseExtensions(*crossed.request);
    if (!answered || !offered)
        return std::nullopt;
    const auto agreement = readDeflateAnswer(*answered, readDeflateOffers(*offered));
    return agreement ? *agreement : std::nullopt;
}

class Gatherer
{
public:
    explicit Gatherer(Crossed &crossed)
        : m_crossed(crossed)
    {
    }

    void take(const WireUnit &unit)
    {
        switch (unit.kind) {
        case UnitKind::Request:
            m_crossed.request = headOf(unit.delivered, HttpHeadReader::Kind::Request);
            break;
        case UnitKind::Response:
            m_crossed.response = headOf(unit.delivered, HttpHeadReader::Kind::Response);
            agree();
            break;
        case UnitKind::Frame:
            takeFrames(unit);
            break;
        case UnitKind::Body:
        case UnitKind::Bytes:
        case UnitKind::TcpEnd:
            break;
        }
    }

private:
    void agree()
    {
        if (const auto agreement = agreementOf(m_crossed)) {
            m_inflate[0] = std::make_unique<Inflater>(!agreement->clientNoContextTakeover, LargestContent);
            m_inflate[1] = std::make_unique<Inflater>(!agreement->serverNoContextTakeover, LargestContent);
        }
    }

    /// One, unless something broken made several of it.
    void takeFrames(const WireUnit &unit)
    {
        FrameReader reader;
        reader.feed(unit.delivered);
        Frame frame;
        while (reader.next(frame))
            takeFrame(unit.from, frame);
    }

    void takeFrame(End from, const Frame &frame)
    {
        CrossedFrame crossed{from, frame.header, frame.payload.toByteArray()};
        QList<CrossedMessage> &messages = from == End::Client ? m_crossed.client : m_crossed.server;
        if (!isControl(frame.header.opcode))
            crossed.message = addToMessage(from, messages, crossed);
        else if (!messages.isEmpty() && !messages.last().whole)
            messages.last().controlBetween = true;
        m_crossed.frames.append(crossed);
    }

    int addToMessage(End from, QList<CrossedMessage> &messages, const CrossedFrame &frame)
    {
        if (frame.header.opcode != Opcode::Continuation || messages.isEmpty()) {
            messages.append(CrossedMessage());
            messages.last().compressed = frame.header.rsv1;
        }
        CrossedMessage &message = messages.last();
        ++message.fragments;
        message.payload += frame.payload;
        message.whole = frame.header.fin;
        if (message.whole)
            message.content = contentOf(from, message);
        return int(messages.size()) - 1;
    }

    std::optional<QByteArray> contentOf(End from, const CrossedMessage &message)
    {
        if (!message.compressed)
            return message.payload;
        Inflater *inflater = m_inflate[size_t(from)].get();
        if (!inflater)
            return std::nullopt;
        QByteArray content;
        if (inflater->feed(message.payload, content) || inflater->finish())
            return std::nullopt;
        return content;
    }

    Crossed &m_crossed;
    std::array<std::unique_ptr<Inflater>, 2> m_inflate; ///< by End
};

} // namespace

Crossed crossed(const WireLog &log)
{
    Crossed crossed;
    Gatherer gatherer(crossed);
    for (const WireEvent &event : log.events) {
        const WireUnit *unit = log.unit(event.unit);
        if (event.kind == EventKind::Delivered && unit)
            gatherer.take(*unit);
    }
    return crossed;
}

} // namespace handglass::lesson
