// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/messagetext.h"

#include "app/decode/json.h"
#include "app/protocol/closecode.h"
#include "app/protocol/utf8checker.h"
#include "ui/detail/messageparts.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::MessageText)
};

bool isData(const Entry &entry)
{
    return entry.row.kind == EntryKind::Frame && !isControl(entry.opcode());
}

void measure(const CaptureReader &reader, const Entry &entry, MessageText &text)
{
    const bool fragmented = entry.continuation() || (entry.row.bits & EntryFirst) != 0;
    if (!isData(entry) || !fragmented) {
        text.total = entry.contentLength;
        text.frames = 1;
        return;
    }
    const EntryId first = entry.continuation() && entry.row.messageFirst != 0 ? entry.row.messageFirst : entry.id;
    const MessageExtent extent = reader.messageExtent(first);
    text.total = extent.contentBytes;
    text.wireTotal = extent.compressed ? extent.payloadBytes : 0;
    text.frames = extent.whole ? static_cast<int>(extent.frames) : 0;
}

void judge(MessageText &text)
{
    Utf8Checker checker;
    const bool valid = checker.feed(text.raw) && (text.isPartial() || checker.finish());
    if (!valid) {
        const qint64 at = checker.errorOffset();
        const auto byte = static_cast<quint8>(text.raw.at(std::clamp<qint64>(at, 0, text.raw.size() - 1)));
        text.utf8Error = Text::tr("expected UTF-8, got 0x%1 at byte %2")
                             .arg(QString::number(byte, 16).toUpper().rightJustified(2, u'0'))
                             .arg(text.from + at);
    }
    text.json = text.from == 0 && looksLikeJson(text.raw);
    if (text.json && !text.isPartial() && valid)
        text.pretty = prettyJson(text.raw).value_or(QByteArray());
}

void beginAtCodePoint(MessageText &text)
{
    qsizetype at = 0;
    while (at < std::min<qsizetype>(3, text.raw.size()) && (static_cast<quint8>(text.raw.at(at)) & 0xC0U) == 0x80)
        ++at;
    text.raw.remove(0, at);
    text.from += at;
}

/// A Close frame's code by number and name, then its reason; empty if the payload cannot be read as these.
QByteArray closeText(const Entry &entry, const QByteArray &payload)
{
    ClosePayload close;
    if (entry.opcode() != Opcode::Close || payload.isEmpty() || parseClosePayload(payload, close))
        return {};
    const QByteArray code = closeCodeText(close.code).toUtf8();
    return close.reason.isEmpty() ? code : code + '\n' + close.reason.toUtf8();
}

} // namespace

MessageText messageText(const CaptureReader &reader, EntryId id, qint64 limit, qint64 from)
{
    MessageText text;
    text.id = id;
    const auto entry = reader.entry(id);
    if (!entry || entry->row.kind != EntryKind::Frame)
        return text;
    measure(reader, *entry, text);
    text.from = from;
    text.raw = MessageParts(reader, id).read(from, limit);
    if (from > 0)
        beginAtCodePoint(text);
    text.readError = reader.error();
    if (const QByteArray close = closeText(*entry, text.raw); !close.isEmpty()) {
        text.raw = close;
        text.total = close.size();
        return text;
    }
    if (!text.raw.isEmpty())
        judge(text);
    return text;
}

MessageText messageText(const QString &capturePath, EntryId id, qint64 limit, qint64 from)
{
    const auto reader = CaptureReader::open(capturePath);
    if (reader)
        return messageText(**reader, id, limit, from);
    MessageText text;
    text.id = id;
    text.readError = reader.error().sentence;
    return text;
}

} // namespace handglass
