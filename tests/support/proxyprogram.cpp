// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/proxyprogram.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace handglass {

namespace {

constexpr int StartTimeoutMs = 10'000;
constexpr int Tries = 3; ///< another program may take the port first

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

bool listens(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return QTest::qWaitFor([&] { return socket.state() != QAbstractSocket::ConnectingState; }, 1000)
        && socket.state() == QAbstractSocket::ConnectedState;
}

} // namespace

ProxyProgram::ProxyProgram(Kind kind, bool credentials)
    : m_kind(kind)
    , m_credentials(credentials)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

ProxyProgram::~ProxyProgram()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(StartTimeoutMs);
}

QStringList ProxyProgram::arguments()
{
    if (m_kind == Kind::Microsocks) {
        const QStringList plain{
            QStringLiteral("-i"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(m_port)};
        const QStringList login{
            QStringLiteral("-u"), QStringLiteral("ann"), QStringLiteral("-P"), QStringLiteral("s3cret")};
        return m_credentials ? plain + login : plain;
    }
    QFile file(m_folder.filePath(QStringLiteral("tinyproxy.conf")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("not written");
    file.write("Listen 127.0.0.1\nTimeout 60\nMaxClients 20\nAllow 127.0.0.1\nLogLevel Warning\nPort "
        + QByteArray::number(m_port) + '\n');
    if (m_credentials)
        file.write("BasicAuth ann s3cret\n");
    if (m_onlyPort != 0)
        file.write("ConnectPort " + QByteArray::number(m_onlyPort) + '\n');
    return {QStringLiteral("-d"), QStringLiteral("-c"), file.fileName()};
}

bool ProxyProgram::start()
{
    const QString name = m_kind == Kind::Tinyproxy ? QStringLiteral("tinyproxy") : QStringLiteral("microsocks");
    const QString program = QStandardPaths::findExecutable(name);
    if (program.isEmpty()) {
        m_error = QStringLiteral("%1 is not installed; packaging/test installs it").arg(name);
        return false;
    }
    for (int i = 0; i < Tries; ++i) {
        if (startOnce(program))
            return true;
    }
    m_error = QStringLiteral("%1 did not start: %2")
                  .arg(name, QString::fromUtf8(m_process.readAll()) + m_process.errorString());
    return false;
}

bool ProxyProgram::startOnce(const QString &program)
{
    m_port = freePort();
    m_process.start(program, arguments());
    bool there = false;
    const bool told = QTest::qWaitFor(
        [&] {
            there = m_process.state() == QProcess::Running && listens(m_port);
            return there || m_process.state() == QProcess::NotRunning;
        },
        StartTimeoutMs);
    return told && there && m_process.state() == QProcess::Running;
}

} // namespace handglass
