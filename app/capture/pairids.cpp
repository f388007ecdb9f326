// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/pairing.h"
#include "app/decode/json.h"

#include <QCryptographicHash>

#include <cmath>

namespace handglass {

namespace {

constexpr qsizetype LongestKey = 64;
constexpr double ExactIntegers = 9'007'199'254'740'992.0; ///< 2^53

JsonPath memberPath(const char *name)
{
    return {{JsonStep{JsonStep::Kind::Member, name, 0}}};
}

/// 1, 1.0 and 1e0 are the same id; whole numbers are compared digit by digit, however many.
QByteArray numberKey(QByteArrayView token)
{
    const bool whole =
        std::none_of(token.begin(), token.end(), [](char c) { return c == '.' || c == 'e' || c == 'E'; });
    if (whole)
        return "n" + token.toByteArray();
    const double value = token.toByteArray().toDouble();
    if (std::abs(value) < ExactIntegers && value == std::trunc(value))
        return "n" + QByteArray::number(static_cast<qint64>(value));
    return "n" + QByteArray::number(value, 'g', 17);
}

QByteArray keyOf(QByteArrayView token)
{
    if (token.isEmpty())
        return {};
    QByteArray key;
    if (token.startsWith('"'))
        key = "s" + unescapedJson(token);
    else if (token.front() == '-' || (token.front() >= '0' && token.front() <= '9'))
        key = numberKey(token);
    return key.size() <= LongestKey ? key : "h" + QCryptographicHash::hash(key, QCryptographicHash::Sha256);
}

bool has(QByteArrayView object, const JsonPath &member)
{
    bool found = false;
    visitJson(object, member, [&found](QByteArrayView /*value*/) {
        found = true;
        return false;
    });
    return found;
}

PairId::Part partOf(QByteArrayView object)
{
    static const JsonPath method = memberPath("method");
    static const JsonPath result = memberPath("result");
    static const JsonPath error = memberPath("error");
    if (has(object, method))
        return PairId::Part::Request;
    return has(object, result) || has(object, error) ? PairId::Part::Reply : PairId::Part::Unknown;
}

/// The id's step within the value around it.
void takeId(QByteArrayView around, const JsonPath &last, QList<PairId> &ids)
{
    QByteArray key;
    visitJson(around, last, [&key](QByteArrayView value) {
        key = keyOf(value);
        return false;
    });
    if (!key.isEmpty())
        ids.append(
            {key, looksLikeJson(around) && around.trimmed().startsWith('{') ? partOf(around) : PairId::Part::Unknown});
}

/// Most messages have no id: this is found out without taking them apart.
bool mayHave(QByteArrayView text, const JsonStep &step)
{
    return step.kind != JsonStep::Kind::Member || text.contains(step.name) || text.contains("\\u");
}

} // namespace

QList<PairId> pairIds(QByteArrayView text, const JsonPath &path)
{
    QList<PairId> ids;
    if (path.steps.isEmpty() || !looksLikeJson(text) || !mayHave(text, path.steps.last()))
        return ids;
    JsonPath around = path;
    const JsonPath last{{around.steps.takeLast()}};
    const bool batch = text.trimmed().startsWith('[') && path.steps.first().kind == JsonStep::Kind::Member;
    if (batch)
        around.steps.prepend({JsonStep::Kind::AnyElement, {}, 0});
    if (around.steps.isEmpty()) {
        takeId(text, last, ids);
        return ids;
    }
    visitJson(text, around, [&ids, &last](QByteArrayView value) {
        takeId(value, last, ids);
        return true;
    });
    return ids;
}

} // namespace handglass
