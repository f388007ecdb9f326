// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/tapped.h"

#include <QHostAddress>
#include <QSemaphore>

using namespace handglass;

namespace bench {

TappedClient::TappedClient(const QString &url)
    : m_session(new ClientSession(m_chain.network, *m_chain.writer, QStringLiteral("bench")))
{
    ClientOptions options;
    options.url = parseWebSocketUrl(url).value();
    options.echo = true;
    m_session->open(options);
}

TappedMock::TappedMock()
    : m_session(new MockServer(m_chain.network, *m_chain.writer, QStringLiteral("bench")))
{
    QSemaphore listens;
    QObject::connect(
        m_session, &MockServer::listening, m_session,
        [&](const QHostAddress &, quint16 port) {
            m_port = port;
            listens.release();
        },
        Qt::DirectConnection);
    MockOptions options;
    options.port = 0;
    m_session->listen(options);
    listens.acquire();
}

} // namespace bench
