// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/headless.h"
#include "app/cli/jsonlines.h"
#include "app/cli/mockscenario.h"
#include "app/session/listenchange.h"
#include "app/session/mockserver.h"
#include "app/session/scenariowatcher.h"
#include "app/tap/tlsidentity.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonObject>

#include <set>

namespace handglass {

namespace {

constexpr int BadUsage = 2;

/// handglass mock, while it runs: it listens until it is interrupted; what is typed goes to every client.
class MockCommand final : public QObject
{
public:
    MockCommand(const MockCommandLine &line, Headless &headless, MockServer &server);
    void run();
    /// Its edits are applied from now on.
    void watch(const scenario::LoadedScenario &loaded);

private:
    void listening(const QHostAddress &address, quint16 port);
    void listenFailed(const QString &sentence, quint16 freePort);
    void take(const QString &typed);
    void leave();
    void scenarioChanged(const SharedScenario &scenario);
    void scenarioFailed(const scenario::Errors &errors);
    void tellListenChange(const scenario::Listen &said);

    const MockCommandLine &m_line;
    Headless &m_headless;
    MockServer &m_server;
    std::set<qint64> m_clients;
    bool m_leaving = false;
    std::unique_ptr<ScenarioWatcher> m_watcher;
    MockOptions m_running;      ///< as it listens
    scenario::Listen m_said;    ///< by the scenario when the mock was started
    QString m_toldListenChange; ///< last
};

MockCommand::MockCommand(const MockCommandLine &line, Headless &headless, MockServer &server)
    : m_line(line)
    , m_headless(headless)
    , m_server(server)
    , m_running(line.options)
{
}

void MockCommand::run()
{
    connect(&m_headless.printer(), &LogPrinter::opened, this, [this](qint64 client) { m_clients.insert(client); });
    connect(&m_headless.printer(), &LogPrinter::closed, this, [this](qint64 client) { m_clients.erase(client); });
    connect(&m_server, &MockServer::listening, this, &MockCommand::listening);
    connect(&m_server, &MockServer::listenFailed, this, &MockCommand::listenFailed);
    connect(&m_server, &MockServer::stopped, this, [this] { m_headless.quit(0); });
    connect(&m_server, &Session::sendDone, this, [this](qint64, const QString &error) {
        if (!error.isEmpty())
            m_headless.printer().printError(error);
    });
    onInterrupt(this, [this] { leave(); });
    m_server.listen(m_line.options);
}

void MockCommand::watch(const scenario::LoadedScenario &loaded)
{
    m_said = loaded.scenario->listen;
    m_watcher = std::make_unique<ScenarioWatcher>(m_line.scenarioFile, loaded);
    connect(m_watcher.get(), &ScenarioWatcher::changed, this, &MockCommand::scenarioChanged);
    connect(m_watcher.get(), &ScenarioWatcher::failed, this, &MockCommand::scenarioFailed);
    connect(&m_server, &MockServer::scenarioApplied, this, [this] {
        m_headless.printer().printNote(tr("%1 is applied").arg(m_line.scenarioFile));
        if (!m_line.output.json)
            return;
        m_headless.printer().printObject({{QStringLiteral("type"), QStringLiteral("scenario")},
            {QStringLiteral("file"), m_line.scenarioFile}, {QStringLiteral("applied"), true}});
        std::fflush(stdout);
    });
}

void MockCommand::scenarioChanged(const SharedScenario &scenario)
{
    m_server.setScenario(scenario);
    tellListenChange(scenario->listen);
}

/// What the command line said goes before what the scenario says.
void MockCommand::tellListenChange(const scenario::Listen &said)
{
    scenario::Listen now = said;
    if (m_line.hostGiven)
        now.host = m_said.host;
    if (m_line.portGiven)
        now.port = m_said.port;
    if (m_line.options.tls.certificateFile != m_said.certificateFile) {
        now.certificateFile = m_said.certificateFile;
        now.keyFile = m_said.keyFile;
    }
    const auto change = listenChange(m_running, m_said, now);
    const QString sentence = change ? tr("The mock %1.").arg(change->sentence) : QString();
    if (std::exchange(m_toldListenChange, sentence) == sentence || sentence.isEmpty())
        return;
    m_headless.printer().printNote(sentence);
    if (!m_line.output.json)
        return;
    m_headless.printer().printObject(
        {{QStringLiteral("type"), QStringLiteral("listen")}, {QStringLiteral("file"), m_line.scenarioFile},
            {QStringLiteral("applied"), false}, {QStringLiteral("sentence"), sentence}});
    std::fflush(stdout);
}

void MockCommand::scenarioFailed(const scenario::Errors &errors)
{
    for (const scenario::Error &error : errors)
        m_headless.printer().printError(error.text(m_line.scenarioFile));
    m_headless.printer().printNote(tr("The scenario as it was before goes on."));
}

void MockCommand::listening(const QHostAddress &address, quint16 port)
{
    m_running.address = address;
    m_running.port = port;
    const TlsServerOptions &tls = m_line.options.tls;
    const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const QString host = v6 ? QLatin1Char('[') + address.toString() + QLatin1Char(']') : address.toString();
    const QString scheme = tls.enabled ? QStringLiteral("wss") : QStringLiteral("ws");
    const QString url = QStringLiteral("%1://%2:%3").arg(scheme, host).arg(port);
    const QString certificate =
        tls.enabled && tls.certificateFile.isEmpty() ? ownidentity::certificateFile() : QString();
    if (m_line.output.json) {
        QJsonObject line{{QStringLiteral("type"), QStringLiteral("listening")}, {QStringLiteral("url"), url},
            {QStringLiteral("port"), port}};
        if (!certificate.isEmpty())
            line[QStringLiteral("certificateFile")] = certificate;
        m_headless.printer().printObject(line);
    } else {
        std::fputs(qPrintable(tr("Listening on %1 (Ctrl+C ends it)").arg(url) + QLatin1Char('\n')), stdout);
    }
    std::fflush(stdout);
    if (!certificate.isEmpty())
        m_headless.printer().printNote(tr("Who trusts its certificate: --ca %1").arg(certificate));
    InputLines &input = m_headless.input();
    connect(&input, &InputLines::line, this, &MockCommand::take);
    input.next();
}

void MockCommand::listenFailed(const QString &sentence, quint16 freePort)
{
    m_headless.printer().printError(sentence);
    if (freePort > 0)
        m_headless.printer().printNote(tr("Port %1 is free: handglass mock -l %1").arg(freePort));
    m_headless.quit(1);
}

void MockCommand::take(const QString &typed)
{
    if (InputLines::isInteractive())
        InputLines::eraseTypedLine();
    const QString reply = QStringLiteral("/reply ");
    if (m_line.options.scenario && typed.startsWith(reply)) {
        if (m_clients.empty())
            m_headless.printer().printError(tr("expected at least one connected client, got none: nothing was sent"));
        for (const qint64 client : m_clients)
            m_server.runReply(client, typed.mid(reply.size()));
        return m_headless.input().next();
    }
    const TypedLine line = parseTypedLine(typed);
    if (line.kind == TypedLine::Kind::Wrong)
        m_headless.printer().printError(line.text);
    else if (line.kind == TypedLine::Kind::Text)
        m_server.sendTextToAll(typed);
    for (const qint64 client : m_clients) {
        if (line.kind == TypedLine::Kind::Ping)
            m_server.ping(client, line.text.toUtf8());
        else if (line.kind == TypedLine::Kind::Pong)
            m_server.pong(client, line.text.toUtf8());
        else if (line.kind == TypedLine::Kind::Close)
            m_server.closeConnection(client, line.code, line.text);
        else if (line.kind == TypedLine::Kind::Raw)
            m_server.sendRaw(client, RawSend::of(line.raw));
    }
    m_headless.input().next();
}

void MockCommand::leave()
{
    if (std::exchange(m_leaving, true))
        m_headless.quit(1);
    else
        m_server.stop();
}

int printCertificate()
{
    TlsIdentity identity;
    const QString error = ownidentity::read(identity);
    QFile file(ownidentity::certificateFile());
    if (!error.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        std::fputs(qPrintable((error.isEmpty() ? file.errorString() : error) + QLatin1Char('\n')), stderr);
        return 1;
    }
    std::fputs(file.readAll().constData(), stdout);
    return 0;
}

} // namespace

int runMock(const MockCommandLine &given)
{
    if (given.printCertificate)
        return printCertificate();
    MockCommandLine line = given;
    tl::expected<scenario::LoadedScenario, QString> loaded;
    if (!line.scenarioFile.isEmpty()) {
        loaded = readScenario(line);
        if (!loaded) {
            std::fputs(qPrintable(loaded.error() + QLatin1Char('\n')), stderr);
            return BadUsage;
        }
    }
    Headless headless(line.output, true);
    if (const QString error = headless.start(); !error.isEmpty()) {
        std::fputs(qPrintable(error + QLatin1Char('\n')), stderr);
        return 1;
    }
    auto *server = new MockServer(headless.network(), headless.writer(), QStringLiteral("mock"));
    MockCommand command(line, headless, *server);
    if (line.watch)
        command.watch(*loaded);
    command.run();
    const int status = QCoreApplication::exec();
    server->disconnect(&command);
    return headless.finish(server) ? status : 1;
}

} // namespace handglass
