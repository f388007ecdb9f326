// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/formcodec.h"

#include "app/decode/json.h"
#include "app/decode/jsonedit.h"

#include <QCoreApplication>
#include <QStringList>

namespace handglass::formcodec {

namespace {

using Type = formspec::FieldType;
using Spelling = tl::expected<QByteArray, QString>;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::FormCodec)
};

bool isString(QByteArrayView spelling)
{
    return spelling.startsWith('"');
}

QString unquoted(QByteArrayView spelling)
{
    return QString::fromUtf8(isString(spelling) ? unescapedJson(spelling) : spelling.toByteArray());
}

/// Further lines of a value that stands in an indented text, as if it stood at its start, two spaces a level.
QString outdented(QByteArrayView spelling)
{
    QList<QByteArray> lines = spelling.toByteArray().replace("\r\n", "\n").split('\n');
    const auto blanks = [](const QByteArray &line) {
        qsizetype count = 0;
        while (count < line.size() && (line.at(count) == ' ' || line.at(count) == '\t'))
            ++count;
        return count;
    };
    const qsizetype outer = lines.size() > 1 ? blanks(lines.last()) : 0;
    qsizetype unit = 0; // the least that a line is in by
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype in = blanks(lines.at(i)) - outer;
        if (in > 0 && (unit == 0 || in < unit))
            unit = in;
    }
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype all = blanks(lines.at(i));
        const qsizetype in = unit == 0 ? 0 : qMax<qsizetype>(0, all - outer) / unit;
        lines[i] = QByteArray(2 * in, ' ') + lines.at(i).sliced(all);
    }
    return QString::fromUtf8(lines.join('\n'));
}

/// Each of a list's elements; a value that is none is the only one.
QString lines(QByteArrayView spelling)
{
    const JsonIndex index(spelling.toByteArray());
    if (index.size() == 0 || index.kind(0) != JsonIndex::Kind::Array)
        return unquoted(spelling);
    QStringList list;
    const qint64 count = index.childCount(0);
    for (qint64 row = 0; row < count; ++row)
        list.append(unquoted(index.value(index.child(0, row))));
    return list.join(u'\n');
}

/// "name: value" for each member. texts: values are texts, or lists of them.
QString members(QByteArrayView spelling, bool texts)
{
    const JsonIndex index(spelling.toByteArray());
    if (index.size() == 0 || index.kind(0) != JsonIndex::Kind::Object)
        return outdented(spelling);
    QStringList list;
    const qint64 count = index.childCount(0);
    for (qint64 row = 0; row < count; ++row) {
        const JsonIndex::Node child = index.child(0, row);
        const QString name = unquoted(index.name(child));
        const bool several = texts && index.kind(child) == JsonIndex::Kind::Array;
        const QStringList values = several ? lines(index.value(child)).split(u'\n')
            : texts                        ? QStringList{unquoted(index.value(child))}
                                           : QStringList{QString::fromUtf8(index.value(child)).simplified()};
        for (const QString &value : values)
            list.append(name + QStringLiteral(": ") + value);
    }
    return list.join(u'\n');
}

Spelling json(const QString &text)
{
    const QByteArray spelling = text.trimmed().toUtf8();
    if (spelling.isEmpty())
        return tl::unexpected(Words::tr("expected JSON such as \"text\", 1, true or {}, got nothing"));
    if (const auto error = jsonError(spelling))
        return tl::unexpected(error->sentence);
    return spelling;
}

Spelling number(const QString &text)
{
    const Spelling spelling = json(text);
    const bool isNumber =
        spelling && (spelling->front() == '-' || (spelling->front() >= '0' && spelling->front() <= '9'));
    if (isNumber)
        return spelling;
    return tl::unexpected(Words::tr("expected a number, got “%1”").arg(text.trimmed()));
}

QStringList filledLines(const QString &text)
{
    QStringList list;
    for (const QString &line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty())
            list.append(line.trimmed());
    }
    return list;
}

QByteArray list(const QStringList &texts)
{
    QByteArrayList spelled;
    for (const QString &text : texts)
        spelled.append(jsonedit::quoted(text));
    return '[' + spelled.join(", ") + ']';
}

QByteArray object(const QList<std::pair<QString, QByteArray>> &members)
{
    QByteArrayList spelled;
    for (const auto &[name, value] : members)
        spelled.append(jsonedit::quoted(name) + ": " + value);
    return spelled.isEmpty() ? QByteArrayLiteral("{}") : "{ " + spelled.join(", ") + " }";
}

Spelling namedValues(const QString &text, bool texts)
{
    QStringList names;
    QHash<QString, QStringList> values;
    const QStringList all = filledLines(text);
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QString &line = all.at(i);
        const qsizetype colon = line.indexOf(u':');
        const QString name = line.left(colon).trimmed();
        if (colon <= 0 || name.isEmpty())
            return tl::unexpected(Words::tr("expected “name: value” in line %1, got “%2”").arg(i + 1).arg(line));
        if (values.contains(name) && !texts)
            return tl::unexpected(Words::tr("expected each name once, got “%1” again in line %2").arg(name).arg(i + 1));
        const QString value = line.mid(colon + 1).trimmed();
        if (!texts) {
            if (const Spelling spelling = json(value); !spelling)
                return tl::unexpected(Words::tr("%1 (line %2)").arg(spelling.error()).arg(i + 1));
        }
        if (!values.contains(name))
            names.append(name);
        values[name].append(value);
    }
    QList<std::pair<QString, QByteArray>> spelled;
    for (const QString &name : std::as_const(names)) {
        const QStringList given = values.value(name);
        if (!texts)
            spelled.append({name, given.first().toUtf8()});
        else
            spelled.append({name, given.size() == 1 ? jsonedit::quoted(given.first()) : list(given)});
    }
    return spelled.isEmpty() ? QByteArray() : object(spelled);
}

} // namespace

QString toField(Type type, QByteArrayView spelling)
{
    switch (type) {
    case Type::Text:
    case Type::LongText:
    case Type::Choice:
    case Type::NumberOrWord:
        return unquoted(spelling);
    case Type::TextOrTrue:
        return spelling == "true" ? QString() : unquoted(spelling);
    case Type::Lines:
        return lines(spelling);
    case Type::Headers:
        return members(spelling, true);
    case Type::Variables:
        return members(spelling, false);
    case Type::LongJson:
        return outdented(spelling);
    default:
        return QString::fromUtf8(spelling);
    }
}

Spelling fromField(Type type, const QString &text)
{
    switch (type) {
    case Type::Text:
    case Type::LongText:
        return jsonedit::quoted(text);
    case Type::Choice:
        return jsonedit::quoted(text);
    case Type::TextOrTrue:
        return text.trimmed().isEmpty() ? QByteArrayLiteral("true") : jsonedit::quoted(text);
    case Type::NumberOrWord: {
        const Spelling spelling = number(text);
        return spelling ? *spelling : jsonedit::quoted(text.trimmed());
    }
    case Type::Number:
        return text.trimmed().isEmpty() ? Spelling(QByteArray()) : number(text);
    case Type::Lines:
        return list(filledLines(text));
    case Type::Headers:
        return namedValues(text, true);
    case Type::Variables:
        return namedValues(text, false);
    default:
        return json(text);
    }
}

} // namespace handglass::formcodec
