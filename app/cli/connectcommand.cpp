// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/headless.h"
#include "app/session/clientsession.h"

#include <QCoreApplication>
#include <QTimer>

namespace handglass {

namespace {

/// handglass connect, while it runs: what is typed or given by -x goes out, the end of the connection is the end of the
/// program.
class ConnectCommand final : public QObject
{
public:
    ConnectCommand(const ConnectCommandLine &line, Headless &headless, ClientSession &session);
    void run();

private:
    void opened(qint64 connection);
    void readInput();
    void take(const QString &typed);
    void send(const QString &text);
    void sendDone(qint64 token, const QString &error);
    void leaveAfterWait();
    void leave();

    const ConnectCommandLine &m_line;
    Headless &m_headless;
    ClientSession &m_session;
    qint64 m_connection = 0;
    QString m_unsent;    ///< the line that is on its way
    bool m_held = false; ///< the peer does not read
    bool m_leaving = false;
    QStringList m_execute; ///< of -x, still to be sent
};

constexpr qint64 LineToken = 1;

ConnectCommand::ConnectCommand(const ConnectCommandLine &line, Headless &headless, ClientSession &session)
    : m_line(line)
    , m_headless(headless)
    , m_session(session)
    , m_execute(line.execute)
{
}

void ConnectCommand::run()
{
    connect(&m_headless.printer(), &LogPrinter::opened, this, &ConnectCommand::opened);
    connect(&m_headless.printer(), &LogPrinter::failed, this, [this] { m_headless.quit(1); });
    connect(&m_headless.printer(), &LogPrinter::closed, this,
        [this](qint64, bool failed) { m_headless.quit(failed ? 1 : 0); });
    connect(&m_session, &Session::sendDone, this, &ConnectCommand::sendDone);
    connect(&m_session, &Session::pressureChanged, this, [this](qint64, bool paused) {
        m_held = paused;
        if (!m_held && !m_unsent.isNull())
            send(m_unsent);
    });
    onInterrupt(this, [this] { leave(); });
    m_session.open(m_line.options);
}

void ConnectCommand::opened(qint64 connection)
{
    m_connection = connection;
    if (!m_execute.isEmpty())
        send(m_execute.takeFirst());
    else
        readInput();
}

void ConnectCommand::readInput()
{
    if (!m_line.execute.isEmpty()) {
        leaveAfterWait();
        return;
    }
    if (m_line.options.echo)
        return;
    InputLines &input = m_headless.input();
    connect(&input, &InputLines::line, this, &ConnectCommand::take, Qt::UniqueConnection);
    connect(&input, &InputLines::ended, this, [this] { leaveAfterWait(); });
    input.next();
}

void ConnectCommand::take(const QString &typed)
{
    if (InputLines::isInteractive())
        InputLines::eraseTypedLine();
    const TypedLine line = parseTypedLine(typed);
    switch (line.kind) {
    case TypedLine::Kind::Text:
        send(typed);
        return;
    case TypedLine::Kind::Ping:
        m_session.ping(m_connection, line.text.toUtf8());
        break;
    case TypedLine::Kind::Pong:
        m_session.pong(m_connection, line.text.toUtf8());
        break;
    case TypedLine::Kind::Close:
        m_session.closeConnection(m_connection, line.code, line.text);
        break;
    case TypedLine::Kind::Wrong:
        m_headless.printer().printError(line.text);
        break;
    }
    m_headless.input().next();
}

void ConnectCommand::send(const QString &text)
{
    m_unsent = text.isNull() ? QStringLiteral("") : text;
    if (!m_held)
        m_session.sendText(m_connection, m_unsent, LineToken);
}

void ConnectCommand::sendDone(qint64 token, const QString &error)
{
    if (!error.isEmpty() && !m_held)
        m_headless.printer().printError(error);
    if (token != LineToken || (m_held && !error.isEmpty())) // held: sent again when the peer reads
        return;
    m_unsent = QString();
    if (!m_execute.isEmpty())
        send(m_execute.takeFirst());
    else if (!m_line.execute.isEmpty())
        leaveAfterWait();
    else
        m_headless.input().next();
}

void ConnectCommand::leaveAfterWait()
{
    if (m_line.waitSeconds < 0)
        return;
    QTimer::singleShot(std::chrono::milliseconds(qint64(m_line.waitSeconds * 1000)), this, [this] { leave(); });
}

void ConnectCommand::leave()
{
    if (std::exchange(m_leaving, true)) {
        m_headless.quit(1);
        return;
    }
    if (m_connection > 0)
        m_session.closeConnection(m_connection, 1000, {});
    else
        m_session.cancel();
}

} // namespace

int runConnect(const ConnectCommandLine &line)
{
    Headless headless(line.output, false);
    if (const QString error = headless.start(); !error.isEmpty()) {
        std::fputs(qPrintable(error + QLatin1Char('\n')), stderr);
        return 1;
    }
    auto *session = new ClientSession(headless.network(), headless.writer(), line.options.url.host);
    ConnectCommand command(line, headless, *session);
    command.run();
    const int status = QCoreApplication::exec();
    session->disconnect(&command);
    return headless.finish(session, status);
}

} // namespace handglass
