// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/tools/framelab.h"
#include "ui/mainwindow/workbench.h"

#include <QPointer>
#include <QSet>

namespace handglass {

/// Gives the frame lab the open connections, and sends on them what it asks for. GUI thread.
class LabDesk final : public QObject
{
    Q_OBJECT
public:
    LabDesk(Workbench &workbench, QObject *parent);
    void setLab(FrameLab *lab);

private:
    void refresh();
    void add(QList<LabConnection> &list, qint64 session, ConnectionId connection) const;
    void send(const LogScope &scope, const RawSend &raw);

    Workbench &m_workbench;
    QPointer<FrameLab> m_lab;
    QSet<qint64> m_sent; ///< tokens of what was not told done yet
    qint64 m_nextToken;
};

} // namespace handglass
