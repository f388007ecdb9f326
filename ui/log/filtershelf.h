// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace handglass {

/// A filter that the user gave a name.
struct NamedFilter {
    QString name;
    QString text;
    bool operator==(const NamedFilter &) const = default;
};

/// Filters that are kept across starts, in the program's settings: those with names, and those used last. GUI thread.
class FilterShelf final
{
public:
    static constexpr int MostRecent = 20;

    static QList<NamedFilter> named();
    static void setNamed(const QList<NamedFilter> &filters);
    /// The one used last first.
    static QStringList recent();
    static void use(const QString &text);
};

} // namespace handglass
