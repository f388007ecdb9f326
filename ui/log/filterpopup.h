// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QFrame>

class QListWidget;
class QPushButton;
class QTreeWidget;

namespace handglass {

/// Opens under the filter field: saved filters to choose, rename and remove, the ones used last, and a button that
/// saves the present one. Its lists are read as it opens.
class FilterPopup final : public QFrame
{
    Q_OBJECT
public:
    explicit FilterPopup(Theme &theme, QWidget *parent = nullptr);
    /// current: the filter to save; empty: there is none, or it has an error.
    void openUnder(const QWidget &field, const QString &current);

Q_SIGNALS:
    void chosen(const QString &filter);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fill();
    void saveCurrent();
    void rename();
    void removeSelected();
    void keep();
    void choose(const QString &filter);
    void updateButtons();

    Theme &m_theme;
    QTreeWidget *m_named;
    QListWidget *m_recent;
    QPushButton *m_save;
    QPushButton *m_rename;
    QPushButton *m_remove;
    QString m_current;
};

} // namespace handglass
