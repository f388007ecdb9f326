// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

#include <QTimer>

namespace handglass {

/// A mock on 8080 (or a free port), a client connected to it, and a few messages both ways: something to look at.
/// GUI thread; one run at a time.
class Demo final : public QObject
{
    Q_OBJECT
public:
    explicit Demo(Workbench &workbench, QObject *parent = nullptr);
    void start();
    bool isRunning() const { return m_step != Step::Idle; }
    qint64 client() const { return m_client; } ///< session; 0: not yet

Q_SIGNALS:
    void clientStarted(qint64 session);
    /// Everything has come back.
    void finished();
    void failed(const QString &sentence);

private:
    enum class Step : quint8 { Idle, Listening, Connecting, Talking };
    void takeSession(qint64 session);
    void takeMockFailure(const QString &sentence, quint16 freePort);
    void takeChange(qint64 session);
    void talk();
    void takeGrowth(qint64 lastId);
    void end(const QString &error);
    MockOptions mockOptions(quint16 port) const;

    Workbench &m_workbench;
    Step m_step = Step::Idle;
    qint64 m_client = 0;
    int m_said = 0;
    EntryId m_firstId = 0; ///< last row before the demo
    bool m_triedFree = false;
    QTimer m_limit;
};

} // namespace handglass
