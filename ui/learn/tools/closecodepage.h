// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

class QTableView;
class QUrl;

namespace handglass {

class CloseCodeModel;

/// The table of all close codes: number, name, meaning, who may send it, section.
class CloseCodePage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CloseCodePage)
public:
    explicit CloseCodePage(Theme &theme, QWidget *parent = nullptr);
    /// Selects its row.
    void showCode(quint16 code);

Q_SIGNALS:
    /// rfc:6455#7.4.1, by Enter or a double click on a row that an RFC defines.
    void linkActivated(const QUrl &url);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();
    void arrange();

    Theme &m_theme;
    CloseCodeModel *m_model;
    QTableView *m_table;
};

} // namespace handglass
