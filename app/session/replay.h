// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/replayclock.h"
#include "app/session/replaysource.h"

#include <QThread>

namespace handglass {

class ClientSession;
class ReplayRunner;

enum class ReplayState : quint8 {
    Running,
    Held,    ///< a message is due, and the peer does not read
    Paused,  ///< also with OneByOne, until the next step
    Done,    ///< all were sent
    Stopped, ///< by stop()
    Failed   ///< see ReplayProgress::sentence
};

struct ReplayProgress {
    ReplayState state = ReplayState::Running;
    qint64 sent = 0;      ///< written and recorded
    EntryId next = 0;     ///< row of the one that comes next; 0: not read yet, or none does
    qint64 nextAtNs = -1; ///< when it is due, by Replay::clockNs(); −1: not known, or waits for something else
    QString sentence;     ///< at the end: what was sent, from where it was not and why

    bool isOver() const { return state >= ReplayState::Done; }
};

/// Sends a capture's sent messages again, through an open connection of a session. Reads ahead and keeps the time on a
/// thread of its own; at most 4 MiB (or one message) wait there. What is sent are ordinary rows of the log; Notice rows
/// say where it began and ended. While the peer does not read, its clock stands.
class Replay final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Replay)
public:
    /// The session may end meanwhile, and so may the connection: the replay fails and says before which row.
    Replay(ClientSession &session, ConnectionId to, const ReplaySelection &selection, const ReplayPace &pace);
    /// Ends it, without a word in the log if it is not over; waits for a step of reading, some ms.
    ~Replay() override;

    void start();
    void pause();
    /// Nothing with OneByOne.
    void goOn();
    /// The next one at once; then it is paused.
    void step();
    /// Nothing more is handed to the wire.
    void stop();
    void setPace(const ReplayPace &pace);
    const ReplayProgress &progress() const { return m_progress; }
    /// Monotonic, as in ReplayProgress.
    static qint64 clockNs();

Q_SIGNALS:
    /// At each change of state, else at most ten times a second.
    void progressed();

private:
    void connectSession(ClientSession &session, ConnectionId to);
    void order(void (ReplayRunner::*what)());

    QThread m_thread;
    ReplayRunner *m_runner; ///< lives on the thread
    ReplayProgress m_progress;
};

} // namespace handglass

Q_DECLARE_METATYPE(handglass::ReplayProgress)
