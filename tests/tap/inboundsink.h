// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/inbound.h"

#include <QStringList>

/// What the tests of Inbound have in common.
namespace handglass::inboundtest {

/// Keeps what an Inbound tells, as text.
class Sink final : public InboundSink
{
public:
    QStringList events;     ///< in order
    QStringList rows;       ///< only what was recorded
    QStringList controls;   ///< only what the tap must react to
    QByteArray delivered;   ///< joined
    QList<QByteArray> runs; ///< as they were delivered
    const char *firstRunAt = nullptr;

    EntryId record(const Frame &frame, const Mark &mark) override
    {
        QString row = QStringLiteral("%1%2 %3")
                          .arg(int(frame.header.opcode), 0, 16)
                          .arg(frame.header.fin ? QString() : QStringLiteral("-"))
                          .arg(QString::fromLatin1(frame.payload.toByteArray()));
        const std::pair<quint16, const char *> names[]{
            {EntryFirst, " first"}, {EntryLast, " last"}, {EntryUnfinished, " unfinished"}, {EntryViolation, " !"}};
        for (const auto &[flag, name] : names)
            row += (mark.flags & flag) != 0 ? QString::fromLatin1(name) : QString();
        if (mark.messageFirst != 0)
            row += QStringLiteral(" of %1").arg(mark.messageFirst);
        rows.append(row);
        events.append(row);
        violations.append(mark.violation);
        contents.append(mark.content);
        unread.append(mark.unread);
        return rows.size();
    }
    void deliver(QByteArrayView frames) override
    {
        if (runs.isEmpty())
            firstRunAt = frames.data();
        runs.append(frames.toByteArray());
        delivered.append(frames);
        events.append(QStringLiteral("deliver %1 bytes").arg(frames.size()));
    }
    void pingReceived(QByteArrayView payload) override
    {
        control(QStringLiteral("ping %1").arg(QString::fromLatin1(payload.toByteArray())));
    }
    void closeReceived(const ClosePayload &close) override
    {
        control(QStringLiteral("close %1 %2").arg(close.code).arg(close.reason));
    }
    void violated(const Violation &violation) override
    {
        control(QStringLiteral("violated %1").arg(violation.closeCode));
    }
    void restCame(EntryId row, QByteArrayView payload) override
    {
        rest.append(QStringLiteral("%1: %2").arg(row).arg(QString::fromLatin1(payload.toByteArray())));
    }
    void noted(const QString &sentence) override { notes.append(sentence); }
    void endedInHeader(QByteArrayView bytes) override
    {
        control(QStringLiteral("ended in header %1").arg(QString::fromLatin1(bytes.toByteArray().toHex())));
    }

    QStringList violations;                    ///< of each row
    QList<std::optional<QByteArray>> contents; ///< of each row
    QStringList unread;                        ///< of each row
    QStringList notes;
    QStringList rest; ///< of frames that were recorded before they were whole

private:
    void control(const QString &what)
    {
        controls.append(what);
        events.append(what);
    }
};

inline QByteArray frame(quint8 firstByte, QByteArrayView payload, bool masked = true)
{
    FrameHeader header;
    header.masked = masked;
    header.maskingKey = {0x12, 0x34, 0x56, 0x78};
    QByteArray bytes = encodeFrame(header, payload);
    bytes[0] = char(firstByte);
    return bytes;
}

/// As it is delivered for a fragmented message: whole, masked with the key 0.
inline QByteArray whole(Opcode opcode, QByteArrayView payload)
{
    FrameHeader header;
    header.opcode = opcode;
    header.masked = true;
    return encodeFrame(header, payload);
}

/// Latin-1, one character a byte.
inline QStringList list(std::initializer_list<const char *> texts)
{
    QStringList strings;
    for (const char *text : texts)
        strings.append(QString::fromLatin1(text));
    return strings;
}

inline TapSettings settings(Role self, quint64 maxMessageSize)
{
    TapSettings settings;
    settings.role = self;
    settings.maxMessageSize = maxMessageSize;
    return settings;
}

constexpr quint8 Text = 0x81;
constexpr quint8 TextMore = 0x01;
constexpr quint8 Binary = 0x82;
constexpr quint8 BinaryMore = 0x02;
constexpr quint8 Next = 0x00;
constexpr quint8 Last = 0x80;
constexpr quint8 Close = 0x88;
constexpr quint8 Ping = 0x89;
constexpr quint8 Pong = 0x8A;

} // namespace handglass::inboundtest
