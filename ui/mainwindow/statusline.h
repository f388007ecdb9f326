// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/statemark.h"

#include <QStatusBar>

class QLabel;
class QToolButton;

namespace handglass {

class TextLabel;

/// The status bar: state, message rates and round-trip time at the left, rules and capture at the right.
class StatusLine final : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusLine(Theme &theme, QWidget *parent = nullptr);
    void setState(StateMark mark, const QString &text);
    void setNoConnection();
    /// Messages a second; negative: not known, nothing is shown.
    void setRates(double sent, double received);
    /// Round-trip time of the last Ping, ns; negative: nothing is shown.
    void setRtt(qint64 ns);
    /// The peer does not read: "8.0 MiB wait, the peer does not read"; empty: nothing.
    void setPressure(const QString &text);
    /// Faults that a mock makes on purpose; 0: nothing is shown.
    void setFaults(int on);
    void setObserveOnly(bool observeOnly);
    /// Messages that no rule of the mock held for; 0: nothing is shown.
    void setUnmatched(qint64 count);
    /// Empty: nothing is recorded.
    void setCapture(const QString &text);
    /// While one learns, in place of all this: how far the lesson is. Empty: not any more. beyond: it may
    /// be about others than the lessons' own client and server.
    void setLesson(const QString &text, bool beyond);

Q_SIGNALS:
    void unmatchedRequested();

private:
    void makeLearn(Theme &theme);

    QWidget *m_sessions; ///< all but what is said while one learns
    QWidget *m_learn;
    TextLabel *m_lesson;
    TextLabel *m_loopback;
    StateMarkLabel *m_mark;
    TextLabel *m_state;
    TextLabel *m_sent;
    TextLabel *m_received;
    TextLabel *m_rtt;
    TextLabel *m_pressure;
    QLabel *m_bolt;
    TextLabel *m_faults;
    TextLabel *m_rules;
    QToolButton *m_unmatched;
    TextLabel *m_capture;
};

} // namespace handglass
