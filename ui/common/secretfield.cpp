// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/secretfield.h"

#include <QAction>

namespace handglass {

SecretField::SecretField(Theme &theme, const QString &objectName, const QString &revealName, QWidget *parent)
    : QLineEdit(parent)
{
    setObjectName(objectName);
    setEchoMode(QLineEdit::Password);
    const auto icon = [&theme] { return theme.icon(QStringLiteral("reveal"), theme.colours().text2); };
    QAction *reveal = addAction(icon(), QLineEdit::TrailingPosition);
    reveal->setObjectName(objectName + QStringLiteral("Reveal"));
    reveal->setText(revealName);
    reveal->setToolTip(revealName);
    reveal->setCheckable(true);
    connect(reveal, &QAction::toggled, this,
        [this](bool shown) { setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    connect(&theme, &Theme::changed, reveal, [reveal, icon] { reveal->setIcon(icon()); });
}

} // namespace handglass
