// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/capture/captureparts.h"

#include "app/protocol/frame.h"
#include "app/session/replay.h"

#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>

namespace handglass {

/// A capture to be replayed, row by row. Read it after finish().
class SourceCapture final
{
public:
    SourceCapture()
        : m_writer(makeWriter(path()))
    {
    }

    QString path() const { return m_folder.filePath(QStringLiteral("source.hgcap")); }

    /// Each frame this long after the one before, ms.
    EntryId add(quint8 firstByte, const QByteArray &payload, qint64 afterMs = 0, quint16 flags = 0)
    {
        return append(row(firstByte, payload.size(), afterMs, flags), payload);
    }
    EntryId addText(const QByteArray &text, qint64 afterMs = 0) { return add(0x81, text, afterMs); }
    EntryId addCompressed(quint8 firstByte, const QByteArray &payload, const QByteArray &content)
    {
        m_messageFirst = appendCompressed(*m_writer, row(firstByte, payload.size(), 0, 0), payload, content);
        return m_messageFirst;
    }
    EntryId addReceived(const QByteArray &text)
    {
        EntryRow received = row(0x81, text.size(), 0, 0);
        received.direction = Direction::Received;
        return appendRow(*m_writer, received, text);
    }
    EntryId append(const EntryRow &row, const QByteArray &payload)
    {
        const EntryId id = appendRow(*m_writer, row, payload);
        if ((row.bits & 0xF) == 1 || (row.bits & 0xF) == 2)
            m_messageFirst = id;
        return id;
    }
    EntryRow row(quint8 firstByte, qsizetype size, qint64 afterMs, quint16 flags)
    {
        EntryRow row = frameRow(Direction::Sent, firstByte, connection);
        row.timeNs = m_timeNs += afterMs * 1'000'000;
        row.bits = quint16(row.bits | EntryMasked | flags);
        row.maskKey = 0x01020304;
        row.messageFirst = (firstByte & 0xF) == 0 ? m_messageFirst : 0;
        row.wireLength = 6 + size;
        return row;
    }
    void addConnection(const QString &url)
    {
        ConnectionRecord record;
        record.id = connection;
        record.session = 1;
        record.url = url;
        record.startedNs = record.openedNs = m_timeNs;
        record.state = ConnectionState::Closed;
        m_writer->writeConnection(record);
    }
    /// All is in the file.
    void finish() { m_writer.reset(); }

    ReplaySelection selection() const
    {
        ReplaySelection selection;
        selection.path = path();
        selection.name = QStringLiteral("source.hgcap");
        selection.connections = {1};
        return selection;
    }

    ConnectionId connection = 1;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<CaptureWriter> m_writer;
    qint64 m_timeNs = 1'700'000'000'000'000'000;
    EntryId m_messageFirst = 0;
};

/// A bare QWebSocketServer that keeps what comes and when.
class BareServer final
{
    Q_DISABLE_COPY_MOVE(BareServer)
public:
    struct Message {
        QByteArray bytes;
        bool isText = false;
        qint64 atNs = 0; ///< by Replay::clockNs()
        bool operator==(const Message &other) const { return bytes == other.bytes && isText == other.isText; }
    };

    BareServer()
        : m_server(QStringLiteral("bare"), QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] { accept(); });
    }
    QString url() const { return m_server.serverUrl().toString(); }
    QWebSocket *socket() const { return m_socket.get(); }
    QList<Message> messages;
    std::function<void()> came; ///< called behind each message

private:
    void accept()
    {
        m_socket.reset(m_server.nextPendingConnection());
        QObject::connect(m_socket.get(), &QWebSocket::textMessageReceived, m_socket.get(),
            [this](const QString &text) { keep(text.toUtf8(), true); });
        QObject::connect(m_socket.get(), &QWebSocket::binaryMessageReceived, m_socket.get(),
            [this](const QByteArray &bytes) { keep(bytes, false); });
    }
    void keep(const QByteArray &bytes, bool isText)
    {
        messages.append({bytes, isText, Replay::clockNs()});
        if (came)
            came();
    }

    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_socket;
};

} // namespace handglass
