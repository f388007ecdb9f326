// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/popover.h"

class QComboBox;
class QLineEdit;

namespace handglass {

/// Asks for a prepared reply of one action. More of them, and the other kinds, are written in the scenario's text.
class ReplyPopover final : public Popover
{
    Q_OBJECT
public:
    ReplyPopover(Theme &theme, QWidget *parent);
    /// Fields are empty again.
    void clear();

Q_SIGNALS:
    /// What is typed can be read; whether the scenario takes it is told by showError() or leave().
    /// actions: a list, JSON.
    void addRequested(const QString &name, const QByteArray &actions);

private:
    enum Kind : int { Text, Json, Binary, Ping, Close, Drop };
    Kind kind() const;
    /// The action's value as JSON; empty: problem is set.
    QByteArray value(QString &problem) const;
    QByteArray closeValue(QString &problem) const;
    void updateHint();
    void submit();

    QLineEdit *m_name;
    QComboBox *m_kind;
    QLineEdit *m_content;
};

} // namespace handglass
