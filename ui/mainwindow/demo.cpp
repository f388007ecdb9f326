// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/demo.h"

namespace handglass {

namespace {

constexpr quint16 FirstPort = 8080;
constexpr std::chrono::seconds Limit{10};
/// Opened and greeting, seen from both ends.
constexpr qint64 RowsBefore = 4;
/// A message and its echo (a ping and its pong), seen from both ends.
constexpr qint64 RowsEach = 4;

} // namespace

Demo::Demo(Workbench &workbench, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(Limit);
    connect(&m_limit, &QTimer::timeout, this, [this] { end(tr("The demo did not come to its end in 10 s.")); });
    connect(&workbench, &Workbench::sessionAdded, this, &Demo::takeSession);
    connect(&workbench, &Workbench::sessionChanged, this, &Demo::takeChange);
    connect(&workbench, &Workbench::mockFailed, this, &Demo::takeMockFailure);
}

MockOptions Demo::mockOptions(quint16 port) const
{
    MockOptions options;
    options.port = port;
    options.subprotocols = {QStringLiteral("demo.v1")};
    options.greeting = QStringLiteral(R"({"op":"welcome","text":"This mock echoes what you send."})");
    return options;
}

void Demo::start()
{
    if (isRunning())
        return;
    m_step = Step::Listening;
    m_client = 0;
    m_said = 0;
    m_firstId = m_workbench.live()->lastId();
    m_triedFree = false;
    m_limit.start();
    connect(m_workbench.live(), &Capture::grew, this, &Demo::takeGrowth, Qt::UniqueConnection);
    m_workbench.startMock(mockOptions(FirstPort));
}

void Demo::takeMockFailure(const QString &sentence, quint16 freePort)
{
    if (m_step != Step::Listening)
        return;
    if (m_triedFree)
        return end(sentence);
    m_triedFree = true;
    m_workbench.startMock(mockOptions(freePort)); // 0: any free one
}

void Demo::takeSession(qint64 session)
{
    const SessionInfo *info = m_workbench.session(session);
    if (m_step != Step::Listening || info == nullptr || info->kind != SessionKind::Mock)
        return;
    const auto url = parseWebSocketUrl(info->url + QStringLiteral("/demo"));
    if (!url)
        return end(url.error().sentence);
    ClientOptions options;
    options.url = *url;
    options.subprotocols = {QStringLiteral("demo.v2"), QStringLiteral("demo.v1")};
    m_step = Step::Connecting;
    m_client = m_workbench.connectTo(options);
    Q_EMIT clientStarted(m_client);
}

void Demo::takeChange(qint64 session)
{
    const SessionInfo *info = m_workbench.session(session);
    if (m_step != Step::Connecting || session != m_client || info == nullptr)
        return;
    if (info->state == SessionState::Open) {
        m_step = Step::Talking;
        takeGrowth(m_workbench.live()->lastId()); // the greeting may be there already
    } else if (info->refused) {
        end(tr("The mock refused the demo's client; the handshake says why."));
    }
}

/// One thing after the other, each when the one before has come back: the log then reads as a conversation.
void Demo::talk()
{
    const LogScope client{m_client, 0};
    switch (m_said++) {
    case 0:
        return m_workbench.sendText(client,
            QStringLiteral(R"({"op":"subscribe","id":1,"channels":["trades","book"],"symbols":["EURUSD","GBPUSD"]})"),
            0);
    case 1:
        return m_workbench.sendBinary(client, QByteArray::fromHex("cafe0042000000ff68616e64676c617373"), 0);
    case 2:
        return m_workbench.ping(client, "hand glass", 0);
    case 3:
        return m_workbench.sendText(client, QStringLiteral("Grüße, 你好: text is UTF-8"), 0);
    default:
        return end({});
    }
}

void Demo::takeGrowth(qint64 lastId)
{
    if (m_step == Step::Talking && lastId - m_firstId >= RowsBefore + RowsEach * m_said)
        talk();
}

void Demo::end(const QString &error)
{
    m_step = Step::Idle;
    m_limit.stop();
    if (error.isEmpty())
        Q_EMIT finished();
    else
        Q_EMIT failed(error);
}

} // namespace handglass
