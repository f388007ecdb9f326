// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capture.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace handglass {

namespace {
/// KiB of records that are held whole.
constexpr int recordsCost = 32 << 10;
constexpr int smallCost = 10; ///< its strings, the checks of its verdict
constexpr qsizetype RecordsARead = 100;

int costOf(const ConnectionRecord &record)
{
    qsizetype bytes = record.rawRequest.size() + record.rawResponse.size() + record.body.size();
    for (const CertificateFacts &certificate : record.tlsFacts.chain)
        bytes += certificate.pem.size();
    return smallCost + int(std::min<qsizetype>(bytes >> 10, recordsCost / 8));
}
} // namespace

tl::expected<std::unique_ptr<Capture>, CaptureError> Capture::create(
    const QString &path, const CaptureWriter::Limits &limits, Records records)
{
    auto writer = CaptureWriter::create(path, limits);
    if (!writer)
        return tl::unexpected(writer.error());
    auto reader = CaptureReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    std::unique_ptr<Capture> capture(new Capture(path, std::move(*reader), std::move(*writer)));
    if (records == Records::Kept) {
        auto recordReader = CaptureReader::open(path);
        if (!recordReader)
            return tl::unexpected(recordReader.error());
        capture->m_recordReader = std::move(*recordReader);
    }
    capture->connectWriter();
    return capture;
}

tl::expected<std::unique_ptr<Capture>, CaptureError> Capture::open(const QString &path)
{
    auto reader = CaptureReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    return std::unique_ptr<Capture>(new Capture(path, std::move(*reader), nullptr));
}

Capture::Capture(const QString &path, std::unique_ptr<CaptureReader> reader, std::unique_ptr<CaptureWriter> writer)
    : m_path(path)
    , m_writer(std::move(writer))
    , m_reader(std::move(reader))
    , m_lastId(m_reader->lastId())
    , m_firstId(m_reader->firstId())
    , m_marks(m_reader->marks())
{
    m_news.lastId = m_lastId;
    m_news.firstId = m_firstId;
    m_disk.setMaxThreadCount(1);
    m_records.setMaxCost(recordsCost);
    const QList<ConnectionRecord> written = m_reader->connectionList();
    for (const ConnectionRecord &record : written)
        m_connections.insert(record.id, record);
}

/// The readers go first: then the writer is the file's last user and leaves it without write-ahead log.
Capture::~Capture()
{
    qDeleteAll(findChildren<QObject *>(Qt::FindDirectChildrenOnly)); // whoever reads along
    m_disk.waitForDone();
    m_recordReader.reset();
    m_reader.reset();
    m_writer.reset();
}

void Capture::connectWriter()
{
    const CaptureWriter *writer = m_writer.get();
    const auto note = [this, writer](auto signal, auto take) {
        connect(
            writer, signal, this,
            [this, take](const auto &told) {
                take(m_news, told);
                planRound();
            },
            Qt::QueuedConnection);
    };
    if (m_recordReader != nullptr)
        note(&CaptureWriter::connectionWritten, [](News &news, qint64 id) { news.written.insert(id); });
    note(&CaptureWriter::committed, [](News &news, qint64 last) { news.lastId = last; });
    note(&CaptureWriter::letGo, [](News &news, qint64 first) { news.firstId = first; });
    note(&CaptureWriter::connectionsDropped, [](News &news, const QList<qint64> &ids) { news.dropped += ids; });
    connect(writer, &CaptureWriter::diskLow, this, &Capture::diskLow, Qt::QueuedConnection);
    connect(writer, &CaptureWriter::resumed, this, &Capture::resumed, Qt::QueuedConnection);
    connect(writer, &CaptureWriter::stopped, this, &Capture::stopped, Qt::QueuedConnection);
    connect(writer, &CaptureWriter::failed, this, &Capture::failed, Qt::QueuedConnection);
}

/// What waits in the event queue by now belongs to the round.
void Capture::planRound()
{
    if (!std::exchange(m_inRound, true))
        QMetaObject::invokeMethod(this, &Capture::beginRound, Qt::QueuedConnection);
}

void Capture::beginRound()
{
    m_round = m_news;
    m_news.written = {};
    m_news.dropped = {};
    m_unread = m_round.written.values();
    std::sort(m_unread.begin(), m_unread.end());
    readRecords();
}

/// Some of the round's, on the disk's thread, until there are none.
void Capture::readRecords()
{
    if (m_unread.isEmpty())
        return endRound();
    const QList<ConnectionId> ids = m_unread.first(std::min(m_unread.size(), RecordsARead));
    m_unread.remove(0, ids.size());
    m_disk.start([this, ids] {
        QList<ConnectionRecord> records;
        for (const ConnectionId id : ids) {
            if (const auto record = m_recordReader->connection(id))
                records.append(*record);
        }
        QMetaObject::invokeMethod(
            this, [this, records] { takeRecords(records); }, Qt::QueuedConnection);
    });
}

void Capture::takeRecords(const QList<ConnectionRecord> &records)
{
    for (const ConnectionRecord &record : records)
        keep(record);
    QMetaObject::invokeMethod(this, &Capture::readRecords, Qt::QueuedConnection); // a slot may enter the event loop
    for (const ConnectionRecord &record : records)
        Q_EMIT connectionChanged(record.id);
}

void Capture::endRound()
{
    if (m_lastId != m_round.lastId) {
        m_lastId = m_round.lastId;
        Q_EMIT grew(m_lastId);
    }
    if (m_firstId != m_round.firstId)
        letRowsGo();
    if (!m_round.dropped.isEmpty())
        dropConnections();
    m_inRound = false;
    if (!m_news.written.isEmpty() || !m_news.dropped.isEmpty() || m_news.lastId != m_lastId
        || m_news.firstId != m_firstId)
        planRound();
}

void Capture::keep(ConnectionRecord record)
{
    const ConnectionId id = record.id;
    m_records.insert(id, new ConnectionRecord(record), costOf(record));
    record.rawRequest.clear();
    record.rawResponse.clear();
    record.body.clear();
    record.proxyAnswer.clear();
    record.attempts.clear();
    record.tlsFacts = {};
    record.verdict = {};
    record.failure = Failure{record.failure.phase, {}, {}, {}, {}, {}, {}};
    record.offeredSubprotocols.clear();
    m_connections.insert(id, record);
}

void Capture::letRowsGo()
{
    m_firstId = m_round.firstId;
    const bool marked = !m_marks.isEmpty() && m_marks.firstKey() < m_firstId;
    while (!m_marks.isEmpty() && m_marks.firstKey() < m_firstId)
        m_marks.erase(m_marks.begin());
    Q_EMIT letGo(m_firstId);
    if (marked)
        Q_EMIT marksChanged();
}

void Capture::dropConnections()
{
    for (const ConnectionId id : std::as_const(m_round.dropped)) {
        m_connections.remove(id);
        m_records.remove(id);
    }
    Q_EMIT connectionsDropped(m_round.dropped);
}

QString Capture::path() const
{
    return m_path;
}

const ConnectionRecord *Capture::summary(ConnectionId id) const
{
    const auto found = m_connections.constFind(id);
    return found == m_connections.constEnd() ? nullptr : &*found;
}

const ConnectionRecord *Capture::connection(ConnectionId id) const
{
    if (!m_connections.contains(id))
        return nullptr;
    if (const ConnectionRecord *record = m_records.object(id))
        return record;
    if (const auto record = m_reader->connection(id))
        m_records.insert(id, new ConnectionRecord(*record), costOf(*record));
    return m_records.object(id);
}

void Capture::setMark(EntryId id, const QString &comment)
{
    const auto known = m_marks.constFind(id);
    if (id < m_firstId || id > m_lastId || (known != m_marks.constEnd() && *known == comment))
        return;
    m_marks.insert(id, comment);
    writeMark({id, comment});
}

void Capture::removeMark(EntryId id)
{
    if (m_marks.remove(id) > 0)
        writeMark({id, std::nullopt});
}

void Capture::writeMark(const MarkChange &change)
{
    if (m_writer != nullptr) {
        m_writer->writeMark(change);
    } else {
        m_disk.start([this, change] {
            const auto changed = changeMark(m_path, change);
            if (!changed)
                QMetaObject::invokeMethod(this, [this, text = changed.error().sentence] { Q_EMIT markFailed(text); });
        });
    }
    Q_EMIT marksChanged();
}

qint64 Capture::fileSize() const
{
    return QFileInfo(m_path).size() + QFileInfo(m_path + QStringLiteral("-wal")).size();
}

} // namespace handglass
