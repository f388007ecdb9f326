// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/extensionlist.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ExtensionList)
};

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

/// Reads one header line. Each function returns false after a failure.
class LineParser final
{
public:
    LineParser(const HeaderField &line, QList<Extension> &extensions)
        : m_line(line.line)
        , m_text(line.value)
        , m_extensions(extensions)
    {
    }

    bool parse()
    {
        for (skipSpace(); !atEnd(); skipSpace()) {
            if (take(','))
                continue;
            if (!extension())
                return false;
            if (!atEnd() && !take(','))
                return fail(Text::tr("“;”, “,” or the end of the value"));
        }
        return true;
    }

    ExtensionListError error() const { return m_error; }

private:
    bool extension()
    {
        Extension extension;
        if (!token(extension.name, Text::tr("the name of an extension")))
            return false;
        while (take(';')) {
            if (!parameter(extension))
                return false;
        }
        m_extensions.append(extension);
        return true;
    }

    bool parameter(Extension &extension)
    {
        ExtensionParameter parameter;
        if (!token(parameter.name, Text::tr("the name of a parameter")))
            return false;
        if (take('=')) {
            QByteArray value;
            if (!(peek('"') ? quoted(value) : token(value, Text::tr("the value of a parameter"))))
                return false;
            parameter.value = value;
        }
        extension.parameters.append(parameter);
        return true;
    }

    bool token(QByteArray &token, const QString &expected)
    {
        const qsizetype start = m_at;
        while (!atEnd() && isToken(m_text.sliced(m_at, 1)))
            ++m_at;
        token = m_text.sliced(start, m_at - start).toByteArray();
        if (token.isEmpty())
            return fail(expected);
        skipSpace();
        return true;
    }

    bool quoted(QByteArray &value)
    {
        const qsizetype start = m_at++;
        while (!atEnd() && !peek('"')) {
            if (peek('\\'))
                ++m_at;
            if (!atEnd())
                value.append(m_text[m_at++]);
        }
        if (atEnd())
            return fail(Text::tr("the closing quote of a parameter's value"));
        ++m_at;
        if (!isToken(value))
            return failAt(start, Text::tr("a token between the quotes"),
                value.isEmpty() ? Text::tr("nothing") : byteExcerpt(value));
        skipSpace();
        return true;
    }

    bool atEnd() const { return m_at == m_text.size(); }
    bool peek(char c) const { return !atEnd() && m_text[m_at] == c; }

    /// The character, and the white space after it.
    bool take(char c)
    {
        if (!peek(c))
            return false;
        ++m_at;
        skipSpace();
        return true;
    }

    void skipSpace()
    {
        while (!atEnd() && isSpace(m_text[m_at]))
            ++m_at;
    }

    bool fail(const QString &expected)
    {
        return failAt(m_at, expected, atEnd() ? Text::tr("the end of the value") : byteExcerpt(m_text.sliced(m_at, 1)));
    }

    bool failAt(qsizetype at, const QString &expected, const QString &got)
    {
        const QString where = m_line > 0 ? Text::tr("%1 at character %2 of the value on line %3")
                                               .arg(got, QString::number(at + 1), QString::number(m_line))
                                         : Text::tr("%1 at character %2").arg(got, QString::number(at + 1));
        m_error = {{expected, where, QStringLiteral("RFC 6455 §9.1")}, m_line, at + 1};
        return false;
    }

    int m_line;
    QByteArrayView m_text;
    QList<Extension> &m_extensions;
    qsizetype m_at = 0;
    ExtensionListError m_error;
};

} // namespace

tl::expected<QList<Extension>, ExtensionListError> parseExtensions(const QList<HeaderField> &lines)
{
    QList<Extension> extensions;
    for (const HeaderField &line : lines) {
        LineParser parser(line, extensions);
        if (!parser.parse())
            return tl::unexpected(parser.error());
    }
    if (extensions.isEmpty() && !lines.isEmpty()) {
        const Violation violation{Text::tr("at least one extension in Sec-WebSocket-Extensions"), Text::tr("none"),
            QStringLiteral("RFC 6455 §9.1")};
        return tl::unexpected(ExtensionListError{violation, lines.first().line, 1});
    }
    return extensions;
}

tl::expected<QList<Extension>, ExtensionListError> parseExtensions(const HttpHead &head)
{
    return parseExtensions(head.all("Sec-WebSocket-Extensions"));
}

QByteArray composeExtensions(const QList<Extension> &extensions)
{
    QByteArrayList parts;
    for (const Extension &extension : extensions)
        parts.append(composeExtension(extension));
    return parts.join(", ");
}

QByteArray composeExtension(const Extension &extension)
{
    QByteArray text = extension.name;
    for (const ExtensionParameter &parameter : extension.parameters) {
        text += "; " + parameter.name;
        if (parameter.value)
            text += "=" + *parameter.value;
    }
    return text;
}

} // namespace handglass
