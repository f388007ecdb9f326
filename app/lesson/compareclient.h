// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/loghistogram.h"
#include "app/lesson/compare.h"

#include <QObject>

#include <memory>

namespace handglass::lesson {

class CompareFeed;

/// A client of the chat: QNetworkAccessManager, or QWebSocket. It asks for what comes behind the message that it saw
/// last, and tries again a second after an error.
class CompareClient : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareClient)
public:
    /// To the server at this port of the loopback interface. The feed tells when a message was born, and must outlive
    /// it.
    static std::unique_ptr<CompareClient> make(Transport transport, quint16 port, const CompareFeed &feed);

    virtual void start() = 0;
    /// Of polling; the others do not mind.
    virtual void setInterval(std::chrono::milliseconds /*interval*/) { }

    /// Since the counting began.
    qint64 arrived() const { return m_arrived; }
    const LogHistogram &delays() const { return m_delays; } ///< ns
    QString error() const { return m_error; }
    void beginCounting();

Q_SIGNALS:
    void messageArrived(qint64 number);

protected:
    CompareClient(quint16 port, const CompareFeed &feed);
    QString address(const char *scheme, const char *path) const;
    /// One message's JSON.
    void take(const QByteArray &text);
    /// All whole lines of it; what is left stays in it.
    void takeLines(QByteArray &body);
    void setError(const QString &error) { m_error = error; }

private:
    quint16 m_port;
    const CompareFeed &m_feed;
    qint64 m_last = 0; ///< the number that was seen last
    qint64 m_arrived = 0;
    LogHistogram m_delays;
    QString m_error;
};

} // namespace handglass::lesson
