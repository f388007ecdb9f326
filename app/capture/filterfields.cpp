// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/filterfields.h"

#include "app/capture/filtervalues.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace handglass::filter {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Filter)
};

enum class Kind : quint8 { Number, Type, Direction, Time, Comment };

struct Known {
    const char *name;
    Kind kind;
    Field field = Field::Size;
};

/// The first name of each is the one that is shown; Wireshark's follow.
constexpr Known Fields[] = {{"dir", Kind::Direction}, {"direction", Kind::Direction}, {"type", Kind::Type},
    {"size", Kind::Number, Field::Size}, {"length", Kind::Number, Field::Size},
    {"websocket.payload_length", Kind::Number, Field::Size}, {"time", Kind::Time},
    {"delta", Kind::Number, Field::Delta}, {"conn", Kind::Number, Field::Connection},
    {"connection", Kind::Number, Field::Connection}, {"row", Kind::Number, Field::Row},
    {"frame.number", Kind::Number, Field::Row}, {"code", Kind::Number, Field::CloseCode},
    {"websocket.payload.close.status_code", Kind::Number, Field::CloseCode}, {"opcode", Kind::Number, Field::Opcode},
    {"websocket.opcode", Kind::Number, Field::Opcode}, {"fin", Kind::Number, Field::Fin},
    {"websocket.fin", Kind::Number, Field::Fin}, {"rsv", Kind::Number, Field::Rsv},
    {"websocket.rsv", Kind::Number, Field::Rsv}, {"rsv1", Kind::Number, Field::Rsv1},
    {"rsv2", Kind::Number, Field::Rsv2}, {"rsv3", Kind::Number, Field::Rsv3}, {"masked", Kind::Number, Field::Masked},
    {"mask", Kind::Number, Field::Masked}, {"websocket.mask", Kind::Number, Field::Masked}, {"comment", Kind::Comment}};

template <typename Value> struct Named {
    const char *name;
    Value value;
};

constexpr Named<RowType> Types[] = {{"text", RowType::Text}, {"binary", RowType::Binary}, {"ping", RowType::Ping},
    {"pong", RowType::Pong}, {"close", RowType::Close}, {"control", RowType::Control},
    {"continuation", RowType::Continuation}, {"cont", RowType::Continuation}, {"reserved", RowType::Reserved},
    {"frame", RowType::Frame}, {"opened", RowType::Opened}, {"closed", RowType::Closed}, {"notice", RowType::Notice}};

constexpr Named<Direction> Directions[] = {{"sent", Direction::Sent}, {"received", Direction::Received}};

constexpr Named<Flag> Flags[] = {{"violation", Flag::Violation}, {"marked", Flag::Marked}, {"byhand", Flag::ByHand},
    {"onpurpose", Flag::OnPurpose}, {"compressed", Flag::Compressed}};

bool same(QStringView text, const char *name)
{
    return text.compare(QLatin1StringView(name), Qt::CaseInsensitive) == 0;
}

template <typename List> auto findNamed(const List &list, QStringView name)
{
    return std::find_if(std::begin(list), std::end(list), [name](const auto &each) { return same(name, each.name); });
}

template <typename List> QStringList namesOf(const List &list)
{
    QStringList names;
    for (const auto &each : list)
        names.append(QLatin1StringView(each.name));
    return names;
}

/// “a, b or c”
QString oneOf(const QStringList &names)
{
    return Words::tr("%1 or %2").arg(names.sliced(0, names.size() - 1).join(QStringLiteral(", ")), names.last());
}

QList<Part> listOf(const Part &value)
{
    QList<Part> parts;
    qsizetype start = 0;
    for (qsizetype at = 0; at <= value.text.size(); ++at) {
        if (at < value.text.size() && (value.quoted || (value.text[at] != u',' && value.text[at] != u'|')))
            continue;
        parts.append({value.text.sliced(start, at - start), value.position + start, at - start, value.quoted});
        start = at + 1;
    }
    return parts;
}

tl::unexpected<FilterError> wrong(const Part &part, const QString &expected, const QString &advice = {})
{
    return tl::unexpected(unexpected(part, expected, advice));
}

bool isEquality(Operator op)
{
    return op == Operator::Is || op == Operator::IsNot;
}

/// Ranges of values that are equal to one another, as written: those that an operator leaves.
Range compared(const Range &value, Operator op)
{
    constexpr Range all;
    switch (op) {
    case Operator::Less:
        return {all.low, value.low - 1};
    case Operator::LessOrEqual:
        return {all.low, value.high};
    case Operator::Greater:
        return {value.low + 1, all.high};
    case Operator::GreaterOrEqual:
        return {value.low, all.high};
    default:
        return value;
    }
}

/// What is in none of the ranges.
QList<Range> complement(QList<Range> ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) { return a.low < b.low; });
    constexpr Range all;
    QList<Range> rest;
    qint64 next = all.low;
    for (const Range &range : std::as_const(ranges)) {
        if (range.low > next)
            rest.append({next, range.low - 1});
        if (range.high == all.high)
            return rest;
        next = std::max(next, range.high + 1);
    }
    rest.append({next, all.high});
    return rest;
}

QString expectedOf(Field field)
{
    switch (field) {
    case Field::Size:
        return Words::tr("a size such as 1500, 1k or 4KiB");
    case Field::Delta:
        return Words::tr("a duration with its unit, such as 200ms, 50us or 1.5s");
    case Field::Connection:
    case Field::Row:
        return Words::tr("a number from 0");
    case Field::CloseCode:
        return Words::tr("a close code from 0 to 65535");
    case Field::Opcode:
        return Words::tr("an opcode from 0 to 15");
    case Field::Rsv:
        return Words::tr("a number from 0 to 7");
    default:
        return Words::tr("0 or 1");
    }
}

std::optional<Range> numberOf(Field field, QStringView text)
{
    switch (field) {
    case Field::Size:
        return parseSize(text);
    case Field::Delta:
        return parseDuration(text);
    case Field::Connection:
    case Field::Row:
        return parseNumber(text, std::numeric_limits<qint64>::max() - 1);
    case Field::CloseCode:
        return parseNumber(text, 0xFFFF);
    case Field::Opcode:
        return parseNumber(text, 0xF);
    case Field::Rsv:
        return parseNumber(text, 7);
    default:
        return parseNumber(text, 1);
    }
}

/// a..b: what is before and behind the points; nothing if there are none.
std::optional<std::pair<Part, Part>> endsOf(const Part &part)
{
    const qsizetype dots = part.text.indexOf(QLatin1StringView(".."));
    if (dots < 0)
        return std::nullopt;
    const qsizetype rest = part.text.size() - dots - 2;
    return std::pair(Part{part.text.first(dots), part.position, dots, false},
        Part{part.text.last(rest), part.position + dots + 2, rest, false});
}

tl::unexpected<FilterError> wrongOrder(const Part &part)
{
    return wrong(part, Words::tr("the lower end before “..” and the higher behind it"));
}

tl::expected<Range, FilterError> numberRange(Field field, const Part &part, Operator op)
{
    const auto ends = isEquality(op) ? endsOf(part) : std::nullopt;
    if (!ends) {
        const auto value = numberOf(field, part.text);
        return value ? tl::expected<Range, FilterError>(compared(*value, op)) : wrong(part, expectedOf(field));
    }
    const auto low = numberOf(field, ends->first.text);
    const auto high = numberOf(field, ends->second.text);
    if (!low || !high)
        return wrong(low ? ends->second : ends->first, expectedOf(field));
    if (low->low > high->high)
        return wrongOrder(part);
    return Range{low->low, high->high};
}

tl::expected<Node, FilterError> numberTest(Field field, Operator op, const Part &value)
{
    NumberTest test{field, {}};
    const QList<Part> parts = isEquality(op) ? listOf(value) : QList<Part>{value};
    for (const Part &part : parts) {
        const auto range = numberRange(field, part, op);
        if (!range)
            return tl::unexpected(range.error());
        test.ranges.append(*range);
    }
    if (op == Operator::IsNot)
        test.ranges = complement(test.ranges);
    return Node{test};
}

QString expectedTime()
{
    return Words::tr("a time such as 10:31:05, 10:31:05.014 or 2026-11-26T10:31:05");
}

tl::expected<Node, FilterError> timeTest(Operator op, const Part &value)
{
    const auto ends = isEquality(op) ? endsOf(value) : std::nullopt;
    const auto low = parseTime(ends ? ends->first.text : value.text);
    const auto high = ends ? parseTime(ends->second.text) : low;
    if (!low || !high)
        return wrong(ends ? (low ? ends->second : ends->first) : value, expectedTime());
    if (low->ofDay != high->ofDay)
        return wrong(ends->second,
            low->ofDay ? Words::tr("a time of day, as before “..”") : Words::tr("a date and a time, as before “..”"));
    if (low->range.low > high->range.high)
        return wrongOrder(value);
    TimeTest test = *low;
    if (op == Operator::Greater && test.range.high - test.range.low < 1'000'000)
        test.range.low = test.range.high; // the log shows no more of it
    test.range = ends ? Range{low->range.low, high->range.high} : compared(test.range, op);
    return Node{test, op == Operator::IsNot};
}

template <typename Test, typename List, typename Values>
tl::expected<Node, FilterError> listTest(const List &list, const Part &value, Values Test::*values, bool negated)
{
    Test test;
    const QList<Part> parts = listOf(value);
    for (const Part &part : parts) {
        const auto found = findNamed(list, part.text);
        if (found == std::end(list))
            return wrong(part, oneOf(namesOf(list)));
        (test.*values).append(found->value);
    }
    return Node{test, negated};
}

/// Only frames have one, also of those that it is not.
tl::expected<Node, FilterError> directionTest(bool negated, const Part &value)
{
    auto node = listTest(Directions, value, &DirectionTest::directions, false);
    if (!node || !negated)
        return node;
    const QList<Direction> named = std::get<DirectionTest>(node->test).directions;
    DirectionTest others;
    for (const auto &each : Directions) {
        if (!named.contains(each.value))
            others.directions.append(each.value);
    }
    return Node{others};
}

int distance(QStringView a, QStringView b)
{
    QList<int> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], static_cast<int>(i) + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int change = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, row[j] + 1, diagonal + 1});
        }
    }
    return row.last();
}

QString got(const Part &part)
{
    return part.text.isEmpty() && !part.quoted ? Words::tr("nothing") : Words::tr("“%1”").arg(part.text);
}

} // namespace

FilterError unexpected(const Part &part, const QString &expected, const QString &advice)
{
    const QString fact = Words::tr("expected %1, got %2").arg(expected, got(part));
    return {advice.isEmpty() ? fact : Words::tr("%1: %2").arg(fact, advice), part.position, part.length};
}

bool isField(QStringView name)
{
    return findNamed(Fields, name) != std::end(Fields);
}

std::optional<Flag> flagNamed(QStringView name)
{
    const auto found = findNamed(Flags, name);
    return found == std::end(Flags) ? std::nullopt : std::optional(found->value);
}

QString nearestField(QStringView name)
{
    const QString lower = name.toString().toLower();
    for (const Known &known : Fields) {
        if (lower.size() > 2 && distance(lower, QString::fromLatin1(known.name)) <= (lower.size() > 3 ? 2 : 1))
            return QLatin1StringView(known.name);
    }
    return {};
}

QList<FieldName> fieldNames()
{
    const QStringList bits{QStringLiteral("0"), QStringLiteral("1")};
    return {{"dir", namesOf(Directions), Words::tr("sent or received")},
        {"type", namesOf(Types), Words::tr("kind of row")},
        {"size", {}, Words::tr("bytes of payload: size>1k, size:100..2KiB")},
        {"time", {}, Words::tr("local time: time>10:31:05, with a date: 2026-11-26T10:31:05")},
        {"delta", {}, Words::tr("since the row before: delta>200ms")},
        {"conn", {}, Words::tr("number of the connection")}, {"row", {}, Words::tr("number of the row: row:100..200")},
        {"code", {}, Words::tr("close code: code:1006")}, {"opcode", {}, Words::tr("0 to 15")},
        {"fin", bits, Words::tr("FIN bit")}, {"rsv1", bits, Words::tr("RSV1 bit")},
        {"rsv2", bits, Words::tr("RSV2 bit")}, {"rsv3", bits, Words::tr("RSV3 bit")},
        {"masked", bits, Words::tr("MASK bit")}, {"comment", {}, Words::tr("text in the comment of a marked row")}};
}

QList<FieldName> flagNames()
{
    return {{"violation", {}, Words::tr("a rule was broken")}, {"marked", {}, Words::tr("marked rows")},
        {"byhand", {}, Words::tr("frames composed by hand")},
        {"onpurpose", {}, Words::tr("faults of a mock, and what clients made of them")},
        {"compressed", {}, Words::tr("compressed frames")}};
}

tl::expected<Node, FilterError> fieldTest(const Part &name, Operator op, const Part &sign, const Part &value)
{
    const Known &known = *findNamed(Fields, name.text);
    const bool ordered = known.kind == Kind::Number || known.kind == Kind::Time;
    if (!ordered && !isEquality(op) && !(known.kind == Kind::Comment && op == Operator::Contains))
        return wrong(sign, Words::tr("“:” or “!=” after “%1”").arg(name.text));
    if (ordered && op == Operator::Contains)
        return wrong(sign, Words::tr("one of : = != < <= > >= after “%1”").arg(name.text));
    const bool negated = op == Operator::IsNot;
    switch (known.kind) {
    case Kind::Number:
        return numberTest(known.field, op, value);
    case Kind::Time:
        return timeTest(op, value);
    case Kind::Type:
        return listTest(Types, value, &TypeTest::types, negated);
    case Kind::Direction:
        return directionTest(negated, value);
    case Kind::Comment:
        break;
    }
    if (value.text.isEmpty())
        return wrong(value, Words::tr("text"), Words::tr("“marked” finds all marked rows"));
    return Node{CommentTest{value.text}, negated};
}

tl::expected<Node, FilterError> jsonTest(const JsonPath &path, Operator op, const Part &value)
{
    using Test = JsonCondition::Operator;
    constexpr Test tests[] = {Test::Equal, Test::NotEqual, Test::Less, Test::LessOrEqual, Test::Greater,
        Test::GreaterOrEqual, Test::Contains};
    JsonCondition condition{tests[static_cast<size_t>(op)], value.text.toUtf8(), value.quoted};
    if (value.text.isEmpty() && !value.quoted)
        return wrong(value, Words::tr("a value"), Words::tr("the path alone finds all that have it"));
    const auto ends = op == Operator::Is && !value.quoted ? endsOf(value) : std::nullopt;
    const auto isNumber = [](const Part &part) {
        const QByteArray text = part.text.toUtf8();
        return !part.quoted && compareJsonNumbers(text, text) == 0;
    };
    if (!ends) {
        const bool ordered = !isEquality(op) && op != Operator::Contains;
        if (ordered && !isNumber(value))
            return wrong(value, Words::tr("a number"));
        return Node{JsonTest{path, condition}};
    }
    if (!isNumber(ends->first) || !isNumber(ends->second))
        return wrong(isNumber(ends->first) ? ends->second : ends->first, Words::tr("a number"),
            Words::tr("put text with “..” in quotes"));
    return Node{All{{Node{JsonTest{path, {Test::GreaterOrEqual, ends->first.text.toUtf8()}}},
        Node{JsonTest{path, {Test::LessOrEqual, ends->second.text.toUtf8()}}}}}};
}

} // namespace handglass::filter
