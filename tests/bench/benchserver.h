// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

namespace bench {

QString peerProgram();

/// The server of bench_peer, in a process of its own.
class BenchServer final
{
    Q_DISABLE_COPY_MOVE(BenchServer)
public:
    BenchServer();
    ~BenchServer();

    quint16 port() const { return m_port; }
    /// "blast", {64, 1000000}: see bench_peer.cpp. port: of who stands in between; 0: nobody.
    QString url(const char *what, const QList<qint64> &numbers, quint16 port = 0) const;
    /// A line that it told is there. Needs the event loop.
    bool hasLine() const { return m_process.canReadLine(); }
    /// The next line that it tells; waits for it.
    QByteArray line();
    /// The next line as a number.
    qint64 number() { return line().toLongLong(); }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

/// The next line of what a program prints, waited for; empty: it ended, or took longer than five minutes.
QByteArray lineOf(QProcess &process);

} // namespace bench
