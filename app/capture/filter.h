// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <memory>

namespace handglass {

namespace filter {
struct Node;
}

/// What is wrong with a filter's text, and where.
struct FilterError {
    QString sentence;       ///< expected, got, and what to do
    qsizetype position = 0; ///< UTF-16 units from the start
    qsizetype length = 0;   ///< 0: at the end of the text
    bool operator==(const FilterError &) const = default;
};

/// A filter expression that was understood (handglass(1), FILTERS). A value; cheap to copy; any thread.
class Filter final
{
public:
    /// Lets all rows through.
    Filter() = default;
    /// Blank text lets all rows through.
    static tl::expected<Filter, FilterError> parse(const QString &text);

    bool isEmpty() const { return m_root == nullptr; }
    /// As it was written, without space around it.
    QString text() const { return m_text; }
    /// What is worth telling of a text that was understood, perhaps otherwise than it was meant; mostly empty.
    QString hint() const { return m_hint; }
    /// It asks for marks or their comments: what it lets through changes with them.
    bool usesMarks() const;
    /// It asks for content: the first row of a message in fragments may have it when all of the message is there.
    bool usesMessages() const;
    /// It asks for rows without something: what a message still gets may take it out again.
    bool excludes() const;
    /// nullptr if empty.
    const filter::Node *root() const { return m_root.get(); }
    bool operator==(const Filter &other) const { return m_text == other.m_text; }

private:
    QString m_text;
    QString m_hint;
    std::shared_ptr<const filter::Node> m_root;
};

} // namespace handglass
