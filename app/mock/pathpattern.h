// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QStringList>

#include <tl/expected.hpp>

#include <optional>

namespace handglass::scenario {

/// The path of a route: “/echo”, “/rooms/{room}”, “/files/*” (one segment), “/api/**” (whatever follows, also nothing).
class PathPattern final
{
public:
    PathPattern() = default;
    /// Or what was expected of it.
    static tl::expected<PathPattern, QString> parse(const QString &text);

    const QString &text() const { return m_text; }
    QStringList parameters() const;
    /// A path that fits: “/rooms/room”, “/files/any”, “/api”.
    QString example() const;
    /// The parameters' values if the path, decoded and without a query, fits.
    std::optional<QHash<QString, QString>> match(const QString &path) const;
    bool operator==(const PathPattern &) const = default;

private:
    QString m_text;
    QStringList m_segments;
};

} // namespace handglass::scenario
