// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A filter's text in the first line, a payload behind it: an error lies in the text and says something, the text reads
// the same with space around it, and what is not JSON has no members.
#include "app/capture/filter.h"
#include "app/capture/filterexpression.h"
#include "app/decode/json.h"
#include "tests/fuzz/fuzzing.h"

using namespace handglass;

namespace {

void tryTests(const filter::Node &node, const QByteArray &payload, bool valid)
{
    const auto each = [&](const std::vector<filter::Node> &nodes) {
        for (const filter::Node &inner : nodes)
            tryTests(inner, payload, valid);
    };
    if (const auto *all = std::get_if<filter::All>(&node.test))
        each(all->nodes);
    else if (const auto *any = std::get_if<filter::Any>(&node.test))
        each(any->nodes);
    const auto *json = std::get_if<filter::JsonTest>(&node.test);
    if (json == nullptr)
        return;
    const bool found = jsonMatches(payload, json->path, json->condition);
    FUZZ_CHECK(valid || !found);
    const bool there = jsonMatches(payload, json->path, {});
    FUZZ_CHECK(there || !found);
    FUZZ_COMPARE(jsonValue(payload, json->path).has_value(), there);
    const auto again = JsonPath::parse(json->path.text());
    FUZZ_CHECK(again && *again == json->path);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype line = bytes.indexOf('\n');
    const QString text = QString::fromUtf8(line < 0 ? bytes : bytes.first(line));
    const QByteArray payload = line < 0 ? QByteArray() : bytes.sliced(line + 1);
    const auto parsed = Filter::parse(text);
    const auto spaced = Filter::parse(QStringLiteral("  ") + text + QStringLiteral(" "));
    FUZZ_COMPARE(parsed.has_value(), spaced.has_value());
    if (!parsed) {
        const FilterError &error = parsed.error();
        FUZZ_CHECK(!error.sentence.isEmpty());
        FUZZ_CHECK(error.position >= 0 && error.length >= 0 && error.position + error.length <= text.size());
        return 0;
    }
    FUZZ_CHECK(*parsed == *spaced);
    if (parsed->root() != nullptr)
        tryTests(*parsed->root(), payload, !jsonError(payload).has_value());
    return 0;
}
