// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/filtersql.h"

#include "app/capture/schema.h"

#include <QByteArrayList>

#include <algorithm>

namespace handglass::filter {

namespace {

/// What a test costs for a row, roughly; cheap ones are asked first.
int cost(const Node &node)
{
    const auto most = [](const std::vector<Node> &nodes) {
        int dearest = 0;
        for (const Node &each : nodes)
            dearest = std::max(dearest, cost(each));
        return dearest;
    };
    if (const auto *all = std::get_if<All>(&node.test))
        return most(all->nodes);
    if (const auto *any = std::get_if<Any>(&node.test))
        return most(any->nodes);
    if (std::holds_alternative<TextTest>(node.test) || std::holds_alternative<BytesTest>(node.test))
        return 2;
    if (std::holds_alternative<RegexTest>(node.test) || std::holds_alternative<JsonTest>(node.test))
        return 3;
    const auto *number = std::get_if<NumberTest>(&node.test);
    return number != nullptr && (number->field == Field::Delta || number->field == Field::CloseCode) ? 1 : 0;
}

QByteArray bitsAre(qint64 mask, qint64 value)
{
    return "bits & " + QByteArray::number(mask) + " = " + QByteArray::number(value);
}

qint64 kindBits(EntryKind kind)
{
    return entryBits(EntryRow{.bits = 0, .kind = kind});
}

QByteArray typeIs(RowType type)
{
    const auto ofKind = [](EntryKind kind) { return bitsAre(entryKindMask, kindBits(kind)); };
    const auto withOpcode = [](Opcode opcode) {
        return bitsAre(entryKindMask | 0xF, kindBits(EntryKind::Frame) | static_cast<qint64>(opcode));
    };
    switch (type) {
    case RowType::Text:
        return withOpcode(Opcode::Text);
    case RowType::Binary:
        return withOpcode(Opcode::Binary);
    case RowType::Continuation:
        return withOpcode(Opcode::Continuation);
    case RowType::Ping:
        return withOpcode(Opcode::Ping);
    case RowType::Pong:
        return withOpcode(Opcode::Pong);
    case RowType::Close:
        return withOpcode(Opcode::Close);
    case RowType::Control:
        return bitsAre(entryKindMask | entryControlMask, kindBits(EntryKind::Frame) | entryControlMask);
    case RowType::Reserved:
        return ofKind(EntryKind::Frame) + " AND bits & 7 > 2";
    case RowType::Frame:
        return ofKind(EntryKind::Frame);
    case RowType::Opened:
        return ofKind(EntryKind::Opened);
    case RowType::Closed:
        return ofKind(EntryKind::Closed);
    case RowType::Notice:
        return ofKind(EntryKind::Notice);
    }
    return "0";
}

QByteArray within(const QByteArray &value, const Range &range)
{
    constexpr Range all;
    const QByteArray low = QByteArray::number(range.low);
    const QByteArray high = QByteArray::number(range.high);
    if (range.low == all.low && range.high == all.high)
        return value + " IS NOT NULL";
    if (range.low == all.low)
        return value + " <= " + high;
    if (range.high == all.high)
        return value + " >= " + low;
    return range.low == range.high ? value + " = " + low : value + " BETWEEN " + low + " AND " + high;
}

/// (value) IS TRUE: NULL counts as false.
QByteArray isTrue(const QByteArray &test)
{
    return "((" + test + ") IS TRUE)";
}

QByteArray anyOf(const QByteArrayList &tests)
{
    return isTrue('(' + tests.join(") OR (") + ')');
}

QByteArray frameBits(int shift, int mask)
{
    return "CASE WHEN " + bitsAre(entryKindMask, kindBits(EntryKind::Frame)) + " THEN bits >> "
        + QByteArray::number(shift) + " & " + QByteArray::number(mask) + " END";
}

} // namespace

SqlWriter::SqlWriter(quint32 version, const QByteArray &scope, Of of)
    : m_content(version < contentVersion ? "payload" : "coalesce(content, payload)")
    , m_scope(scope)
    , m_of(of)
{
}

QByteArray SqlWriter::write(const Node &node)
{
    const QByteArray test = std::visit([this](const auto &each) { return sql(each); }, node.test);
    return node.negated ? "(NOT " + test + ')' : test;
}

QByteArray SqlWriter::join(const std::vector<Node> &nodes, const char *word)
{
    std::vector<const Node *> ordered;
    for (const Node &node : nodes)
        ordered.push_back(&node);
    std::stable_sort(ordered.begin(), ordered.end(), [](const Node *a, const Node *b) { return cost(*a) < cost(*b); });
    QByteArrayList tests;
    for (const Node *node : ordered)
        tests.append(write(*node));
    return '(' + tests.join(word) + ')';
}

QByteArray SqlWriter::sql(const All &all)
{
    return join(all.nodes, " AND ");
}

QByteArray SqlWriter::sql(const Any &any)
{
    return join(any.nodes, " OR ");
}

QByteArray SqlWriter::search(const char *kind, size_t index, bool inText) const
{
    const QByteArray number = QByteArray::number(index);
    const QByteArray own =
        "handglass_" + QByteArray(kind) + '(' + number + ", " + m_content + (inText ? ", text)" : ")");
    if (m_of == Of::Row)
        return own;
    return '(' + own + " OR (" + bitsAre(EntryFirst, EntryFirst) + " AND handglass_message_" + kind + '(' + number
        + ", id)))";
}

QByteArray SqlWriter::sql(const TextTest &test)
{
    m_tests.texts.emplace_back(test.text);
    return search("text", m_tests.texts.size() - 1, true);
}

QByteArray SqlWriter::sql(const RegexTest &test)
{
    m_tests.expressions.push_back(test.expression);
    return search("regex", m_tests.expressions.size() - 1, true);
}

QByteArray SqlWriter::sql(const BytesTest &test)
{
    m_tests.bytes.push_back(test.bytes);
    return search("bytes", m_tests.bytes.size() - 1, false);
}

QByteArray SqlWriter::sql(const JsonTest &test)
{
    m_tests.json.push_back(test);
    const QByteArray index = QByteArray::number(m_tests.json.size() - 1);
    const QByteArray data = bitsAre(entryKindMask | entryControlMask, kindBits(EntryKind::Frame)) + " AND bits & 15";
    return isTrue(data + " AND handglass_json(" + index + ", " + m_content + ", id, bits)");
}

QByteArray SqlWriter::sql(const CommentTest &test)
{
    m_tests.comments.append(test.text);
    return "handglass_comment(" + QByteArray::number(m_tests.comments.size() - 1) + ", id)";
}

QByteArray SqlWriter::number(Field field) const
{
    switch (field) {
    case Field::Size:
        return "length(payload)";
    case Field::Delta:
        return "(time - (SELECT p.time FROM entry p WHERE p.id < entry.id" + m_scope + " ORDER BY p.id DESC LIMIT 1))";
    case Field::Connection:
        return "connection";
    case Field::Row:
        return "id";
    case Field::CloseCode:
        return "CASE WHEN " + typeIs(RowType::Close) + " THEN handglass_code(payload) WHEN " + typeIs(RowType::Closed)
            + " THEN (SELECT c.close_code FROM connection c WHERE c.id = entry.connection) END";
    case Field::Opcode:
        return frameBits(0, 0xF);
    case Field::Fin:
        return frameBits(7, 1);
    case Field::Rsv:
        return frameBits(4, 7);
    case Field::Rsv1:
        return frameBits(6, 1);
    case Field::Rsv2:
        return frameBits(5, 1);
    case Field::Rsv3:
        return frameBits(4, 1);
    case Field::Masked:
        return frameBits(8, 1);
    }
    return "NULL";
}

QByteArray SqlWriter::sql(const NumberTest &test)
{
    QByteArrayList tests;
    for (const Range &range : test.ranges)
        tests.append(within('(' + number(test.field) + ')', range));
    return tests.isEmpty() ? QByteArray("0") : anyOf(tests);
}

QByteArray SqlWriter::sql(const TypeTest &test)
{
    QByteArrayList tests;
    for (const RowType type : test.types)
        tests.append(typeIs(type));
    return anyOf(tests);
}

QByteArray SqlWriter::sql(const DirectionTest &test)
{
    QByteArrayList tests;
    for (const Direction direction : test.directions) {
        const EntryRow row{.bits = 0, .kind = EntryKind::Frame, .direction = direction};
        tests.append(bitsAre(entryKindMask | entryDirectionMask, entryBits(row)));
    }
    return tests.isEmpty() ? QByteArray("0") : anyOf(tests);
}

QByteArray SqlWriter::sql(const TimeTest &test)
{
    return isTrue(within(test.ofDay ? "handglass_day(time)" : "time", test.range));
}

QByteArray SqlWriter::sql(const FlagTest &test)
{
    switch (test.flag) {
    case Flag::Violation:
        return isTrue(bitsAre(EntryViolation | EntryByHand, EntryViolation));
    case Flag::Marked:
        return "handglass_marked(id)";
    case Flag::ByHand:
        return isTrue(bitsAre(EntryByHand | EntryOnPurpose, EntryByHand));
    case Flag::OnPurpose:
        return isTrue(bitsAre(EntryOnPurpose, EntryOnPurpose));
    case Flag::Compressed:
        return isTrue(bitsAre(EntryContent, EntryContent));
    }
    return "0";
}

} // namespace handglass::filter
