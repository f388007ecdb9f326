// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/jsonpath.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr qint64 LargestExponent = 1'000'000'000'000; ///< larger ones are taken as this

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// ±0.d1d2d3… × 10^exponent; the first digit is not 0.
struct Decimal {
    bool negative = false;
    QByteArray digits; ///< without zeros at either end; empty: 0
    qint64 exponent = 0;
};

/// The digits from at on, which moves behind them.
QByteArrayView takeDigits(QByteArrayView text, qsizetype &at)
{
    const qsizetype start = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return text.sliced(start, at - start);
}

std::optional<qint64> takeExponent(QByteArrayView text, qsizetype &at)
{
    if (at == text.size() || (text[at] != 'e' && text[at] != 'E'))
        return 0;
    ++at;
    const bool negative = at < text.size() && text[at] == '-';
    if (negative || (at < text.size() && text[at] == '+'))
        ++at;
    const QByteArrayView digits = takeDigits(text, at);
    if (digits.isEmpty())
        return std::nullopt;
    qint64 exponent = 0;
    for (const char digit : digits)
        exponent = std::min(LargestExponent, exponent * 10 + (digit - '0'));
    return negative ? -exponent : exponent;
}

std::optional<Decimal> decimal(QByteArrayView text)
{
    qsizetype at = text.startsWith('-') ? 1 : 0;
    Decimal number;
    number.negative = at == 1;
    const QByteArrayView whole = takeDigits(text, at);
    if (whole.isEmpty() || (whole.size() > 1 && whole.front() == '0'))
        return std::nullopt;
    QByteArrayView fraction;
    if (at < text.size() && text[at] == '.') {
        ++at;
        fraction = takeDigits(text, at);
        if (fraction.isEmpty())
            return std::nullopt;
    }
    const auto exponent = takeExponent(text, at);
    if (!exponent || at != text.size())
        return std::nullopt;
    number.digits = whole.toByteArray() + fraction.toByteArray();
    const auto isZero = [](char digit) { return digit == '0'; };
    const auto first = std::find_if_not(number.digits.cbegin(), number.digits.cend(), isZero);
    const qsizetype zeros = first - number.digits.cbegin();
    number.exponent = *exponent + whole.size() - zeros;
    number.digits.remove(0, zeros);
    while (number.digits.endsWith('0'))
        number.digits.chop(1);
    if (number.digits.isEmpty())
        number = {};
    return number;
}

int signOf(const Decimal &number)
{
    return number.digits.isEmpty() ? 0 : number.negative ? -1 : 1;
}

} // namespace

std::partial_ordering compareJsonNumbers(QByteArrayView a, QByteArrayView b)
{
    const auto left = decimal(a);
    const auto right = decimal(b);
    if (!left || !right)
        return std::partial_ordering::unordered;
    const int sign = signOf(*left);
    if (sign != signOf(*right) || sign == 0)
        return sign <=> signOf(*right);
    if (left->exponent != right->exponent)
        return sign * left->exponent <=> sign * right->exponent;
    return sign * left->digits.compare(right->digits) <=> 0;
}

} // namespace handglass
