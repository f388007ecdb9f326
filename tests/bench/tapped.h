// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturewriter.h"
#include "app/session/clientsession.h"
#include "app/session/mockserver.h"
#include "app/tap/networkthread.h"

#include <QTemporaryDir>

/// What a user starts, behind a tap and recorded, without a window.
namespace bench {

/// A capture, and the thread for a session.
struct Chain {
    QTemporaryDir folder;
    std::unique_ptr<handglass::CaptureWriter> writer =
        std::move(handglass::CaptureWriter::create(folder.filePath(QStringLiteral("bench.hgcap")), {}).value());
    handglass::NetworkThread network;
};

/// Sends each message back.
class TappedClient final
{
    Q_DISABLE_COPY_MOVE(TappedClient)
public:
    explicit TappedClient(const QString &url);
    ~TappedClient() { m_session->release(); }

private:
    Chain m_chain;
    handglass::ClientSession *m_session;
};

/// A mock server that echoes.
class TappedMock final
{
    Q_DISABLE_COPY_MOVE(TappedMock)
public:
    TappedMock();
    ~TappedMock() { m_session->release(); }
    quint16 port() const { return m_port; }
    handglass::MockServer &mock() { return *m_session; }

private:
    Chain m_chain;
    handglass::MockServer *m_session;
    quint16 m_port = 0;
};

} // namespace bench
