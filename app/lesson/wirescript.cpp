// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/wirescript.h"

using namespace std::chrono_literals;

namespace handglass::lesson {

namespace {

/// Without anything to deliver, DeliverAll is done.
constexpr auto Quiet = 100ms;

bool needsConnection(Command::Kind kind)
{
    return kind != Command::Kind::Connect && kind != Command::Kind::Deliver && kind != Command::Kind::DeliverAll;
}

} // namespace

WireScript::WireScript(LiveWire &wire, QObject *parent)
    : QObject(parent)
    , m_wire(wire)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(Quiet);
    connect(&m_wire, &LiveWire::changed, this, &WireScript::advance, Qt::QueuedConnection);
    connect(&m_wire, &LiveWire::refused, this, &WireScript::fail);
    connect(&m_wire, &LiveWire::failed, this, &WireScript::fail);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        if (!m_commands.empty())
            finishCommand();
        advance();
    });
}

void WireScript::run(const WireSetup &setup, const QList<Command> &commands)
{
    stop();
    m_setup = setup;
    m_commands.assign(commands.begin(), commands.end());
    advance();
}

void WireScript::stop()
{
    m_commands.clear();
    m_quiet.stop();
}

QString WireScript::waitsFor() const
{
    if (m_commands.empty())
        return {};
    const Command &command = m_commands.front();
    if (!needsConnection(command.kind))
        return tr("Waits for something to deliver.");
    return command.by == End::Client ? tr("Waits until the client is open.") : tr("Waits until the server is open.");
}

void WireScript::advance()
{
    if (m_advancing || m_commands.empty())
        return;
    m_advancing = true;
    while (!m_commands.empty()) {
        const Command command = m_commands.front();
        const Ready ready = readiness(command);
        if (ready == Ready::Never) {
            fail(command.by == End::Client ? tr("The client is not connected any more: it sends nothing.")
                                           : tr("The server is not connected any more: it sends nothing."));
            break;
        }
        if (ready == Ready::Later || !execute(command))
            break;
        if (m_commands.empty()) // a failure in between dropped them
            break;
        finishCommand();
    }
    m_advancing = false;
}

void WireScript::finishCommand()
{
    m_commands.pop_front();
    if (m_commands.empty())
        Q_EMIT done();
}

WireScript::Ready WireScript::readiness(const Command &command) const
{
    const WireLog &log = m_wire.log();
    if (command.kind == Command::Kind::Deliver)
        return log.heldAt(log.events.size()).isEmpty() ? Ready::Later : Ready::Now;
    if (!needsConnection(command.kind))
        return Ready::Now;
    switch (log.stateAt(command.by, log.events.size()).state) {
    case EndState::Idle:
    case EndState::Connecting:
        return Ready::Later;
    case EndState::Open:
        return Ready::Now;
    case EndState::Closing:
        return command.kind == Command::Kind::Drop || command.kind == Command::Kind::Raw ? Ready::Now : Ready::Never;
    case EndState::Closed:
    case EndState::Failed:
        return Ready::Never;
    }
    return Ready::Never;
}

/// False: it is not done yet.
bool WireScript::execute(const Command &command)
{
    switch (command.kind) {
    case Command::Kind::Connect:
        Q_EMIT connecting();
        m_wire.start(m_setup);
        return true;
    case Command::Kind::Deliver:
        m_wire.release();
        return true;
    case Command::Kind::DeliverAll:
        deliverRest();
        return false;
    case Command::Kind::Text:
        m_wire.sendText(command.by, command.text);
        return true;
    case Command::Kind::Binary:
        m_wire.sendBinary(command.by, command.bytes);
        return true;
    case Command::Kind::Fragments:
        m_wire.sendFragments(command.by, command.text.split(u'|'));
        return true;
    case Command::Kind::Ping:
        m_wire.ping(command.by, command.text.toUtf8());
        return true;
    case Command::Kind::Close:
        m_wire.close(command.by, command.closeCode, command.text);
        return true;
    case Command::Kind::Raw:
        m_wire.sendRaw(command.by, command.bytes);
        return true;
    case Command::Kind::Drop:
        m_wire.drop(command.by);
        return true;
    }
    return true;
}

void WireScript::deliverRest()
{
    const WireLog &log = m_wire.log();
    if (log.heldAt(log.events.size()).isEmpty()) {
        if (!m_quiet.isActive())
            m_quiet.start();
        return;
    }
    m_wire.release();
    m_quiet.start();
}

void WireScript::fail(const QString &sentence)
{
    if (m_commands.empty())
        return;
    stop();
    Q_EMIT failed(sentence);
}

} // namespace handglass::lesson
