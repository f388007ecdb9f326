// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/proxyprogram.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

namespace handglass {

namespace {

constexpr int StartTimeoutMs = 60'000; ///< mitmproxy's Python on a busy machine
constexpr int Tries = 3;               ///< another program may take the port first

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

void ProxyProgram::leadTo(quint16 port, const QString &flows)
{
    m_upstream = port;
    m_flows = flows;
}

bool ProxyProgram::end()
{
    ::kill(pid_t(m_process.processId()), SIGINT);
    return m_process.waitForFinished();
}

QString ProxyProgram::name() const
{
    switch (m_kind) {
    case Kind::Tinyproxy:
        return QStringLiteral("tinyproxy");
    case Kind::Microsocks:
        return QStringLiteral("microsocks");
    case Kind::Mitmproxy:
        return QStringLiteral("mitmdump");
    }
    return {};
}

QStringList ProxyProgram::microsocksArguments() const
{
    const QStringList plain{
        QStringLiteral("-i"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(m_port)};
    const QStringList login{
        QStringLiteral("-u"), QStringLiteral("ann"), QStringLiteral("-P"), QStringLiteral("s3cret")};
    return m_credentials ? plain + login : plain;
}

QStringList ProxyProgram::mitmproxyArguments() const
{
    const QStringList arguments{QStringLiteral("-q"), QStringLiteral("--mode"),
        QStringLiteral("reverse:http://127.0.0.1:%1").arg(m_upstream), QStringLiteral("--listen-host"),
        QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(m_port), QStringLiteral("--set"),
        QStringLiteral("confdir=") + m_folder.path()};
    return m_flows.isEmpty() ? arguments : arguments + QStringList{QStringLiteral("-w"), m_flows};
}

QStringList ProxyProgram::arguments()
{
    if (m_kind == Kind::Microsocks)
        return microsocksArguments();
    if (m_kind == Kind::Mitmproxy)
        return mitmproxyArguments();
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
    const QString program = QStandardPaths::findExecutable(name());
    if (program.isEmpty()) {
        m_error = QStringLiteral("%1 is not installed; packaging/test installs it").arg(name());
        return false;
    }
    for (int i = 0; i < Tries; ++i) {
        if (startOnce(program))
            return true;
    }
    m_error = QStringLiteral("%1 did not start: %2")
                  .arg(name(), QString::fromUtf8(m_process.readAll()) + m_process.errorString());
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
