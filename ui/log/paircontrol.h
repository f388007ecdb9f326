// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturepairs.h"

#include <QObject>

class QAction;

namespace handglass {

class LineBar;
class LogModel;

/// Where the id of requests and replies stands: asked for, and kept for the servers' addresses from one start to the
/// next.
class PairControl final : public QObject
{
    Q_OBJECT
public:
    PairControl(const LogModel &model, LineBar &line, QObject *parent);
    /// The model's capture is another one now.
    void applyTo(Capture *capture);
    QAction *action() const { return m_action; }

private:
    void ask();
    QString accept(const QString &text);
    QStringList addresses() const;

    const LogModel &m_model;
    LineBar &m_line;
    QAction *m_action;
};

} // namespace handglass
