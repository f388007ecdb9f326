// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mock/formplan.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace handglass {

class TemplateEdit;
class Theme;

/// One value of a scenario in a form.
class FormField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FormField)
public:
    FormField(Theme &theme, const FormCell &cell, QWidget *parent = nullptr);

    /// What the text has for it; what is being typed stays if it says the same.
    void load(const QByteArray &spelling);
    void setWrong(bool wrong, const QString &sentence);

Q_SIGNALS:
    /// empty: its member is to go.
    void edited(const QByteArray &spelling);
    /// What stands in it cannot be a value; empty: it can.
    void refused(const QString &sentence);

private:
    void makeLine(Theme &theme);
    void makeArea(Theme &theme);
    void makeChoice();
    void makeSwitch();
    void take(const QString &text);
    void show(const QByteArray &spelling);

    const FormCell m_cell;
    QLineEdit *m_line = nullptr;
    TemplateEdit *m_area = nullptr;
    QComboBox *m_choice = nullptr;
    QCheckBox *m_switch = nullptr;
    bool m_loading = false;
};

} // namespace handglass
