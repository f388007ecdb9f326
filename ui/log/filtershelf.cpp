// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filtershelf.h"

#include <QSettings>

namespace handglass {

namespace {

QString namedKey()
{
    return QStringLiteral("log/namedFilters");
}

QString recentKey()
{
    return QStringLiteral("log/recentFilters");
}

QString nameKey()
{
    return QStringLiteral("name");
}

QString textKey()
{
    return QStringLiteral("text");
}

} // namespace

QList<NamedFilter> FilterShelf::named()
{
    QSettings settings;
    QList<NamedFilter> filters;
    const int count = settings.beginReadArray(namedKey());
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        filters.append({settings.value(nameKey()).toString(), settings.value(textKey()).toString()});
    }
    settings.endArray();
    return filters;
}

void FilterShelf::setNamed(const QList<NamedFilter> &filters)
{
    QSettings settings;
    settings.remove(namedKey());
    settings.beginWriteArray(namedKey(), static_cast<int>(filters.size()));
    for (int i = 0; i < filters.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(nameKey(), filters.at(i).name);
        settings.setValue(textKey(), filters.at(i).text);
    }
    settings.endArray();
}

QStringList FilterShelf::recent()
{
    return QSettings().value(recentKey()).toStringList().mid(0, MostRecent);
}

void FilterShelf::use(const QString &text)
{
    if (text.isEmpty())
        return;
    QStringList filters = recent();
    filters.removeAll(text);
    filters.prepend(text);
    QSettings().setValue(recentKey(), filters.mid(0, MostRecent));
}

} // namespace handglass
