// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/bytetext.h"

#include "app/protocol/utf8checker.h"

#include <QStringList>

#include <algorithm>

namespace handglass {

namespace {

constexpr qsizetype ShownCharacters = 32;
constexpr qsizetype ShownBytes = 8;
constexpr qsizetype EvidenceCharacters = 120;
constexpr qsizetype EvidenceBytes = 16;

bool isPrintable(char c)
{
    return c >= 0x20 && c < 0x7F;
}

} // namespace

QString hexByte(quint8 byte)
{
    const QString digits = QString::number(byte, 16).toUpper();
    return QStringLiteral("0x") + digits.rightJustified(2, QLatin1Char('0'));
}

QString byteExcerpt(QByteArrayView bytes)
{
    const bool text = std::all_of(bytes.begin(), bytes.end(), isPrintable);
    const qsizetype shown = std::min(bytes.size(), text ? ShownCharacters : ShownBytes);
    const QString more = shown < bytes.size() ? QStringLiteral("…") : QString();
    if (text)
        return QStringLiteral("“%1%2”").arg(QString::fromLatin1(bytes.first(shown)), more);
    QStringList parts;
    for (const char byte : bytes.first(shown))
        parts.append(hexByte(static_cast<quint8>(byte)));
    if (!more.isEmpty())
        parts.append(more);
    return parts.join(QLatin1Char(' '));
}

QString firstBytes(QByteArrayView bytes)
{
    const auto *end = std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\r' || c == '\n'; });
    const QByteArrayView line = bytes.first(end - bytes.begin());
    const bool text = !line.isEmpty() && std::all_of(line.begin(), line.end(), isPrintable);
    const QByteArrayView shown = text ? line.first(std::min(line.size(), EvidenceCharacters))
                                      : bytes.first(std::min(bytes.size(), EvidenceBytes));
    const QString more = shown.size() < (text ? line.size() : bytes.size()) ? QStringLiteral("…") : QString();
    if (text)
        return QStringLiteral("“%1%2”").arg(QString::fromLatin1(shown), more);
    return QString::fromLatin1(shown.toByteArray().toHex(' ')) + more;
}

QString headText(QByteArrayView bytes)
{
    Utf8Checker checker;
    checker.feed(bytes);
    return checker.finish() ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
}

} // namespace handglass
