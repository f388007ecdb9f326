// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lesson.h"
#include "app/lesson/livewire.h"

#include <QTimer>

#include <deque>

namespace handglass::lesson {

/// Does a list of commands on a wire, each as soon as it can be done: a delivery when something is held, a message when
/// its end is open. GUI thread.
class WireScript final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WireScript)
public:
    /// The wire must outlive it.
    explicit WireScript(LiveWire &wire, QObject *parent = nullptr);

    /// In place of what is left of the last one. setup: for Connect.
    void run(const WireSetup &setup, const QList<Command> &commands);
    void stop();
    bool isBusy() const { return !m_commands.empty(); }
    /// "Waits until the client is open."; empty if it is not busy.
    QString waitsFor() const;

Q_SIGNALS:
    /// The wire's log is about to begin anew.
    void connecting();
    void done();
    /// A command cannot be done any more; the rest is dropped.
    void failed(const QString &sentence);

private:
    enum class Ready : quint8 { Now, Later, Never };
    void advance();
    Ready readiness(const Command &command) const;
    bool execute(const Command &command);
    void finishCommand();
    void deliverRest();
    void fail(const QString &sentence);

    LiveWire &m_wire;
    WireSetup m_setup;
    std::deque<Command> m_commands;
    QTimer m_quiet; ///< DeliverAll: since the last delivery
    bool m_advancing = false;
};

} // namespace handglass::lesson
