// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filtercompletion.h"

#include "app/capture/filterfields.h"
#include "app/decode/jsonscanner.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::FilterCompletion)
};

using Item = FilterCompletion::Item;

QList<Item> allItems(const QStringList &members)
{
    QList<Item> items;
    const QList<filter::FieldName> fields = filter::fieldNames();
    for (const filter::FieldName &field : fields)
        items.append({QLatin1StringView(field.name) + QLatin1StringView(":"), field.meaning});
    const QList<filter::FieldName> flags = filter::flagNames();
    for (const filter::FieldName &flag : flags)
        items.append({QLatin1StringView(flag.name), flag.meaning});
    for (const QString &member : members)
        items.append({member, {}});
    return items;
}

/// Where the values of a field such as type: begin in the part; −1: it is none.
qsizetype valuesStart(const QString &part, QStringList &values)
{
    const QList<filter::FieldName> fields = filter::fieldNames();
    for (const filter::FieldName &field : fields) {
        const auto name = QLatin1StringView(field.name);
        for (const char *sign : {":", "!=", "="}) {
            if (!field.values.isEmpty() && part.startsWith(name + QLatin1StringView(sign), Qt::CaseInsensitive)) {
                values = field.values;
                const qsizetype start = name.size() + static_cast<qsizetype>(qstrlen(sign));
                return std::max(start, part.lastIndexOf(u',') + 1);
            }
        }
    }
    return -1;
}

qsizetype wordStart(const QString &text, qsizetype caret)
{
    qsizetype start = caret;
    while (start > 0 && !text[start - 1].isSpace())
        --start;
    while (start < caret && QStringView(u"-!(").contains(text[start]))
        ++start;
    return start;
}

/// The way to where a JSON scanner is.
class MemberPath
{
public:
    void take(const JsonScanner &scanner)
    {
        const QByteArrayView token = scanner.token();
        const char c = token.front();
        if (scanner.isName())
            m_levels.last() = JsonStep{JsonStep::Kind::Member, unescapedJson(token)};
        else if (c == '{' || c == '[')
            m_levels.append(JsonStep{JsonStep::Kind::AnyElement, {}});
        else if (c == '}' || c == ']')
            m_levels.removeLast();
    }
    qsizetype depth() const { return m_levels.size(); }
    QString text() const { return JsonPath{m_levels}.text(); }

private:
    QList<JsonStep> m_levels;
};

} // namespace

FilterCompletion completeFilter(const QString &text, qsizetype caret, const QStringList &members, bool asked)
{
    FilterCompletion completion;
    completion.position = wordStart(text, caret);
    QStringList values;
    const qsizetype behind = valuesStart(text.sliced(completion.position, caret - completion.position), values);
    completion.position += std::max<qsizetype>(0, behind);
    completion.length = caret - completion.position;
    const QString part = text.sliced(completion.position, completion.length);
    if (part.isEmpty() && !asked && behind < 0)
        return completion;
    QList<Item> items;
    if (behind < 0)
        items = allItems(members);
    for (const QString &value : std::as_const(values))
        items.append({value, {}});
    for (const Item &item : std::as_const(items)) {
        if (item.text.startsWith(part, Qt::CaseInsensitive))
            completion.items.append(item);
    }
    const bool complete = completion.items.size() == 1 && completion.items.first().text == part;
    if (complete && !asked)
        completion.items.clear();
    return completion;
}

QStringList jsonMembers(const QByteArray &text, int deepest, int most)
{
    QStringList members;
    JsonScanner scanner(text);
    MemberPath path;
    while (members.size() < most && scanner.next()) {
        path.take(scanner);
        if (!scanner.isName() || path.depth() > deepest)
            continue;
        const QString member = path.text();
        if (!members.contains(member))
            members.append(member);
    }
    return members;
}

} // namespace handglass
