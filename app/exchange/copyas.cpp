// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/copyas.h"

#include "app/exchange/clientfacts.h"
#include "app/exchange/copyasprograms.h"
#include "app/exchange/redactor.h"

#include "app/capture/capturereader.h"

#include <QCoreApplication>
#include <QSet>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::CopyAs)
};

/// Takes out what the program cannot send, and says so.
QString drop(QList<SentMessage> &messages, const QString &sentence, bool (*cannot)(const SentMessage &))
{
    const auto dropped = messages.removeIf(cannot);
    return dropped == 0 ? QString() : sentence.arg(dropped);
}

bool isBinary(const SentMessage &message)
{
    return !message.text;
}

bool hasNul(const SentMessage &message)
{
    return message.text && message.data.contains('\0');
}

bool any(const SentMessage &)
{
    return true;
}

QString dropUnsendable(CopyAs as, QList<SentMessage> &messages)
{
    switch (as) {
    case CopyAs::Wscat:
        return drop(messages, Words::tr("wscat sends text only, without NUL: messages left out: %1"),
            [](const SentMessage &message) { return isBinary(message) || hasNul(message); });
    case CopyAs::Websocat:
        return drop(messages, Words::tr("a shell cannot hold a NUL: messages left out: %1"), hasNul);
    case CopyAs::Curl:
        return drop(messages, Words::tr("curl makes the handshake and sends no messages; left out: %1"), any);
    default:
        return {};
    }
}

} // namespace

QString copyAsName(CopyAs as)
{
    switch (as) {
    case CopyAs::Wscat:
        return QStringLiteral("wscat");
    case CopyAs::Websocat:
        return QStringLiteral("websocat");
    case CopyAs::Curl:
        return QStringLiteral("curl");
    case CopyAs::JavaScript:
        return QStringLiteral("JavaScript");
    case CopyAs::Python:
        return QStringLiteral("Python websockets");
    case CopyAs::Cpp:
        break;
    }
    return QStringLiteral("C++ QWebSocket");
}

CopiedCommand copyAs(
    CopyAs as, const ConnectionRecord &record, const QList<SentMessage> &messages, bool withCredentials)
{
    Redactor redactor(!withCredentials);
    const ClientFacts facts = clientFacts(redactor.record(record));
    QList<SentMessage> sendable = messages;
    CopiedCommand command;
    command.note = dropUnsendable(as, sendable);
    command.hidden = redactor.hidden();
    switch (as) {
    case CopyAs::Wscat:
        command.text = wscatCommand(facts, sendable);
        break;
    case CopyAs::Websocat:
        command.text = websocatCommand(facts, sendable);
        break;
    case CopyAs::Curl:
        command.text = curlCommand(facts);
        break;
    case CopyAs::JavaScript:
        command.text = javaScriptCode(facts, sendable);
        break;
    case CopyAs::Python:
        command.text = pythonCode(facts, sendable);
        break;
    case CopyAs::Cpp:
        command.text = cppCode(facts, sendable);
        break;
    }
    return command;
}

QList<SentMessage> sentMessages(const CaptureReader &reader, ConnectionId connection, const QList<EntryId> &ids)
{
    constexpr qsizetype MostBytes = 1 << 20;
    const auto record = reader.connection(connection);
    const bool mock = record && record->role == ConnectionRole::MockClient;
    const Direction fromClient = mock ? Direction::Received : Direction::Sent;
    QList<SentMessage> messages;
    QSet<EntryId> taken;
    qsizetype bytes = 0;
    for (const EntryId id : ids) {
        const auto row = reader.entry(id);
        if (!row || row->row.kind != EntryKind::Frame || row->row.connection != connection
            || row->row.direction != fromClient || isControl(row->opcode()))
            continue;
        const QList<EntryId> frames = reader.messageFrames(id);
        const auto first = reader.entry(frames.value(0));
        if (!first || taken.contains(first->id)
            || (first->opcode() != Opcode::Text && first->opcode() != Opcode::Binary))
            continue;
        taken.insert(first->id);
        const QByteArray data = reader.messagePayload(first->id, MostBytes - bytes + 1);
        bytes += data.size();
        if (bytes > MostBytes)
            break;
        messages.append({first->opcode() == Opcode::Text, data});
    }
    return messages;
}

} // namespace handglass
