// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "app/capture/capturewriter.h"
#include "app/session/mockserver.h"
#include "app/tap/networkthread.h"

#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

namespace handglass {

/// A mock on a free loopback port, its capture, and what it told.
class MockFixture final
{
    Q_DISABLE_COPY_MOVE(MockFixture)
public:
    static MockOptions anyPort();

    /// Waits until it listens.
    explicit MockFixture(const MockOptions &options = anyPort(), const CaptureWriter::Limits &limits = {});
    ~MockFixture();

    MockServer &mock() { return *m_mock; }
    NetworkThread &network() { return *m_network; }
    CaptureWriter &writer() { return *m_writer; }
    quint16 port() const { return m_port; }
    QUrl url(const QString &target = QStringLiteral("/")) const;

    /// Everything that is committed after all that was queued is.
    std::optional<ConnectionRecord> record(ConnectionId id);
    QList<ConnectionRecord> records();
    QList<Entry> rows(ConnectionId id);
    QList<Entry> frames(ConnectionId id);
    QByteArray payload(const Entry &entry);

    struct Pressure {
        ConnectionId connection;
        bool paused;
        qint64 unsent;
    };
    QList<ConnectionId> opened;
    QList<ConnectionId> refused;
    QStringList refusals;
    QList<ConnectionId> closed;
    QList<Pressure> pressure;
    QStringList listenErrors;
    QList<quint16> freePorts;
    QHash<qint64, QString> sent; ///< token, error
    QList<SessionState> states;
    int stopped = 0;

private:
    void connectMock();
    const CaptureReader &reader();

    QTemporaryDir m_folder;
    QObject m_context;
    std::unique_ptr<CaptureWriter> m_writer;
    std::unique_ptr<NetworkThread> m_network;
    MockServer *m_mock = nullptr;
    std::unique_ptr<CaptureReader> m_reader;
    quint16 m_port = 0;
};

} // namespace handglass
