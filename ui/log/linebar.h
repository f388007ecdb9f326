// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QToolButton;

namespace handglass {

/// A line above the table that asks for one thing: Enter gives it, Esc leaves it. What is wrong with it stands beside
/// it, and the text stays.
class LineBar final : public QWidget
{
    Q_OBJECT
public:
    /// Takes what was typed; returns the sentence (rich text, with an optional link) that says what is wrong with it.
    using Accept = std::function<QString(const QString &)>;

    explicit LineBar(Theme &theme, QWidget *parent = nullptr);
    void ask(const QString &label, const QString &text, const QString &placeholder, const Accept &accept);
    /// As if this had been typed, and was wrong.
    void refuse(const QString &text, const QString &richText);
    /// Closes it, without an answer.
    void leave();

Q_SIGNALS:
    void linkActivated(const QString &link);
    /// The focus belongs to the table again.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();
    void enter();
    void setError(const QString &richText);

    Theme &m_theme;
    QLabel *m_label;
    QLineEdit *m_edit;
    QLabel *m_error;
    QToolButton *m_close;
    Accept m_accept;
};

} // namespace handglass
