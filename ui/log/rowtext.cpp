// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/rowtext.h"

#include "app/protocol/utf8checker.h"
#include "ui/common/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::LogRow)
};

using Kind = DataPiece::Kind;

bool isBidiControl(QChar c)
{
    return (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
}

} // namespace

QString typeText(const Entry &entry)
{
    switch (entry.row.kind) {
    case EntryKind::Opened:
        return Text::tr("Opened");
    case EntryKind::Closed:
        return Text::tr("Closed");
    case EntryKind::Notice:
        return Text::tr("Notice");
    case EntryKind::Frame:
        break;
    }
    switch (entry.opcode()) {
    case Opcode::Continuation:
        return Text::tr("└ Cont.");
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
    return QStringLiteral("0x%1").arg(int(entry.opcode()), 0, 16);
}

QString directionText(const Entry &entry)
{
    switch (entry.row.direction) {
    case Direction::Sent:
        return Text::tr("Sent");
    case Direction::Received:
        return Text::tr("Received");
    case Direction::None:
        break;
    }
    return QString(QChar(0x2013));
}

QString dataText(const LogRow &row)
{
    QStringList parts;
    const QList<DataPiece> pieces = dataPieces(row);
    for (const DataPiece &piece : pieces) {
        if (piece.kind == Kind::Tag)
            parts.append(QStringLiteral("[%1]").arg(piece.text));
        else if (piece.kind == Kind::Mark)
            parts.append(Text::tr("marked"));
        else if (piece.kind == Kind::ByHand)
            parts.append(Text::tr("made by hand"));
        else if (piece.kind != Kind::Icon && piece.kind != Kind::OnPurpose) // whose text says it
            parts.append(piece.text);
    }
    return parts.join(QStringLiteral("  "));
}

QString accessibleRowText(const LogRow &row)
{
    QStringList parts{groupedNumber(row.entry.id)};
    if (row.entry.row.direction != Direction::None)
        parts.append(directionText(row.entry).toLower());
    parts.append(row.entry.continuation() ? Text::tr("continuation") : typeText(row.entry).toLower());
    if (row.entry.row.kind == EntryKind::Frame)
        parts.append(row.entry.payloadLength == 1 ? Text::tr("1 byte")
                                                  : Text::tr("%1 bytes").arg(groupedNumber(row.entry.payloadLength)));
    parts.append(clockText(row.entry.row.timeNs));
    parts.append(dataText(row));
    return parts.join(QStringLiteral(", "));
}

QString rowAsText(const LogRow &row)
{
    const bool frame = row.entry.row.kind == EntryKind::Frame;
    return QStringList{QString::number(row.entry.id), clockText(row.entry.row.timeNs), directionText(row.entry),
        row.entry.continuation() ? Text::tr("Continuation") : typeText(row.entry),
        frame ? QString::number(row.entry.payloadLength) : QString(), dataText(row)}
        .join(u'\t');
}

QString maskKeyText(quint32 key)
{
    QByteArray bytes(4, '\0');
    for (int i = 0; i < 4; ++i)
        bytes[i] = static_cast<char>((key >> (24 - 8 * i)) & 0xFFU);
    return QString::fromLatin1(bytes.toHex(' '));
}

QString oneLine(QByteArrayView utf8)
{
    QString text = QString::fromUtf8(utf8);
    for (QChar &c : text) {
        if (c == u'\n' || c == u'\r' || c == u'\t' || c == QChar(0x2028) || c == QChar(0x2029))
            c = u' ';
        else if (c < u' ')
            c = QChar(0x2400 + c.unicode());
        else if (c == QChar(0x7F))
            c = QChar(0x2421);
        else if (isBidiControl(c))
            c = QChar::ReplacementCharacter;
    }
    return text;
}

QByteArrayView wholeCodePoints(QByteArrayView bytes)
{
    qsizetype end = bytes.size();
    for (int back = 1; back <= 3 && back <= bytes.size(); ++back) {
        const auto byte = static_cast<quint8>(bytes[bytes.size() - back]);
        if ((byte & 0xC0U) == 0x80)
            continue;
        const int length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        if (length > back)
            end = bytes.size() - back;
        break;
    }
    return bytes.first(end);
}

bool looksLikeText(QByteArrayView bytes)
{
    const QByteArrayView whole = wholeCodePoints(bytes);
    Utf8Checker checker;
    if (!checker.feed(whole) || !checker.finish())
        return false;
    return std::none_of(whole.begin(), whole.end(), [](char c) {
        const auto byte = static_cast<quint8>(c);
        return byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t';
    });
}

} // namespace handglass
