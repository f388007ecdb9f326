// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/bytetext.h"
#include "app/protocol/headertexts.h"
#include "app/protocol/statustexts.h"
#include "app/protocol/verdict.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::HeadLine)
};

constexpr qsizetype ShownCharacters = 40; ///< of a peer's text: the whole must fit two lines

/// A peer's text, ready to stand in rich text.
QString quoted(QByteArrayView bytes)
{
    const QString text = headText(bytes);
    const QString shown = text.size() <= ShownCharacters ? text : text.first(ShownCharacters) + QStringLiteral("…");
    return QStringLiteral("<tt>%1</tt>").arg(shown.toHtmlEscaped());
}

/// The authentication scheme. Credentials that come without one are not shown as if they were it.
QString scheme(const HeaderField &field)
{
    const auto end = std::ranges::find_if(field.value, [](char c) { return c == ' ' || c == ','; });
    const bool credentials = field.name.toLower().endsWith("authorization");
    if (field.value.isEmpty() || (credentials && end == field.value.end()))
        return Text::tr("unknown");
    return quoted(QByteArrayView(field.value).first(end - field.value.begin()));
}

/// Puts %1 and %2 in without looking at what they hold.
QString fill(QString text, const HeaderField &field)
{
    const QStringList parts = text.split(QStringLiteral("%1"));
    const QString value = field.value.isEmpty() ? Text::tr("an empty value") : quoted(field.value);
    if (parts.size() == 2)
        return parts.first() + value + parts.last();
    const QStringList words = text.split(QStringLiteral("%2"));
    if (words.size() == 2)
        return words.first() + scheme(field) + words.last();
    return text;
}

QString withSection(const QString &text, const char *section)
{
    return *section == '\0' ? text : QStringLiteral("%1 %2").arg(text, QString::fromUtf8(section));
}

QString explainRequestLine(const HttpHead &head)
{
    return withSection(Text::tr("Asks for %1 with the method %2. A handshake must be a GET, and HTTP/1.1 or higher.")
                           .arg(quoted(head.target), quoted(head.method)),
        "RFC 6455 §4.1");
}

QString explainStatusLine(const HttpHead &head)
{
    const StatusText *const status = statusText(head.status);
    return status ? withSection(Text::tr(status->text), status->section) : QString();
}

QString explainField(const HeaderField &field, bool response)
{
    const HeaderText *const entry = response ? responseHeaderText(field.name) : requestHeaderText(field.name);
    if (!entry)
        return {};
    const QString text = fill(Text::tr(entry->text), field);
    return withSection(QStringLiteral("<tt>%1</tt> %2").arg(QString::fromLatin1(entry->name), text), entry->section);
}

} // namespace

QString explainLine(const HttpHead &head, int line, bool response)
{
    if (line == 1)
        return response ? explainStatusLine(head) : explainRequestLine(head);
    const auto lines = head.raw.count('\n');
    if (line < 1 || line >= lines)
        return {};
    const auto field =
        std::find_if(head.fields.rbegin(), head.fields.rend(), [line](const HeaderField &f) { return f.line <= line; });
    return field == head.fields.rend() ? QString() : explainField(*field, response);
}

} // namespace handglass
