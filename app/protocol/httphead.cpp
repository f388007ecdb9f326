// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/httphead.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::HttpHead)
};

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || (c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c));
}

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// One line's list elements (RFC 9110 §5.6.1), appended; a comma within a quoted string separates nothing.
void splitList(QByteArrayView value, QList<QByteArray> &elements)
{
    bool quoted = false;
    qsizetype start = 0;
    for (qsizetype at = 0; at <= value.size(); ++at) {
        const bool end = at == value.size();
        if (!end && value[at] == '"')
            quoted = !quoted;
        else if (!end && quoted && value[at] == '\\' && at + 1 < value.size())
            ++at;
        if (!end && (quoted || value[at] != ','))
            continue;
        const QByteArrayView element = value.sliced(start, at - start).trimmed();
        if (!element.isEmpty())
            elements.append(element.toByteArray());
        start = at + 1;
    }
}

} // namespace

QList<HeaderField> HttpHead::all(QByteArrayView name) const
{
    QList<HeaderField> found;
    for (const HeaderField &field : fields) {
        if (sameName(field.name, name))
            found.append(field);
    }
    return found;
}

QByteArray HttpHead::value(QByteArrayView name) const
{
    const auto field = std::ranges::find_if(fields, [name](const HeaderField &f) { return sameName(f.name, name); });
    return field == fields.end() ? QByteArray() : field->value;
}

bool HttpHead::has(QByteArrayView name) const
{
    return std::ranges::any_of(fields, [name](const HeaderField &f) { return sameName(f.name, name); });
}

QList<QByteArray> HttpHead::tokens(QByteArrayView name) const
{
    QList<QByteArray> elements;
    for (const HeaderField &field : fields) {
        if (sameName(field.name, name))
            splitList(field.value, elements);
    }
    return elements;
}

bool HttpHead::hasToken(QByteArrayView name, QByteArrayView token) const
{
    const QList<QByteArray> elements = tokens(name);
    return std::ranges::any_of(elements, [token](const QByteArray &e) { return sameName(e, token); });
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

QString headerError(QByteArrayView name, QByteArrayView value)
{
    if (name.isEmpty())
        return Text::tr("expected a header name, got nothing, RFC 9110 §5.6.2");
    if (!isToken(name))
        return Text::tr("expected a header name of letters, digits and !#$%&'*+-.^_`|~, got %1, RFC 9110 §5.6.2")
            .arg(byteExcerpt(name));
    for (const char c : value) {
        if (c == '\r' || c == '\n' || c == '\0')
            return Text::tr("expected a header value without CR, LF and NUL, got %1, RFC 9110 §5.5")
                .arg(hexByte(static_cast<quint8>(c)));
    }
    return {};
}

} // namespace handglass
