// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

#include <QWidget>

class QHBoxLayout;
class QTableView;
class QToolButton;

namespace handglass {

class HeaderModel;
class TextLabel;
class Theme;

/// A table of request headers with what adds, removes, orders and pastes them; says below what is wrong or replaced.
class HeaderEditor final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HeaderEditor)
public:
    explicit HeaderEditor(Theme &theme, QWidget *parent = nullptr);
    ~HeaderEditor() override;

    QList<HeaderField> headers() const;
    void setHeaders(const QList<HeaderField> &headers);
    /// The first wrong row's sentence; empty if all can be sent.
    QString error() const;
    void showError();

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    QToolButton *addButton(QHBoxLayout *row, const QString &icon, const QString &name, const QString &objectName);
    void makeTable();
    int currentRow() const;
    void selectRow(int row);
    void add();
    void remove();
    void move(int by);
    void paste();
    void showMessage();
    void applyTheme();

    Theme &m_theme;
    HeaderModel *m_model;
    QTableView *m_table;
    TextLabel *m_message;
    QList<QToolButton *> m_buttons;
};

} // namespace handglass
