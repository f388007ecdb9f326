// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logstatus.h"

#include "ui/common/format.h"
#include "ui/log/logmodel.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::LogStatus)
};

} // namespace

QString countText(const LogModel &model)
{
    const QString rows = groupedNumber(model.rowCount());
    if (const int percent = model.searchedPercent(); percent < 100 && !model.isCancelled())
        return percent == 0 ? Text::tr("Searching…") : Text::tr("Searching %1 % · %2 rows").arg(percent).arg(rows);
    if (model.isFiltered())
        return Text::tr("%1 of %2 rows").arg(rows, groupedNumber(model.inScope()));
    return model.rowCount() == 1 ? Text::tr("1 row") : Text::tr("%1 rows").arg(rows);
}

QString emptyText(const LogModel &model, bool cleared)
{
    if (model.capture() == nullptr)
        return Text::tr("No messages yet. Connect to a server or start a mock; what is sent appears here.");
    if (!model.error().isEmpty())
        return model.error();
    if (model.searchedPercent() < 100)
        return Text::tr("Searching…");
    if (model.isFiltered() && model.inScope() > 0)
        return Text::tr("0 of %1 rows match. Clear filter (Esc).").arg(groupedNumber(model.inScope()));
    if (cleared)
        return Text::tr("No rows since Clear. What either side sends appears here.");
    if (model.capture()->isLive())
        return Text::tr("No messages yet. What either side sends appears here.");
    return Text::tr("This capture holds no rows.");
}

QString letGoText(EntryId firstId)
{
    return firstId == 2 ? Text::tr("1 row was let go")
                        : Text::tr("%1 rows were let go").arg(groupedNumber(firstId - 1));
}

QString clearedText(qint64 rows, EntryId upTo)
{
    const QString hidden = rows >= 0 ? Text::tr("%1 rows hidden by Clear").arg(groupedNumber(rows))
                                     : Text::tr("Rows up to #%1 hidden by Clear").arg(groupedNumber(upTo));
    return QStringLiteral("%1 · <a href=\"show\">%2</a>").arg(hidden, Text::tr("Show"));
}

} // namespace handglass
