// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/quoting.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace handglass {

QString shellWord(const QString &text)
{
    QString inside = text;
    inside.replace(u'\'', QStringLiteral("'\\''"));
    return u'\'' + inside + u'\'';
}

QString scriptString(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

QString cppString(const QByteArray &utf8)
{
    QString literal = QStringLiteral("\"");
    for (const char c : utf8) {
        const auto byte = static_cast<quint8>(c);
        if (c == '"' || c == '\\')
            literal += QStringLiteral("\\%1").arg(QLatin1Char(c));
        else if (byte >= 0x20 && byte < 0x7F && c != '?') // no trigraph
            literal += QLatin1Char(c);
        else
            literal += QStringLiteral("\\%1").arg(byte, 3, 8, QLatin1Char('0'));
    }
    return literal + u'"';
}

} // namespace handglass
