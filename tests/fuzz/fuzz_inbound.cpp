// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a tap makes of a peer's bytes (RFC 6455 §5-§8, RFC 7692), both roles, with and without compression: every byte
// is accounted for, only what keeps the rules is handed on, limits hold, and the chunking does not matter.
#include "app/tap/inbound.h"
#include "tests/fuzz/fuzzing.h"

#include <QStringDecoder>

#include <map>

using namespace handglass;

namespace {

bool isUtf8(const QByteArray &text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(text);
    return !decoder.hasError() && decoded.toUtf8().size() <= text.size();
}

struct Message {
    Opcode opcode = Opcode::Text;
    QByteArray content;
    bool operator==(const Message &) const = default;
};

/// What Qt's class and the tap learn.
struct Learnt {
    QList<Message> messages;
    QByteArrayList pings;
    QList<quint16> closes;
    QString violation;
};

class Sink final : public InboundSink
{
public:
    explicit Sink(const TapSettings &settings)
        : m_settings(settings)
        , m_rules(settings.role == Role::Client ? Role::Server : Role::Client, false, settings.maxMessageSize)
    {
    }

    EntryId record(const Frame &frame, const Mark &mark) override
    {
        FUZZ_CHECK(frame.wire.size() == frame.header.size() + frame.payload.size());
        FUZZ_CHECK(mark.messageFirst >= 0 && mark.messageFirst <= m_rows);
        FUZZ_CHECK(((mark.flags & EntryViolation) != 0) == !mark.violation.isEmpty());
        m_accounted += frame.wire.size();
        ++m_rows;
        if (mark.content) {
            quint64 &size = m_contentSizes[mark.messageFirst > 0 ? mark.messageFirst : m_rows];
            size += quint64(mark.content->size());
            FUZZ_CHECK(size <= m_settings.maxMessageSize);
        }
        return m_rows;
    }

    void deliver(QByteArrayView frames) override
    {
        FUZZ_CHECK(m_learnt.violation.isEmpty());
        FrameReader reader;
        reader.feed(frames);
        for (Frame frame; reader.next(frame);)
            take(frame);
        FUZZ_CHECK(reader.buffered() == 0);
    }

    void pingReceived(QByteArrayView payload) override
    {
        FUZZ_CHECK(payload.size() <= 125);
        m_learnt.pings.append(payload.toByteArray());
    }
    void closeReceived(const ClosePayload &close) override { m_learnt.closes.append(close.code); }
    void violated(const Violation &violation) override
    {
        FUZZ_CHECK(m_learnt.violation.isEmpty() && !m_settings.observeOnly);
        FUZZ_CHECK(violation.closeCode == 1002 || violation.closeCode == 1007 || violation.closeCode == 1009);
        m_learnt.violation = violation.sentence();
    }
    void restCame(EntryId row, QByteArrayView payload) override
    {
        FUZZ_CHECK(row > 0 && row <= m_rows);
        m_accounted += payload.size();
    }
    void endedInHeader(QByteArrayView bytes) override { m_accounted += bytes.size(); }
    void noted(const QString &sentence) override { FUZZ_CHECK(!sentence.isEmpty()); }

    qsizetype accounted() const { return m_accounted; }
    const Learnt &learnt() const { return m_learnt; }

private:
    void take(const Frame &frame)
    {
        const auto violation = m_rules.check(frame.header);
        if (violation)
            fuzz::print("handed on", violation->sentence());
        FUZZ_CHECK(!violation);
        m_rules.accept(frame.header);
        FUZZ_CHECK(frame.header.fin && (frame.header.opcode == Opcode::Text || frame.header.opcode == Opcode::Binary));
        const QByteArray content = frame.payload.toByteArray();
        FUZZ_CHECK(frame.header.opcode != Opcode::Text || isUtf8(content));
        m_learnt.messages.append({frame.header.opcode, content});
    }

    TapSettings m_settings;
    FrameRules m_rules;
    Learnt m_learnt;
    EntryId m_rows = 0;
    std::map<EntryId, quint64> m_contentSizes;
    qsizetype m_accounted = 0;
};

Learnt consume(const TapSettings &settings, const QByteArray &bytes, const QList<qsizetype> &sizes)
{
    Sink sink(settings);
    Inbound inbound(sink, settings);
    fuzz::inChunks(bytes, sizes, [&inbound](QByteArrayView chunk) { inbound.consume(chunk); });
    inbound.finish();
    FUZZ_COMPARE(sink.accounted(), bytes.size());
    FUZZ_CHECK(inbound.closeCame() || sink.learnt().closes.isEmpty());
    return sink.learnt();
}

TapSettings settingsOf(const fuzz::Input &input)
{
    TapSettings settings;
    settings.role = input.flag(0) ? Role::Server : Role::Client;
    settings.maxMessageSize = input.flag(4) ? 128 : 1 << 20;
    settings.observeOnly = input.flag(3);
    if (input.flag(1)) {
        DeflateAgreement agreement;
        agreement.serverNoContextTakeover = !input.flag(2);
        agreement.clientNoContextTakeover = !input.flag(2);
        settings.deflate = agreement;
    }
    return settings;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const TapSettings settings = settingsOf(input);
    const QList<qsizetype> sizes = input.sizes();
    const QByteArray bytes = input.bytes();

    const Learnt whole = consume(settings, bytes, {qMax(qsizetype(1), bytes.size())});
    const Learnt chunked = consume(settings, bytes, sizes);
    FUZZ_COMPARE(chunked.violation, whole.violation);
    FUZZ_CHECK(chunked.messages == whole.messages);
    FUZZ_CHECK(chunked.pings == whole.pings);
    FUZZ_CHECK(chunked.closes == whole.closes);
    return 0;
}
