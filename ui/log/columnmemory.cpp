// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/columnmemory.h"

#include "ui/log/logcolumns.h"

#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QSignalBlocker>

namespace handglass {

namespace {

constexpr int DataColumn = static_cast<int>(LogColumn::Data);
constexpr int SaveDelayMs = 300;

QString settingsKey()
{
    return QStringLiteral("log/columns");
}

int narrowWidth(int column)
{
    return static_cast<LogColumn>(column) == LogColumn::Delta ? 60 : 52;
}

} // namespace

/// The setting is one "column:width:visible" an entry, in the order shown.
ColumnMemory::ColumnMemory(QHeaderView &header)
    : m_header(header)
{
    m_save.setSingleShot(true);
    m_save.setInterval(SaveDelayMs);
    connect(&m_save, &QTimer::timeout, this, &ColumnMemory::save);
    header.setSectionsMovable(true);
    header.setMinimumSectionSize(24);
    {
        const QSignalBlocker once(header); // the view is laid out when all of it is known
        restore();
    }
    header.setSectionResizeMode(DataColumn, QHeaderView::Stretch);
    const auto changed = [this] { m_save.start(); };
    connect(&header, &QHeaderView::sectionMoved, this, changed);
    connect(&header, &QHeaderView::sectionResized, this, changed);
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&header, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        QMenu menu;
        fillMenu(menu);
        menu.exec(m_header.mapToGlobal(at));
    });
}

ColumnMemory::~ColumnMemory()
{
    if (m_save.isActive())
        save();
}

void ColumnMemory::restoreDefaults()
{
    for (int column = 0; column < LogColumnCount; ++column) {
        const auto which = static_cast<LogColumn>(column);
        m_header.moveSection(m_header.visualIndex(column), column);
        m_header.resizeSection(column, columnWidth(which));
        m_header.setSectionHidden(column, isOptional(which));
    }
    m_wide.clear();
    m_narrow = false;
}

void ColumnMemory::restore()
{
    restoreDefaults();
    const QStringList kept = QSettings().value(settingsKey()).toStringList();
    int place = 0;
    for (const QString &entry : kept) {
        const QStringList parts = entry.split(u':');
        const int column = parts.value(0, QStringLiteral("-1")).toInt();
        if (parts.size() != 3 || column < 0 || column >= LogColumnCount)
            continue;
        m_header.moveSection(m_header.visualIndex(column), place++);
        if (column != DataColumn)
            m_header.resizeSection(column, std::clamp(parts.at(1).toInt(), 24, 2000));
        m_header.setSectionHidden(column, parts.at(2) == QStringLiteral("0"));
    }
}

int ColumnMemory::rememberedWidth(int column) const
{
    return m_wide.value(column, m_header.sectionSize(column));
}

void ColumnMemory::save()
{
    QStringList entries;
    for (int place = 0; place < LogColumnCount; ++place) {
        const int column = m_header.logicalIndex(place);
        const bool hidden = m_header.isSectionHidden(column);
        // A hidden section has no size: its usual width will do when it is shown again.
        const int width = hidden ? columnWidth(static_cast<LogColumn>(column)) : rememberedWidth(column);
        entries.append(QStringLiteral("%1:%2:%3").arg(column).arg(width).arg(hidden ? 0 : 1));
    }
    QSettings().setValue(settingsKey(), entries);
}

void ColumnMemory::setNarrow(bool narrow)
{
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    for (const LogColumn which : {LogColumn::Delta, LogColumn::Size}) {
        const int column = static_cast<int>(which);
        const int width = m_header.sectionSize(column);
        if (narrow && width == columnWidth(which)) {
            m_wide.insert(column, width);
            m_header.resizeSection(column, narrowWidth(column));
        } else if (!narrow && m_wide.contains(column)) {
            const int before = m_wide.take(column);
            if (width == narrowWidth(column))
                m_header.resizeSection(column, before);
        }
    }
}

void ColumnMemory::setColumnVisible(int column, bool visible)
{
    m_header.setSectionHidden(column, !visible);
    m_save.start();
}

void ColumnMemory::fillMenu(QMenu &menu)
{
    menu.setToolTipsVisible(true);
    for (int column = 0; column < LogColumnCount; ++column) {
        if (column == static_cast<int>(LogColumn::Opcode))
            menu.addSeparator();
        QAction *action = menu.addAction(columnTitle(static_cast<LogColumn>(column)));
        action->setCheckable(true);
        action->setChecked(!m_header.isSectionHidden(column));
        action->setEnabled(column != DataColumn);
        action->setToolTip(
            column == DataColumn ? tr("Data is always shown") : columnMeaning(static_cast<LogColumn>(column)));
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnVisible(column, on); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Columns as at first")), &QAction::triggered, this, [this] {
        restoreDefaults();
        m_save.start();
    });
}

} // namespace handglass
