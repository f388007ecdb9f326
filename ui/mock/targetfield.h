// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonpath.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace handglass {

class ScenarioDocument;

/// Who gets what an action sends: the member “to”.
class TargetField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TargetField)
public:
    TargetField(ScenarioDocument &document, const JsonPath &action, QWidget *parent = nullptr);
    /// Empty: none is said, so it is the client.
    void load(const QByteArray &spelling);

private:
    void choose();

    ScenarioDocument &m_document;
    const JsonPath m_action;
    QComboBox *m_box;
    QLineEdit *m_group;
};

} // namespace handglass
