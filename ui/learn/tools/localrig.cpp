// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/localrig.h"

#include "app/capture/capture.h"
#include "app/session/clientsession.h"
#include "app/session/mockserver.h"
#include "app/tap/networkthread.h"

namespace handglass {

LocalRig::LocalRig(QObject *parent)
    : QObject(parent)
{
    if (!m_folder.isValid()) {
        m_error = tr("expected a temporary folder to record into, got: %1. Make room there and try again.")
                      .arg(m_folder.errorString());
        return;
    }
    auto capture = Capture::create(m_folder.filePath(QStringLiteral("tool.hgcap")));
    if (!capture) {
        m_error = capture.error().sentence;
        return;
    }
    m_capture = std::move(*capture);
    m_network = std::make_unique<NetworkThread>();
}

LocalRig::~LocalRig()
{
    for (Session *session : m_sessions) {
        session->disconnect(this);
        session->release();
    }
}

MockServer *LocalRig::addMock(MockOptions options)
{
    auto *mock = new MockServer(*m_network, *m_capture->writer(), tr("mock"));
    m_sessions.push_back(mock);
    connect(mock, &MockServer::listening, this,
        [this, mock](const QHostAddress & /*address*/, quint16 port) { Q_EMIT listening(mock, port); });
    connect(mock, &MockServer::listenFailed, this, [this](const QString &sentence) { Q_EMIT failed(sentence); });
    options.address = QHostAddress::LocalHost;
    options.port = 0;
    mock->listen(options);
    return mock;
}

ClientSession *LocalRig::addClient(const QString &name)
{
    auto *client = new ClientSession(*m_network, *m_capture->writer(), name);
    m_sessions.push_back(client);
    return client;
}

ClientOptions LocalRig::options(const WebSocketUrl &url)
{
    ClientOptions options;
    options.url = url;
    options.proxy.kind = ProxyKind::None;
    options.tls.verify = false; // it is on this computer; what is wrong with the certificate is recorded
    return options;
}

} // namespace handglass
