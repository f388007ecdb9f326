// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/jsonedit.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <vector>

namespace handglass {

namespace {

using Node = JsonIndex::Node;

struct Range {
    qsizetype from = 0;
    qsizetype to = 0;
    qsizetype size() const { return to - from; }
};

/// A value, with its name if it is a member.
Range rangeOf(const JsonIndex &index, Node node)
{
    const qsizetype start = index.valueStart(node);
    const qsizetype end = start + index.value(node).size();
    return {index.isMember(node) ? index.name(node).data() - index.text().constData() : start, end};
}

std::vector<Range> childRanges(const JsonIndex &index, Node parent)
{
    std::vector<Range> ranges;
    const qint64 count = index.childCount(parent);
    Node child = count > 0 ? index.child(parent, 0) : 0;
    for (qint64 row = 0; row < count; ++row) {
        ranges.push_back(rangeOf(index, child));
        if (row + 1 < count)
            child = index.nextSibling(child);
    }
    return ranges;
}

QByteArray eolOf(const QByteArray &text)
{
    return text.contains("\r\n") ? QByteArrayLiteral("\r\n") : QByteArrayLiteral("\n");
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

QByteArray indentAt(const QByteArray &text, qsizetype at)
{
    const qsizetype line = at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    qsizetype end = line;
    while (end < at && isBlank(text.at(end)))
        ++end;
    return text.sliced(line, end - line);
}

/// What the text indents a level by.
QByteArray unitOf(const JsonIndex &index)
{
    const QByteArray fallback = QByteArrayLiteral("  ");
    if (index.size() < 2 || !index.isContainer(0))
        return fallback;
    const QByteArray unit = indentAt(index.text(), rangeOf(index, 1).from);
    return unit.isEmpty() ? fallback : unit;
}

/// The spelling's further lines below a line of this indentation.
QByteArray indented(const JsonIndex &index, QByteArrayView spelling, const QByteArray &indent)
{
    const QByteArray unit = unitOf(index);
    const QByteArray eol = eolOf(index.text());
    const QList<QByteArray> lines = spelling.toByteArray().split('\n');
    QByteArray result = lines.first();
    for (const QByteArray &line : lines.sliced(1)) {
        qsizetype blanks = 0;
        while (blanks < line.size() && line.at(blanks) == ' ')
            ++blanks;
        result += eol + indent + unit.repeated(blanks / 2) + line.sliced(blanks);
    }
    return result;
}

bool isOnOwnLine(const QByteArray &text, qsizetype from, qsizetype at)
{
    return text.sliced(from, at - from).contains('\n');
}

/// Into an object or array that is empty.
TextEdit insertFirst(const JsonIndex &index, Node parent, QByteArrayView item)
{
    const QByteArray &text = index.text();
    const Range inside{index.valueStart(parent) + 1, index.valueStart(parent) + index.value(parent).size() - 1};
    const bool lines = isOnOwnLine(text, inside.from, inside.to) || item.contains('\n');
    const QByteArray outer = indentAt(text, inside.from);
    const QByteArray eol = eolOf(text);
    const QByteArray inner = outer + unitOf(index);
    QByteArray inserted;
    if (lines)
        inserted = eol + inner + indented(index, item, inner) + eol + outer;
    else if (index.kind(parent) == JsonIndex::Kind::Object)
        inserted = ' ' + item.toByteArray() + ' ';
    else
        inserted = item.toByteArray();
    return {inside.from, inside.size(), inserted};
}

TextEdit insert(const JsonIndex &index, Node parent, qint64 row, QByteArrayView item)
{
    const std::vector<Range> children = childRanges(index, parent);
    if (children.empty())
        return insertFirst(index, parent, item);
    const QByteArray &text = index.text();
    const bool lines = isOnOwnLine(text, index.valueStart(parent), children.front().from);
    const QByteArray indent = indentAt(text, children.front().from);
    const QByteArray between = lines ? eolOf(text) + indent : QByteArrayLiteral(" ");
    const QByteArray spelled = indented(index, item, indent);
    if (row >= qint64(children.size()))
        return {children.back().to, 0, ',' + between + spelled};
    return {children[std::size_t(row)].from, 0, spelled + ',' + between};
}

QByteArray named(QByteArrayView name, QByteArrayView spelling)
{
    return jsonedit::quoted(QString::fromUtf8(name)) + ": " + spelling.toByteArray();
}

} // namespace

QByteArray applied(QByteArray text, const TextEdit &edit)
{
    return text.replace(edit.at, edit.removed, edit.inserted);
}

QByteArray jsonedit::quoted(QStringView text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text.toString()}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

std::optional<Node> jsonedit::member(const JsonIndex &index, Node object, QByteArrayView name)
{
    if (index.kind(object) != JsonIndex::Kind::Object)
        return std::nullopt;
    const qint64 count = index.childCount(object);
    Node child = count > 0 ? index.child(object, 0) : 0;
    for (qint64 row = 0; row < count; ++row) {
        if (unescapedJson(index.name(child)) == name)
            return child;
        if (row + 1 < count)
            child = index.nextSibling(child);
    }
    return std::nullopt;
}

std::optional<Node> jsonedit::find(const JsonIndex &index, const JsonPath &path)
{
    if (index.size() == 0)
        return std::nullopt;
    std::optional<Node> node = 0;
    for (const JsonStep &step : path.steps) {
        if (step.kind == JsonStep::Kind::Member) {
            node = member(index, *node, step.name);
        } else {
            const bool there = step.kind == JsonStep::Kind::Element && index.kind(*node) == JsonIndex::Kind::Array
                && step.index < index.childCount(*node);
            node = there ? std::optional(index.child(*node, step.index)) : std::nullopt;
        }
        if (!node)
            break;
    }
    return node;
}

TextEdit jsonedit::replace(const JsonIndex &index, Node node, QByteArrayView spelling)
{
    const Range old{index.valueStart(node), index.valueStart(node) + index.value(node).size()};
    return {old.from, old.size(), indented(index, spelling, indentAt(index.text(), old.from))};
}

TextEdit jsonedit::replaceMember(const JsonIndex &index, Node node, QByteArrayView name, QByteArrayView spelling)
{
    const Range old = rangeOf(index, node);
    return {old.from, old.size(), indented(index, named(name, spelling), indentAt(index.text(), old.from))};
}

TextEdit jsonedit::insertElement(const JsonIndex &index, Node array, qint64 row, QByteArrayView spelling)
{
    return insert(index, array, row, spelling);
}

TextEdit jsonedit::insertMember(
    const JsonIndex &index, Node object, qint64 row, QByteArrayView name, QByteArrayView spelling)
{
    return insert(index, object, row, named(name, spelling));
}

TextEdit jsonedit::remove(const JsonIndex &index, Node node)
{
    const QList<JsonIndex::Step> way = index.way(node);
    const Node parent = way.at(way.size() - 2).node;
    const std::vector<Range> all = childRanges(index, parent);
    const auto row = std::size_t(way.last().row);
    if (all.size() == 1) {
        const qsizetype inside = index.valueStart(parent) + 1;
        return {inside, index.value(parent).size() - 2, {}};
    }
    if (row + 1 < all.size())
        return {all[row].from, all[row + 1].from - all[row].from, {}};
    return {all[row - 1].to, all[row].to - all[row - 1].to, {}};
}

TextEdit jsonedit::move(const JsonIndex &index, Node array, qint64 from, qint64 to)
{
    const std::vector<Range> all = childRanges(index, array);
    std::vector<Range> order = all;
    const Range moved = order[std::size_t(from)];
    order.erase(order.begin() + from);
    order.insert(order.begin() + to, moved);
    const auto first = std::size_t(std::min(from, to));
    const auto last = std::size_t(std::max(from, to));
    const QByteArray &text = index.text();
    QByteArray result;
    for (std::size_t i = first; i <= last; ++i) {
        result += text.sliced(order[i].from, order[i].size());
        if (i < last)
            result += text.sliced(all[i].to, all[i + 1].from - all[i].to);
    }
    return {all[first].from, all[last].to - all[first].from, result};
}

TextEdit jsonedit::duplicate(const JsonIndex &index, Node element, const QString &name)
{
    const QByteArray &text = index.text();
    const QList<JsonIndex::Step> way = index.way(element);
    const Node array = way.at(way.size() - 2).node;
    const std::vector<Range> all = childRanges(index, array);
    const auto row = std::size_t(way.last().row);
    const Range own = all[row];
    QByteArray copy = text.sliced(own.from, own.size());
    const auto member = name.isNull() ? std::nullopt : jsonedit::member(index, element, "name");
    if (member)
        copy.replace(index.valueStart(*member) - own.from, index.value(*member).size(), quoted(name));
    const std::size_t before = row > 0 || all.size() == 1 ? row : row + 1; // it stands as this one does
    if (all.size() > 1)
        return {own.to, 0, text.sliced(all[before - 1].to, all[before].from - all[before - 1].to) + copy};
    const QByteArray blank = text.sliced(index.valueStart(array) + 1, own.from - index.valueStart(array) - 1);
    return {own.to, 0, (blank.isEmpty() ? QByteArrayLiteral(", ") : ',' + blank) + copy};
}

} // namespace handglass
