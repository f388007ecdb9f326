// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/headtext.h"

#include "app/protocol/httphead.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace handglass {

namespace {

/// The first character's bytes; 1 and a null character where there is no valid UTF-8.
std::pair<qsizetype, char32_t> firstCharacter(QByteArrayView bytes)
{
    const auto lead = static_cast<uchar>(bytes.front());
    if (lead < 0x80)
        return {1, lead};
    const qsizetype length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length > bytes.size())
        return {1, U'\0'};
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes.first(length));
    const QList<uint> points = text.toUcs4();
    if (decoder.hasError() || points.size() != 1)
        return {1, U'\0'};
    return {length, static_cast<char32_t>(points.first())};
}

QString escaped(char byte)
{
    switch (byte) {
    case '\t':
        return QStringLiteral("\\t");
    case '\r':
        return QStringLiteral("\\r");
    case '\n':
        return QStringLiteral("\\n");
    default:
        return QStringLiteral("\\x%1").arg(static_cast<uint>(static_cast<uchar>(byte)), 2, 16, QLatin1Char('0'));
    }
}

bool isShownAsItself(char32_t character)
{
    return character != U'\0' && (character == U' ' || QChar::isPrint(character))
        && QChar::category(character) != QChar::Separator_Line && QChar::category(character) != QChar::Other_Format
        && QChar::category(character) != QChar::Separator_Paragraph;
}

qsizetype nameLength(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    return colon > 0 && isToken(line.first(colon)) ? colon : 0;
}

/// What of a secret header's line stays in sight: name, colon, white space, and a scheme if it has one.
qsizetype openPart(QByteArrayView line, qsizetype name)
{
    qsizetype position = name + 1;
    while (position < line.size() && (line[position] == ' ' || line[position] == '\t'))
        ++position;
    if (line.first(name).compare("cookie", Qt::CaseInsensitive) == 0
        || line.first(name).compare("set-cookie", Qt::CaseInsensitive) == 0)
        return position;
    const qsizetype space = line.indexOf(' ', position);
    return space > position && isToken(line.sliced(position, space - position)) ? space + 1 : position;
}

HeadLine hiddenLine(QByteArrayView line, qsizetype open)
{
    HeadLine result;
    result.text = visibleText(line.first(open), &result.escapes);
    const qsizetype count = visibleText(line.sliced(open)).size();
    if (count == 0)
        return result;
    const QString words = count == 1 ? QCoreApplication::translate("HeadText", "1 character hidden")
                                     : QCoreApplication::translate("HeadText", "%1 characters hidden").arg(count);
    result.hidden = {result.text.size(), words.size()};
    result.text += words;
    return result;
}

HeadLine shownLine(QByteArrayView line)
{
    HeadLine result;
    result.text = visibleText(line, &result.escapes);
    return result;
}

/// Without its CR LF; a line end of any other kind stays.
QByteArrayView takeLine(QByteArrayView &raw)
{
    const qsizetype end = raw.indexOf('\n');
    const QByteArrayView line = end < 0 ? raw : raw.first(end + 1);
    raw = raw.sliced(line.size());
    return line.endsWith("\r\n") ? line.chopped(2) : line;
}

} // namespace

QString visibleText(QByteArrayView bytes, QList<TextSpan> *escapes)
{
    QString text;
    text.reserve(bytes.size());
    while (!bytes.isEmpty()) {
        const auto [length, character] = firstCharacter(bytes);
        if (isShownAsItself(character)) {
            text += QStringView(QChar::fromUcs4(character));
        } else {
            const qsizetype start = text.size();
            for (const char byte : bytes.first(length))
                text += escaped(byte);
            if (escapes)
                escapes->append({start, text.size() - start});
        }
        bytes = bytes.sliced(length);
    }
    return text;
}

bool isSecretHeader(QByteArrayView name)
{
    constexpr std::array<const char *, 4> secrets{"authorization", "proxy-authorization", "cookie", "set-cookie"};
    return std::any_of(secrets.begin(), secrets.end(),
        [name](const char *secret) { return name.compare(QByteArrayView(secret), Qt::CaseInsensitive) == 0; });
}

QList<HeadLine> headLines(QByteArrayView raw, bool reveal)
{
    QList<HeadLine> lines;
    bool secret = false;
    while (!raw.isEmpty()) {
        const QByteArrayView line = takeLine(raw);
        if (line.isEmpty() && raw.isEmpty())
            break;
        const bool folded = !lines.isEmpty() && (line.startsWith(' ') || line.startsWith('\t'));
        const qsizetype name = folded || lines.isEmpty() ? 0 : nameLength(line);
        secret = folded ? secret : name > 0 && isSecretHeader(line.first(name));
        const bool hide = secret && !reveal;
        HeadLine shown = hide ? hiddenLine(line, folded ? 1 : openPart(line, name)) : shownLine(line);
        shown.nameLength = name;
        lines.append(shown);
    }
    return lines;
}

} // namespace handglass
