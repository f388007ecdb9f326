// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/json.h"

#include "app/decode/jsonscanner.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

bool isContinuation(char c)
{
    return (static_cast<quint8>(c) & 0xC0) == 0x80;
}

/// Sets line and column from offset. A line ends with LF, CR LF or CR.
void locate(JsonError &error, QByteArrayView text)
{
    qsizetype lineStart = 0;
    for (qsizetype at = 0; at < error.offset; ++at) {
        const bool pair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (pair || (text[at] != '\n' && text[at] != '\r'))
            continue;
        ++error.line;
        lineStart = at + 1;
    }
    const QByteArrayView before = text.sliced(lineStart, error.offset - lineStart);
    error.column = 1 + static_cast<int>(before.size() - std::count_if(before.begin(), before.end(), isContinuation));
}

} // namespace

std::optional<JsonError> jsonError(QByteArrayView text)
{
    JsonScanner scanner(text);
    return scanner.scan() ? std::nullopt : std::optional(jsonError(scanner, text));
}

JsonError jsonError(const JsonScanner &scanner, QByteArrayView text)
{
    JsonError error;
    error.offset = scanner.errorOffset();
    locate(error, text);
    const QString place = QCoreApplication::translate("handglass::Json", "in line %1, column %2");
    error.sentence = scanner.error() + QLatin1Char(' ') + place.arg(error.line).arg(error.column);
    return error;
}

std::optional<QByteArray> prettyJson(QByteArrayView text)
{
    QByteArray indented;
    indented.reserve(text.size() + text.size() / 2);
    JsonScanner scanner(text, &indented);
    if (!scanner.scan())
        return {};
    return indented;
}

bool looksLikeJson(QByteArrayView text)
{
    const QByteArrayView rest = text.trimmed();
    return rest.startsWith('{') || rest.startsWith('[');
}

} // namespace handglass
