// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QLineEdit>

namespace handglass {

/// Shows dots until its eye is pressed. The action that reveals is named as the field, with "Reveal" behind.
class SecretField final : public QLineEdit
{
    Q_OBJECT
public:
    /// revealName: "Show the password".
    SecretField(Theme &theme, const QString &objectName, const QString &revealName, QWidget *parent = nullptr);
};

} // namespace handglass
