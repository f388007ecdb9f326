// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mock/rulesmodel.h"
#include "ui/mock/scenariodocument.h"

#include <QWidget>

class QAction;
class QComboBox;
class QMenu;
class QPushButton;
class QToolButton;
class QTreeView;

namespace handglass {

/// The routes of a scenario, and what the chosen one consists of. Delete removes, Alt+Up and Alt+Down move,
/// Alt+Shift+Down duplicates.
class RulesPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RulesPane)
public:
    RulesPane(Theme &theme, ScenarioDocument &document, QWidget *parent = nullptr);

    RulesModel &model() { return *m_model; }
    const RulesModel::Row *current() const; ///< nullptr: none
    qint64 route() const;
    /// Turns to its route, and selects the row that holds it.
    void select(const JsonPath &path);
    void setCounts(const ScenarioCounts &counts);
    /// The text's tree is another.
    void refresh();
    void addRule();
    /// Behind the last rule of a route; selects it. Returns where it is.
    JsonPath addRule(qint64 route, const QByteArray &spelling);
    /// One that no rule of the route has.
    QString freeName(qint64 route, const QString &wish);

Q_SIGNALS:
    void currentChanged();
    /// A rule from a message that none held for.
    void ruleFromUnmatchedRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeRouteRow();
    QWidget *makeFoot();
    QMenu *makeAddMenu();
    void makeRowMenu();
    QString freeName(const JsonPath &array, const QString &wish);
    void fillRoutes(const JsonIndex &tree);
    void addRoute();
    void removeRoute();
    void addTo(const JsonPath &array, const QByteArray &spelling);
    void moveUp() { moveBy(-1); }
    void moveDown() { moveBy(1); }
    void moveBy(int by);
    void duplicateCurrent();
    void removeCurrent();
    void restoreSelection();
    void noteCurrent();
    void applyTheme();

    Theme &m_theme;
    ScenarioDocument &m_document;
    RulesModel *m_model;
    QComboBox *m_routes;
    QTreeView *m_view;
    QToolButton *m_add;
    QToolButton *m_removeRoute;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_remove;
    QPushButton *m_fromUnmatched;
    QMenu *m_rowMenu;
    QAction *m_duplicate;
    JsonPath m_wanted = JsonPath() / "routes" / 0; ///< the row that is to be current
    bool m_refreshing = false;
};

} // namespace handglass
