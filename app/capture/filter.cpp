// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/filter.h"

#include "app/capture/filterparser.h"

#include <algorithm>

namespace handglass {

namespace {

/// It, or one of the nodes in it, is so.
bool hasNode(const filter::Node &node, bool (*is)(const filter::Node &))
{
    const auto any = [is](const std::vector<filter::Node> &nodes) {
        return std::any_of(nodes.begin(), nodes.end(), [is](const filter::Node &each) { return hasNode(each, is); });
    };
    if (const auto *all = std::get_if<filter::All>(&node.test))
        return is(node) || any(all->nodes);
    if (const auto *one = std::get_if<filter::Any>(&node.test))
        return is(node) || any(one->nodes);
    return is(node);
}

bool isOfMarks(const filter::Node &node)
{
    const auto *flag = std::get_if<filter::FlagTest>(&node.test);
    return std::holds_alternative<filter::CommentTest>(node.test)
        || (flag != nullptr && flag->flag == filter::Flag::Marked);
}

bool isOfContent(const filter::Node &node)
{
    return std::holds_alternative<filter::TextTest>(node.test) || std::holds_alternative<filter::RegexTest>(node.test)
        || std::holds_alternative<filter::BytesTest>(node.test) || std::holds_alternative<filter::JsonTest>(node.test);
}

} // namespace

tl::expected<Filter, FilterError> Filter::parse(const QString &text)
{
    Filter filter;
    filter.m_text = text.trimmed();
    if (filter.m_text.isEmpty())
        return filter;
    filter::FilterParser parser(text);
    auto root = parser.parse();
    if (!root)
        return tl::unexpected(root.error());
    filter.m_root = std::make_shared<const filter::Node>(std::move(*root));
    filter.m_hint = parser.hint();
    return filter;
}

bool Filter::usesMarks() const
{
    return m_root != nullptr && hasNode(*m_root, isOfMarks);
}

bool Filter::usesMessages() const
{
    return m_root != nullptr && hasNode(*m_root, isOfContent);
}

bool Filter::excludes() const
{
    return m_root != nullptr && hasNode(*m_root, [](const filter::Node &node) { return node.negated; });
}

} // namespace handglass
