// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>

namespace handglass {

/// Finds a substring; ASCII letters match in either case, all other bytes exactly. Boyer-Moore-Horspool: the table is
/// made once for many texts.
class TextMatcher final
{
public:
    explicit TextMatcher(QByteArrayView needle = {});
    /// An empty needle is in every text.
    bool isIn(QByteArrayView text) const;
    qsizetype size() const { return m_needle.size(); }

private:
    QByteArray m_needle;               ///< folded
    std::array<qsizetype, 256> m_skip; ///< by the text's byte under the needle's end
};

} // namespace handglass
