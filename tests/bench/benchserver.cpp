// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchserver.h"

#include <QCoreApplication>

namespace bench {

QString peerProgram()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/bench_peer");
}

QByteArray lineOf(QProcess &process)
{
    while (!process.canReadLine())
        if (!process.waitForReadyRead(300'000))
            return {};
    return process.readLine().trimmed();
}

BenchServer::BenchServer()
{
    m_process.start(peerProgram());
    m_port = static_cast<quint16>(number());
    if (m_port == 0)
        qFatal("%s did not start", qPrintable(peerProgram()));
}

BenchServer::~BenchServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

QString BenchServer::url(const char *what, const QList<qint64> &numbers, quint16 port) const
{
    QString url = QStringLiteral("ws://127.0.0.1:%1/%2").arg(port != 0 ? port : m_port).arg(QLatin1String(what));
    for (const qint64 number : numbers)
        url += u'/' + QString::number(number);
    return url;
}

QByteArray BenchServer::line()
{
    return lineOf(m_process);
}

} // namespace bench
