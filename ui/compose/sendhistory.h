// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/composeformat.h"

#include <QList>

#include <optional>

namespace handglass {

/// What was composed: the text as typed, or a file's path.
struct Composition {
    ComposeFormat format = ComposeFormat::Text;
    QByteArray text; ///< UTF-8
    bool operator==(const Composition &) const = default;
};

/// What was sent, oldest first, walked through from the newest. Bounded; what is longer than LongestText is not kept.
class SendHistory
{
public:
    static constexpr qsizetype MaxEntries = 100;
    static constexpr qsizetype LongestText = 64 << 10; ///< bytes

    const QList<Composition> &entries() const { return m_entries; }
    /// An equal older one gives way. The walk ends.
    void add(const Composition &entry);
    void clear();
    /// One older; the draft is kept and comes back at the walk's other end. Nothing at the oldest.
    std::optional<Composition> older(const Composition &draft);
    /// One newer, at last the draft. Nothing when not walking.
    std::optional<Composition> newer();

    QByteArray toJson() const;
    /// Takes the place of what is there. False, and nothing changed, if it is no history.
    bool fromJson(const QByteArray &json);

private:
    QList<Composition> m_entries;
    qsizetype m_steps = 0; ///< walked back from the draft
    Composition m_draft;
};

} // namespace handglass
