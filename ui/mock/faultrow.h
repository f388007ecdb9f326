// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/fault.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace handglass {

/// The switch of one fault with its parameters beside it. What only matters while it is on is shown then.
class FaultRow final : public QWidget
{
    Q_OBJECT
public:
    explicit FaultRow(const scenario::FaultForm &form, QWidget *parent = nullptr);

    bool isOn() const;
    scenario::Fault fault() const;
    /// On, with these parameters.
    void setFault(const scenario::Fault &fault);
    void setOff();

Q_SIGNALS:
    /// By the user: switched, or a parameter changed while it is on.
    void changed();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void addNumber();
    void addInterval();
    void addStatus();
    void addEvery();
    QComboBox *addChoice(const QString &name, const QString &accessible);
    QSpinBox *addSpin(const QString &name, const QString &accessible, int least, int most, int value);
    void setNumber(qint64 number);
    qint64 number() const;
    int status() const;
    void tell();
    void updateShown();

    const scenario::FaultForm &m_form;
    QCheckBox *m_switch;
    QComboBox *m_choice = nullptr; ///< RSV bits, opcode, status
    QSpinBox *m_number = nullptr;
    QSpinBox *m_interval = nullptr; ///< ms
    QSpinBox *m_every = nullptr;
    QLineEdit *m_body = nullptr;
    QList<HeaderField> m_headers; ///< of a status, as the scenario or a script gave them
    bool m_setting = false;
};

} // namespace handglass
