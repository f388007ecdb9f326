// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "ui/common/theme.h"
#include "ui/log/rowview.h"

#include <memory>

namespace handglass {

class ColumnMemory;
class FilterHits;
class LogDelegate;
class LogModel;
class TickBar;

/// The log's table: follows its end while it is there, stays where it is otherwise, also when rows come in above.
class LogView final : public RowView
{
    Q_OBJECT
public:
    LogView(Theme &theme, LogModel &model, QWidget *parent = nullptr);
    ~LogView() override;

    bool isFollowing() const { return m_following; }
    /// On: goes to the end and stays there.
    void setFollowing(bool on);
    void setComfortable(bool on);
    /// Rows that are highlighted; must outlive the view.
    void setHits(const FilterHits &hits);
    /// Shown at the top left while there are no rows.
    void setEmptyText(const QString &text);
    QString emptyText() const { return m_emptyText; }
    ColumnMemory &columns() { return *m_columns; }
    TickBar &tickBar() { return *m_ticks; }

Q_SIGNALS:
    void followingChanged(bool on);
    /// By the user, not by rows that came or a filter.
    void userScrolled();
    /// The user went to the last row with the keyboard.
    void endPressed();
    void escapePressed();

protected:
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsRemoved(const QModelIndex &parent, int first, int last);
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();
    void watchScrolling();
    void userMoved(bool atEnd);
    void hoverRow(int row);
    void updateRow(int row);
    void goToEnd();

    Theme &m_theme;
    LogDelegate *m_delegate;
    TickBar *m_ticks;
    std::unique_ptr<ColumnMemory> m_columns;
    QString m_emptyText;
    bool m_following = true;
    bool m_comfortable = false;
};

} // namespace handglass
