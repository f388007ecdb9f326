// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"

#include "tests/support/wholerecords.h"

namespace handglass {

MockOptions MockFixture::anyPort()
{
    MockOptions options;
    options.port = 0;
    return options;
}

MockFixture::MockFixture(const MockOptions &options, const CaptureWriter::Limits &limits)
{
    auto writer = CaptureWriter::create(m_folder.filePath(QStringLiteral("capture/test.hgcap")), limits);
    if (!writer)
        qFatal("%s", qPrintable(writer.error().sentence));
    m_writer = std::move(*writer);
    m_network = std::make_unique<NetworkThread>();
    m_mock = new MockServer(*m_network, *m_writer, QStringLiteral("mock"));
    connectMock();
    m_mock->listen(options);
    if (!QTest::qWaitFor([this] { return m_port != 0 || !listenErrors.isEmpty(); }))
        qFatal("neither listening nor failed");
}

MockFixture::~MockFixture()
{
    m_mock->release();
    m_network.reset();
    m_writer.reset();
}

void MockFixture::connectMock()
{
    QObject::connect(
        m_mock, &MockServer::listening, &m_context, [this](const QHostAddress &, quint16 port) { m_port = port; });
    QObject::connect(m_mock, &MockServer::listenFailed, &m_context, [this](const QString &why, quint16 freePort) {
        listenErrors.append(why);
        freePorts.append(freePort);
    });
    QObject::connect(m_mock, &MockServer::clientOpened, &m_context, [this](qint64 id) { opened.append(id); });
    QObject::connect(m_mock, &MockServer::clientClosed, &m_context, [this](qint64 id) { closed.append(id); });
    QObject::connect(m_mock, &MockServer::clientRefused, &m_context, [this](qint64 id, const QString &why) {
        refused.append(id);
        refusals.append(why);
    });
    QObject::connect(m_mock, &MockServer::stopped, &m_context, [this] { ++stopped; });
    QObject::connect(m_mock, &Session::pressureChanged, &m_context, [this](qint64 id, bool paused, qint64 unsent) {
        pressure.append({id, paused, unsent});
    });
    QObject::connect(m_mock, &Session::sendDone, &m_context,
        [this](qint64 token, const QString &error) { sent.insert(token, error); });
    QObject::connect(
        m_mock, &Session::stateChanged, &m_context, [this](SessionState state, qint64) { states.append(state); });
}

QUrl MockFixture::url(const QString &target) const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1%2").arg(m_port).arg(target));
}

const CaptureReader &MockFixture::reader()
{
    m_network->run([] {}); // what was under way there is in the queue
    m_writer->flush();
    if (!m_reader) {
        auto reader = CaptureReader::open(m_writer->path());
        if (!reader)
            qFatal("%s", qPrintable(reader.error().sentence));
        m_reader = std::move(*reader);
    }
    return *m_reader;
}

std::optional<ConnectionRecord> MockFixture::record(ConnectionId id)
{
    return reader().connection(id);
}

QList<ConnectionRecord> MockFixture::records()
{
    return wholeRecords(reader());
}

QList<Entry> MockFixture::rows(ConnectionId id)
{
    const CaptureReader &from = reader();
    QList<Entry> rows;
    constexpr int Page = 10'000;
    for (EntryId first = 1, last = from.lastId(); first <= last; first += Page) {
        for (const Entry &entry : from.range(first, first + Page - 1, Page)) {
            if (entry.row.connection == id)
                rows.append(entry);
        }
    }
    return rows;
}

QList<Entry> MockFixture::frames(ConnectionId id)
{
    QList<Entry> all = rows(id);
    all.removeIf([](const Entry &entry) { return entry.row.kind != EntryKind::Frame; });
    return all;
}

QByteArray MockFixture::payload(const Entry &entry)
{
    return reader().payload(entry.id);
}

} // namespace handglass
