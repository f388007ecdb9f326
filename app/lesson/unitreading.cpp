// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/unitreading.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/closecode.h"
#include "app/protocol/framereader.h"
#include "app/protocol/utf8checker.h"

#include <QCoreApplication>
#include <QLocale>

namespace handglass::lesson {

namespace {

constexpr qsizetype MostHexLines = 8;
constexpr qsizetype ShownBytes = 8;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::WireWords)
};

bool isText(QByteArrayView bytes)
{
    Utf8Checker checker;
    return checker.feed(bytes) && checker.finish();
}

QString closeText(const FrameParts &frame)
{
    ClosePayload close;
    parseClosePayload(frame.payload, close);
    if (frame.payload.isEmpty())
        return Text::tr("Close without a code");
    if (frame.payload.size() < 2)
        return Text::tr("Close with 1 byte");
    const QString text = Text::tr("Close %1").arg(closeCodeText(close.code));
    return close.reason.isEmpty() ? text : text + QLatin1Char(' ') + quotedText(close.reason.toUtf8());
}

QString payloadText(const FrameParts &frame)
{
    if (frame.payload.isEmpty())
        return {};
    if (frame.header.rsv1)
        return Text::tr(", compressed");
    const bool binary = frame.header.opcode == Opcode::Binary;
    return QLatin1Char(' ') + (binary ? hexText(frame.payload, ShownBytes) : quotedText(frame.payload));
}

QString requestText(const HttpHead &head)
{
    QString text = headText(head.method) + QLatin1Char(' ') + headText(head.target).left(32);
    if (head.has("Upgrade"))
        text += QStringLiteral(", Upgrade: ") + headText(head.value("Upgrade")).left(16);
    return text;
}

} // namespace

std::optional<FrameParts> readFrame(QByteArrayView bytes)
{
    FrameReader reader;
    Frame frame;
    reader.feed(bytes);
    if (reader.next(frame))
        return FrameParts{frame.header, frame.payload.toByteArray(), bytes.sliced(frame.wire.size()).toByteArray()};
    if (const FrameHeader *header = reader.pendingHeader())
        return FrameParts{*header, reader.pendingPayload().toByteArray(), {}};
    return {};
}

HttpHead readHead(QByteArrayView bytes, UnitKind kind)
{
    HttpHeadReader reader(
        kind == UnitKind::Request ? HttpHeadReader::Kind::Request : HttpHeadReader::Kind::Response, {1 << 30, 1 << 20});
    reader.feed(bytes);
    return reader.state() == HttpHeadReader::State::Done ? reader.head() : HttpHead();
}

QString sizeText(qsizetype bytes)
{
    constexpr qsizetype KiB = 1024;
    return bytes < KiB ? Text::tr("%1 B").arg(bytes) : QLocale::c().formattedDataSize(bytes, 1);
}

QString hexText(QByteArrayView bytes, qsizetype most)
{
    const QString hex = QString::fromLatin1(bytes.first(qMin(most, bytes.size())).toByteArray().toHex(' '));
    return bytes.size() > most ? hex + QStringLiteral(" …") : hex;
}

QStringList hexLines(QByteArrayView bytes, qsizetype width)
{
    QStringList lines;
    for (; !bytes.isEmpty() && lines.size() < MostHexLines; bytes = bytes.sliced(qMin(width, bytes.size())))
        lines.append(hexText(bytes.first(qMin(width, bytes.size())), width));
    if (!bytes.isEmpty())
        lines.append(QStringLiteral("…"));
    return lines;
}

QString quotedText(QByteArrayView utf8, qsizetype most)
{
    if (!isText(utf8))
        return hexText(utf8, ShownBytes);
    QString text = QString::fromUtf8(utf8.first(qMin(utf8.size(), 4 * (most + 1))));
    const bool cut = text.size() > most;
    text = text.left(most);
    for (QChar &c : text) {
        if (!c.isPrint() && !c.isSurrogate())
            c = QChar(0x00B7);
    }
    return QStringLiteral("“%1”").arg(cut ? text + QStringLiteral("…") : text);
}

QString opcodeName(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation:
        return Text::tr("Continuation");
    case Opcode::Text:
        return Text::tr("Text");
    case Opcode::Binary:
        return Text::tr("Binary");
    case Opcode::Close:
        return Text::tr("Close");
    case Opcode::Ping:
        return Text::tr("Ping");
    case Opcode::Pong:
        return Text::tr("Pong");
    }
    return Text::tr("opcode 0x%1").arg(int(opcode), 0, 16);
}

QString frameText(const FrameParts &frame)
{
    if (frame.header.opcode == Opcode::Close)
        return closeText(frame);
    const QString size = sizeText(frame.payload.size());
    const QString name = opcodeName(frame.header.opcode);
    const QString text =
        frame.header.fin ? Text::tr("%1, FIN, %2").arg(name, size) : Text::tr("%1, more follows, %2").arg(name, size);
    return text + payloadText(frame);
}

QString unitName(UnitKind kind, QByteArrayView bytes)
{
    switch (kind) {
    case UnitKind::Request:
        return headText(readHead(bytes, kind).method);
    case UnitKind::Response:
        return QString::number(readHead(bytes, kind).status);
    case UnitKind::Body:
        return Text::tr("body");
    case UnitKind::Frame:
        if (const auto frame = readFrame(bytes))
            return Text::tr("%1 frame").arg(opcodeName(frame->header.opcode));
        break;
    case UnitKind::Bytes:
        break;
    case UnitKind::TcpEnd:
        return Text::tr("end of TCP");
    }
    return Text::tr("bytes");
}

QString unitText(const WireUnit &unit)
{
    if (unit.kind == UnitKind::Request)
        return requestText(readHead(unit.delivered, unit.kind));
    if (unit.kind == UnitKind::Response) {
        const HttpHead head = readHead(unit.delivered, unit.kind);
        return QStringLiteral("%1 %2").arg(head.status).arg(headText(head.reason).left(32)).trimmed();
    }
    const auto frame = unit.kind == UnitKind::Frame ? readFrame(unit.delivered) : std::nullopt;
    if (frame)
        return frameText(*frame);
    if (unit.kind == UnitKind::TcpEnd)
        return Text::tr("TCP: FIN");
    return unit.kind == UnitKind::Body ? Text::tr("body of the answer") : Text::tr("bytes that are no whole frame");
}

} // namespace handglass::lesson
