// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

class QHeaderView;
class QMenu;

namespace handglass {

/// Choice, order and widths of the log's columns, kept in the settings; and the header's context menu to change them.
/// Must end before the header does.
class ColumnMemory final : public QObject
{
    Q_OBJECT
public:
    explicit ColumnMemory(QHeaderView &header);
    ~ColumnMemory() override;

    /// In a narrow window Δ and Size take less, unless the user gave them another width.
    void setNarrow(bool narrow);
    /// Shows which columns there are to choose from.
    void fillMenu(QMenu &menu);
    void setColumnVisible(int column, bool visible);

private:
    void restore();
    void restoreDefaults();
    void save();
    int rememberedWidth(int column) const;

    QHeaderView &m_header;
    QTimer m_save;
    QHash<int, int> m_wide; ///< widths that a narrow window took away
    bool m_narrow = false;
};

} // namespace handglass
