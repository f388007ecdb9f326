// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/headless.h"
#include "app/session/clientsession.h"
#include "app/session/cookiejar.h"

#include <QCoreApplication>
#include <QTimer>

namespace handglass {

namespace {

/// handglass connect, while it runs: what is typed or given by -x and --raw goes out, the end of the session is the end
/// of the program. Redirects and tries to reconnect are connections of the same session.
class ConnectCommand final : public QObject
{
public:
    ConnectCommand(const ConnectCommandLine &line, Headless &headless, ClientSession &session);
    void run();
    /// Of the last connection, and of the replay on it.
    int status() const;

private:
    void opened(qint64 connection);
    void ended(bool failed);
    void stateChanged(SessionState state);
    void readInput();
    void take(const QString &typed);
    void send(const Execute &message);
    void sendNext();
    void sendDone(qint64 token, const QString &error);
    void hold(bool held);
    void startReplay();
    void replayProgressed();
    void leaveAfterWait();
    void leave();

    const ConnectCommandLine &m_line;
    Headless &m_headless;
    ClientSession &m_session;
    qint64 m_connection = 0;
    std::optional<Execute> m_unsent;  ///< what is on its way
    QList<Execute> m_execute;         ///< of -x and --raw, still to be sent
    std::unique_ptr<Replay> m_replay; ///< on the current connection
    bool m_idle = false;              ///< the session has ended
    bool m_held = false;              ///< the peer does not read, or there is no connection
    bool m_reading = false;           ///< the input
    bool m_leaving = false;
    int m_status = 1;
};

constexpr qint64 MessageToken = 1;

ConnectCommand::ConnectCommand(const ConnectCommandLine &line, Headless &headless, ClientSession &session)
    : m_line(line)
    , m_headless(headless)
    , m_session(session)
{
}

void ConnectCommand::run()
{
    LogPrinter &printer = m_headless.printer();
    connect(&printer, &LogPrinter::opened, this, &ConnectCommand::opened);
    connect(&printer, &LogPrinter::failed, this, [this] { ended(true); });
    connect(&printer, &LogPrinter::closed, this, [this](qint64, bool failed) { ended(failed); });
    connect(&m_session, &Session::stateChanged, this, &ConnectCommand::stateChanged);
    connect(&m_session, &ClientSession::waiting, &printer, &LogPrinter::printWaiting);
    connect(&m_session, &Session::sendDone, this, &ConnectCommand::sendDone);
    connect(&m_session, &Session::pressureChanged, this, [this](qint64, bool paused) { hold(paused); });
    onInterrupt(this, [this] { leave(); });
    m_session.open(m_line.options);
}

void ConnectCommand::opened(qint64 connection)
{
    m_connection = connection;
    m_execute = m_line.execute;
    if (!m_execute.isEmpty())
        m_unsent = m_execute.takeFirst();
    hold(false);
    if (!m_line.execute.isEmpty())
        return;
    if (m_line.replay)
        startReplay();
    else
        readInput();
}

int ConnectCommand::status() const
{
    return m_replay && m_replay->progress().state != ReplayState::Done ? 1 : m_status;
}

void ConnectCommand::startReplay()
{
    m_replay = std::make_unique<Replay>(m_session, m_connection, *m_line.replay, m_line.pace);
    connect(m_replay.get(), &Replay::progressed, this, &ConnectCommand::replayProgressed);
    m_replay->start();
}

void ConnectCommand::replayProgressed()
{
    const ReplayProgress &progress = m_replay->progress();
    if (!progress.isOver())
        return;
    const bool failed = progress.state == ReplayState::Failed; // a row of the log says why
    if (m_idle)
        m_headless.quit(0);
    else if (!failed)
        leaveAfterWait();
    else if (!m_line.options.reconnect.enabled && !m_leaving)
        leave();
}

void ConnectCommand::ended(bool failed)
{
    m_status = failed ? 1 : 0;
    m_held = true;
}

/// The rows of its end may still be on their way to the capture: Headless::finish() prints them.
void ConnectCommand::stateChanged(SessionState state)
{
    m_idle = state == SessionState::Idle;
    const bool replaying = m_replay && !m_replay->progress().isOver(); // it says how far it came
    if (m_idle && !replaying)
        m_headless.quit(0);
}

void ConnectCommand::readInput()
{
    if (m_line.options.echo || std::exchange(m_reading, true))
        return;
    InputLines &input = m_headless.input();
    connect(&input, &InputLines::line, this, &ConnectCommand::take);
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
        send({typed, {}});
        return;
    case TypedLine::Kind::Raw:
        send({{}, line.raw});
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

void ConnectCommand::send(const Execute &message)
{
    m_unsent = message;
    if (m_held)
        return;
    if (message.raw.isEmpty())
        m_session.sendText(m_connection, message.text, MessageToken);
    else
        m_session.sendRaw(m_connection, RawSend::of(message.raw), MessageToken);
}

void ConnectCommand::hold(bool held)
{
    m_held = held;
    if (!m_held && m_unsent)
        send(Execute(*m_unsent));
}

void ConnectCommand::sendDone(qint64 token, const QString &error)
{
    if (!error.isEmpty() && !m_held)
        m_headless.printer().printError(error);
    if (token != MessageToken || (m_held && !error.isEmpty())) // held: sent again when the peer reads
        return;
    m_unsent.reset();
    if (!m_execute.isEmpty())
        send(m_execute.takeFirst());
    else if (m_reading)
        m_headless.input().next();
    else if (m_line.replay)
        startReplay();
    else
        leaveAfterWait();
}

void ConnectCommand::leaveAfterWait()
{
    if (m_line.waitSeconds < 0)
        return;
    QTimer::singleShot(std::chrono::milliseconds(qint64(m_line.waitSeconds * 1000)), this, [this] { leave(); });
}

void ConnectCommand::leave()
{
    if (std::exchange(m_leaving, true))
        m_headless.quit(1);
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
    const int given = QCoreApplication::exec();
    session->disconnect(&command);
    QObject::disconnect(&headless.printer(), &LogPrinter::opened, &command, nullptr);
    const bool finished = headless.finish(session);
    if (line.options.cookies)
        line.options.cookies->flush();
    const QString cookieError = line.options.cookies ? line.options.cookies->error() : QString();
    if (!cookieError.isEmpty())
        std::fputs(qPrintable(cookieError + QLatin1Char('\n')), stderr);
    return given != 0 || !finished || !cookieError.isEmpty() ? 1 : command.status();
}

} // namespace handglass
