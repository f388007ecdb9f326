// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"

#include <QTest>

namespace handglass {

ClientHarness::ClientHarness(const CaptureWriter::Limits &limits)
    : m_writer(std::move(CaptureWriter::create(m_folder.filePath(QStringLiteral("test.hgcap")), limits).value()))
    , m_network(std::make_unique<NetworkThread>())
    , m_session(new ClientSession(*m_network, *m_writer, QStringLiteral("test")))
{
    connect(
        m_session, &QObject::destroyed, this, [this] { m_gone = true; }, Qt::DirectConnection);
    connect(m_session, &ClientSession::stateChanged, this, [this](SessionState state, qint64 connection) {
        states.append(state);
        m_connection = connection;
    });
    connect(m_session, &ClientSession::refused, this, [this](qint64 connection, const QString &sentence) {
        refused.append(sentence);
        m_connection = connection;
    });
    connect(m_session, &ClientSession::opened, this, [this] { ++opened; });
    connect(m_session, &ClientSession::closed, this, [this] { ++closed; });
    connect(m_session, &Session::sendDone, this, [this](qint64 token, const QString &error) {
        sent.append({token, error});
    });
    connect(m_session, &Session::pressureChanged, this, [this](qint64, bool paused, qint64 bytes) {
        pressures.append({paused, bytes});
    });
}

ClientHarness::~ClientHarness()
{
    release();
    m_network.reset();
}

bool ClientHarness::release()
{
    if (m_session)
        std::exchange(m_session, nullptr)->release();
    return QTest::qWaitFor([this] { return m_gone.load(); });
}

ClientOptions ClientHarness::options(const QString &address)
{
    ClientOptions options;
    options.url = parseWebSocketUrl(address).value();
    options.timeouts.tcp = std::chrono::seconds(5);
    options.timeouts.close = std::chrono::seconds(5);
    return options;
}

CaptureReader &ClientHarness::reader()
{
    m_network->run([] {}); // what it has begun is queued
    m_writer->flush();
    if (!m_reader)
        m_reader = std::move(CaptureReader::open(m_writer->path()).value());
    return *m_reader;
}

ConnectionRecord ClientHarness::record(ConnectionId id)
{
    return reader().connection(id == 0 ? m_connection : id).value_or(ConnectionRecord());
}

QList<Entry> ClientHarness::rows(ConnectionId id)
{
    QList<Entry> rows;
    for (const Entry &entry : reader().range(1, reader().lastId(), INT_MAX)) {
        if (entry.row.connection == (id == 0 ? m_connection : id))
            rows.append(entry);
    }
    return rows;
}

QList<Entry> ClientHarness::frames(Direction direction, ConnectionId id)
{
    QList<Entry> frames;
    for (const Entry &entry : rows(id)) {
        if (entry.row.kind == EntryKind::Frame && entry.row.direction == direction)
            frames.append(entry);
    }
    return frames;
}

QByteArray ClientHarness::payload(const Entry &entry)
{
    return reader().payload(entry.id);
}

} // namespace handglass
