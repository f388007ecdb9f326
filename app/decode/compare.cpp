// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/compare.h"

#include "app/decode/comparerows.h"
#include "app/decode/jsonindex.h"
#include "app/protocol/utf8checker.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Compare)
};

constexpr JsonIndex::Node MostCompareValues = 2'000'000;

bool isText(QByteArrayView bytes, bool cut)
{
    Utf8Checker checker;
    return checker.feed(bytes) && (cut || checker.finish());
}

/// Nothing if it is not whole JSON, or more than can be compared.
std::optional<JsonIndex> indexOf(const QByteArray &text)
{
    if (!looksLikeJson(text))
        return {};
    JsonIndex index(text, MostCompareValues);
    return index.error() || index.isCut() ? std::nullopt : std::optional(std::move(index));
}

} // namespace

Comparison compareMessages(const QByteArray &left, const QByteArray &right, std::optional<CompareAs> as)
{
    Comparison result;
    const bool cut = left.size() > MostCompared || right.size() > MostCompared;
    if (cut)
        result.limits.append(Words::tr("The first %1 MiB of each are compared.").arg(MostCompared >> 20));
    const QByteArray a = left.first(std::min<qsizetype>(left.size(), MostCompared));
    const QByteArray b = right.first(std::min<qsizetype>(right.size(), MostCompared));
    const auto leftIndex = indexOf(a);
    const auto rightIndex = leftIndex ? indexOf(b) : std::nullopt;
    if (rightIndex)
        result.possible.append(CompareAs::Json);
    if (isText(a, cut) && isText(b, cut))
        result.possible.append(CompareAs::Lines);
    result.possible.append(CompareAs::Bytes);
    result.as = as && result.possible.contains(*as) ? *as : result.possible.first();
    switch (result.as) {
    case CompareAs::Json:
        compareJson(*leftIndex, *rightIndex, result);
        break;
    case CompareAs::Lines:
        compareLines(a, b, result);
        break;
    case CompareAs::Bytes:
        compareBytes(a, b, result);
        break;
    }
    return result;
}

} // namespace handglass
