// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/replay.h"

#include <QTimer>

#include <deque>

namespace handglass {

/// What a Replay does on its thread: reads ahead, waits until a message is due, and hands over the next ones, one batch
/// at a time, when the one before was taken.
class ReplayRunner final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReplayRunner)
public:
    ReplayRunner(const ReplaySelection &selection, const ReplayPace &pace);
    ~ReplayRunner() override;

    void start();
    void pause();
    void goOn();
    void step();
    void stop();
    void setPace(const ReplayPace &pace);

    /// Of the batch that is on its way; see ClientSession::batchDone().
    void takeDone(qsizetype sent, const QString &error, bool later);
    void takePressure(bool paused);
    /// The connection is over.
    void takeEnd(const QString &why);

Q_SIGNALS:
    void batchReady(const QList<handglass::Outgoing> &batch);
    void noted(const QString &text);
    void progressed(const handglass::ReplayProgress &progress);

private:
    void work();
    void readAhead();
    bool readItem();
    void begin();
    void sendDue();
    bool mayGo(qint64 now);
    void send(qint64 now);
    void account(qsizetype sent);
    void endOfSource();
    void setStanding(qint64 now);
    void fail(const QString &why);
    void finish(ReplayState state, const QString &why = {});
    QString countText() const;
    ReplayState state() const;
    void tell(ReplayState state);

    const ReplaySelection m_selection;
    std::unique_ptr<ReplaySource> m_source;
    ReplayClock m_clock;
    std::deque<ReplayItem> m_ahead;
    qint64 m_aheadBytes = 0;
    std::deque<ReplayItem> m_flight; ///< handed over, outcome not known
    qint64 m_flightNs = 0;           ///< when
    bool m_flightIsStep = false;
    QTimer m_due;
    bool m_reading = false; ///< readAhead() comes again
    bool m_begun = false;
    bool m_paused = false;
    bool m_pressure = false; ///< the peer does not read
    bool m_held = false;     ///< and something is due
    qint64 m_standsNs = -1;  ///< since when the clock stands; −1: it goes
    int m_steps = 0;         ///< asked for and not done
    bool m_stopping = false;
    bool m_over = false;
    QString m_refusal; ///< the connection takes nothing more; why, is told when it has ended
    ReplayProgress m_progress;
    qint64 m_toldNs = 0;
};

} // namespace handglass
