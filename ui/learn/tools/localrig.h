// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/session/mockserver.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace handglass {

class Capture;
class ClientSession;
class NetworkThread;
class Session;

/// Mocks and clients of the program's own on the loopback interface, recorded into a capture of their own, in a folder
/// that goes with it: nothing of it enters the user's captures. GUI thread.
class LocalRig final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LocalRig)
public:
    explicit LocalRig(QObject *parent = nullptr);
    /// Ends all of it.
    ~LocalRig() override;

    /// Empty, or why nothing can be recorded, with what to do; then nothing else may be called.
    QString error() const { return m_error; }
    Capture &capture() const { return *m_capture; }
    /// One more mock, on a free port of 127.0.0.1; answered by listening() or failed().
    MockServer *addMock(MockOptions options);
    /// One more client; it goes straight to its server, never through a proxy. See options().
    ClientSession *addClient(const QString &name);
    static ClientOptions options(const WebSocketUrl &url);

Q_SIGNALS:
    void listening(handglass::MockServer *mock, quint16 port);
    void failed(const QString &sentence);

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Capture> m_capture;
    std::unique_ptr<NetworkThread> m_network; ///< goes first
    std::vector<Session *> m_sessions;
    QString m_error;
};

} // namespace handglass
