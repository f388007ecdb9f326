// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QRandomGenerator>
#include <QTimer>

#include <deque>

namespace handglass::lesson {

/// A message of the chat.
struct ChatEvent {
    qint64 number = 0; ///< from 1
    qint64 ns = 0;     ///< of compareClockNs()
    QByteArray text;   ///< JSON on one line: {"n":1,"from":"Mira","text":"…"}
};

/// Of one clock for all of the comparison; never goes back.
qint64 compareClockNs();

/// A chat whose people write at a rate: their pauses vary, so that no poller keeps step with them. The last MostKept
/// messages stay.
class CompareFeed final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareFeed)
public:
    static constexpr std::size_t MostKept = 2'048;

    explicit CompareFeed(QObject *parent = nullptr);
    /// Messages a second; 0: nobody writes.
    void setRate(double perSecond);
    /// Somebody writes, now.
    void publish();
    qint64 last() const { return m_last; } ///< its number; 0: none was
    /// Behind that number, oldest first.
    QList<ChatEvent> since(qint64 number) const;
    /// When it was written; −1: it is not kept.
    qint64 birthOf(qint64 number) const;

Q_SIGNALS:
    void published(const handglass::lesson::ChatEvent &event);

private:
    void plan();

    std::deque<ChatEvent> m_events;
    QTimer m_timer;
    QRandomGenerator m_random;
    double m_rate = 0;
    qint64 m_last = 0;
};

} // namespace handglass::lesson
