// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "ui/common/theme.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace handglass {

class FilterEdit;
class FilterPopup;
class Segments;

/// The line above the log: filter, quick segments, Highlight, Follow, Clear, and the count.
class FilterBar final : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(Theme &theme, QWidget *parent = nullptr);

    QString text() const;
    /// The last one without an error.
    const Filter &filter() const { return m_filter; }
    LogQuery::Show show() const;
    /// All rows stay; those that the filter lets through are highlighted.
    bool highlightsOnly() const;
    /// Takes effect at once.
    void setText(const QString &text);
    /// Takes text and segment back; returns false if there was nothing to take back.
    bool clearFilter();
    void focusText();
    void setCount(const QString &count);
    /// A search runs: after a while it can be cancelled.
    void setSearching(bool searching);
    /// A sentence with an optional link, beside the count; empty: none.
    void setNotice(const QString &richText);
    /// JSON paths that are offered for completion.
    void setMembers(const QStringList &members);

    QAction *findAction() const { return m_find; }
    QAction *highlightAction() const { return m_highlight; }
    QAction *followAction() const { return m_follow; }
    QAction *clearAction() const { return m_clear; }

Q_SIGNALS:
    /// Filter, quick segment or highlighting is another one now. Not for text with an error: the old filter stays.
    void filterChanged();
    void cancelled();
    void noticeLinkActivated(const QString &link);
    /// The user is about to write a filter.
    void entered();
    /// Esc in an empty filter: to the table.
    void left();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeActions();
    void makeRow();
    void connectEdit();
    QToolButton *addButton(QHBoxLayout *row, QAction *action);
    void applyTheme();
    void readText();
    void submit();
    void openShelf();

    Theme &m_theme;
    FilterEdit *m_edit;
    QAction *m_funnel;
    QAction *m_shelf; ///< opens saved filters and those used last
    FilterPopup *m_popup;
    Segments *m_segments;
    QToolButton *m_highlightButton = nullptr;
    QToolButton *m_followButton = nullptr;
    QToolButton *m_clearButton = nullptr;
    QLabel *m_notice;
    QLabel *m_count;
    QPushButton *m_cancel;
    QAction *m_find = nullptr;
    QAction *m_highlight = nullptr;
    QAction *m_follow = nullptr;
    QAction *m_clear = nullptr;
    Filter m_filter;
    QTimer m_typed;
    QTimer m_searching;
};

} // namespace handglass
