// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/detail/findtarget.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QAction;
class QCheckBox;
class QHBoxLayout;
class QLineEdit;
class QToolButton;

namespace handglass {

class Segments;
class TextLabel;

/// Finds within what a tab of the detail shows: hits are counted and marked, next and previous go round. Searches on a
/// worker; the newest search wins.
class FindBar final : public QWidget
{
    Q_OBJECT
public:
    static constexpr qsizetype MostHits = 100'000;

    explicit FindBar(Theme &theme, QWidget *parent = nullptr);
    ~FindBar() override;

    /// nullptr: nothing can be searched. The target must outlive the bar, or be taken back.
    void setTarget(FindTarget *target);
    /// The target shows something else now.
    void refresh();
    /// Shows the bar with the focus in its field.
    void start();
    /// Hides it, with its marks.
    void leave();
    bool isActive() const { return m_active; }
    QAction *nextAction() const { return m_next; }
    QAction *previousAction() const { return m_previous; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *addButton(QHBoxLayout *row, QAction *action);
    void makeActions();
    void applyTheme();
    void search(bool go);
    void take(const ByteHits &hits, bool go);
    void step(int by);
    void showHit(qsizetype hit, const QString &wrapped = {});
    void say(const QString &text, bool wrong = false);
    tl::expected<ByteSearch, QString> wanted() const;
    QString countText() const;

    Theme &m_theme;
    FindTarget *m_target = nullptr;
    bool m_active = false; ///< from start() to leave(); shown while there is a target
    QLineEdit *m_edit;
    QCheckBox *m_case;
    QCheckBox *m_regex;
    Segments *m_form;
    TextLabel *m_count;
    QAction *m_next;
    QAction *m_previous;
    QAction *m_close;
    QTimer m_typed;
    ByteSearch m_search;
    ByteHits m_hits;
    qsizetype m_at = -1;                        ///< the hit that is shown; −1: none yet
    std::shared_ptr<std::atomic_bool> m_cancel; ///< of the search that runs
};

} // namespace handglass
