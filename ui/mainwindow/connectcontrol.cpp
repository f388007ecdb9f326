// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/connectcontrol.h"

#include "app/session/clientsession.h"
#include "app/tap/tlsidentity.h"
#include "ui/common/cookieshelf.h"
#include "ui/compose/requestpanel.h"
#include "ui/mainwindow/addressbar.h"
#include "ui/mainwindow/toolbar.h"
#include "ui/mainwindow/windowactions.h"

#include <QPushButton>

namespace handglass {

ConnectControl::ConnectControl(Workbench &workbench, Settings &settings, ToolBar &toolbar, RequestPanel &request,
    WindowActions &actions, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_settings(settings)
    , m_toolbar(toolbar)
    , m_request(request)
    , m_actions(actions)
{
    toolbar.address().setHistory(settings.addresses);
    connect(&toolbar, &ToolBar::stepRequested, this, &ConnectControl::step);
    connect(&toolbar.address(), &AddressBar::submitted, this, &ConnectControl::connectNow);
    connect(&toolbar.address(), &AddressBar::addressEdited, this, &ConnectControl::refresh);
    request.setDefaults(defaults());
    connect(&request, &RequestPanel::changed, this, [this] { m_toolbar.setRequestCount(m_request.count()); });
    connect(actions.connectNow, &QAction::triggered, this, &ConnectControl::connectNow);
    connect(actions.cancel, &QAction::triggered, this, &ConnectControl::cancel);
    connect(actions.disconnect, &QAction::triggered, this, &ConnectControl::disconnectNow);
    connect(actions.reconnect, &QAction::triggered, this, &ConnectControl::reconnect);
    connect(actions.forgetAddresses, &QAction::triggered, this, &ConnectControl::forgetAddresses);
    connect(&workbench, &Workbench::sessionChanged, this, [this](qint64 session) {
        if (session == m_place.scope.session)
            refresh();
    });
    m_countdown.setInterval(std::chrono::milliseconds(250));
    connect(&m_countdown, &QTimer::timeout, this, &ConnectControl::refresh);
    refresh();
}

const SessionInfo *ConnectControl::current() const
{
    return m_place.capture == m_workbench.live() ? m_workbench.session(m_place.scope.session) : nullptr;
}

/// A client session has one open connection at most, whichever of its connections is looked at.
LogScope ConnectControl::target() const
{
    const SessionInfo *info = current();
    const bool client = info != nullptr && info->kind == SessionKind::Client;
    return client ? LogScope{info->number, 0} : m_place.scope;
}

void ConnectControl::setPlace(const Place &place)
{
    m_place = place;
    if (const SessionInfo *info = current()) {
        m_toolbar.address().setAddress(info->url);
        if (info->kind == SessionKind::Client)
            m_request.setOptions(info->client);
    }
    m_toolbar.setRequestCount(m_request.count());
    refresh();
}

void ConnectControl::newConnection()
{
    m_place = {};
    m_toolbar.address().setAddress({});
    m_request.setOptions(defaults());
    m_toolbar.setRequestCount(m_request.count());
    m_toolbar.address().focusAll();
    refresh();
}

ClientOptions ConnectControl::defaults() const
{
    ClientOptions options;
    options.proxy = m_settings.connections.proxy;
    options.cookies = m_workbench.cookies().jar(m_settings.connections.cookieProfile);
    return options;
}

void ConnectControl::takeDefaults()
{
    m_request.setDefaults(defaults());
}

bool ConnectControl::isAtItsAddress(const SessionInfo &info) const
{
    const auto url = parseWebSocketUrl(m_toolbar.address().address());
    return url && url->toString() == info.url;
}

void ConnectControl::connectNow()
{
    const auto url = m_toolbar.address().read();
    if (!url)
        return;
    ClientOptions options;
    m_request.applyTo(options);
    options.url = *url;
    if (options.user.isEmpty() && options.bearer.isEmpty()) {
        // Kept with the session, so that it can reconnect; the address that is shown and stored is without them.
        options.user = url->user;
        options.password = url->password;
    }
    options.url.user.clear();
    options.url.password.clear();
    const SessionInfo *info = current();
    const bool same = info != nullptr && info->kind == SessionKind::Client && isAtItsAddress(*info);
    submit(options, same ? info->number : 0);
}

void ConnectControl::submit(const ClientOptions &options, qint64 session)
{
    if (!m_request.error().isEmpty()) {
        m_actions.request->setChecked(true);
        m_request.showError();
        return;
    }
    if (const QString error = ClientSession::optionsError(options); !error.isEmpty()) {
        m_toolbar.address().focusAll();
        m_toolbar.address().showError(error);
        return;
    }
    m_settings.addresses = rememberAddress(m_settings.addresses, options.url.toString());
    m_toolbar.address().setHistory(m_settings.addresses);
    m_toolbar.address().setAddress(options.url.toString());
    Q_EMIT started(connectWith(options, session));
}

qint64 ConnectControl::connectWith(const ClientOptions &options, qint64 session)
{
    ClientOptions full = options;
    m_settings.connections.applyTo(full);
    return m_workbench.connectTo(full, session);
}

void ConnectControl::reconnect()
{
    const SessionInfo *info = current();
    if (info == nullptr || info->kind != SessionKind::Client)
        return connectNow();
    m_toolbar.address().setAddress(info->url);
    ClientOptions options = info->client;
    const WebSocketUrl url = options.url;
    m_request.applyTo(options);
    options.url = url;
    submit(options, info->number);
}

void ConnectControl::cancel()
{
    m_workbench.cancel(m_place.scope.session);
}

void ConnectControl::disconnectNow()
{
    m_workbench.disconnectFrom(target());
}

void ConnectControl::connectToMock(qint64 mock)
{
    const SessionInfo *info = m_workbench.session(mock);
    if (info == nullptr)
        return;
    const auto url = parseWebSocketUrl(info->url);
    if (!url)
        return;
    ClientOptions options = defaults();
    options.url = *url;
    options.subprotocols = info->mock.subprotocols;
    if (info->mock.tls.enabled && info->mock.tls.certificateFile.isEmpty())
        options.tls.caFile = ownidentity::certificateFile(); // nobody else vouches for it
    m_request.setOptions(options);
    submit(options, 0);
}

void ConnectControl::forgetAddresses()
{
    m_settings.addresses.clear();
    m_toolbar.address().setHistory({});
    refresh();
}

void ConnectControl::step()
{
    switch (m_toolbar.step()) {
    case ConnectStep::Connect:
        return connectNow();
    case ConnectStep::Cancel:
        return cancel();
    case ConnectStep::Disconnect:
        return disconnectNow();
    }
}

QString ConnectControl::whyNoConnect() const
{
    const QString address = m_toolbar.address().address();
    if (address.trimmed().isEmpty())
        return tr("Type an address first (Ctrl+L)");
    const auto url = parseWebSocketUrl(address);
    return url ? QString() : url.error().sentence;
}

void ConnectControl::refresh()
{
    const auto url = parseWebSocketUrl(m_toolbar.address().address());
    m_request.setUrl(url ? *url : WebSocketUrl());
    const SessionInfo *info = current();
    const bool client = info != nullptr && info->kind == SessionKind::Client;
    const bool connecting = client && info->isConnecting();
    const bool open =
        info != nullptr && m_workbench.whyNoTarget(target()).isEmpty() && (client || m_place.scope.connection != 0);
    const bool own = client && isAtItsAddress(*info);
    const QString noAddress = whyNoConnect();
    const bool counting = client && info->state == SessionState::Waiting;
    if (counting != m_countdown.isActive())
        counting ? m_countdown.start() : m_countdown.stop();
    if (own && connecting)
        m_toolbar.setStep(ConnectStep::Cancel, info->phase(), {});
    else if (own && (open || info->state == SessionState::Closing))
        m_toolbar.setStep(ConnectStep::Disconnect, {}, open ? QString() : tr("The close is under way"));
    else
        m_toolbar.setStep(ConnectStep::Connect, {}, noAddress);
    setWhyNot(m_actions.connectNow, own && (open || connecting) ? tr("It is connected; F5 reconnects") : noAddress);
    setWhyNot(m_actions.cancel, connecting ? QString() : tr("Nothing is connecting"));
    setWhyNot(m_actions.disconnect, open ? QString() : tr("No open connection is selected"));
    setWhyNot(m_actions.reconnect, client ? QString() : noAddress);
    setWhyNot(m_actions.forgetAddresses, m_settings.addresses.isEmpty() ? tr("None is remembered") : QString());
}

} // namespace handglass
