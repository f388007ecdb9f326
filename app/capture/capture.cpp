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
    return std::unique_ptr<Capture>(new Capture(path, std::move(*reader), std::move(*writer), records));
}

tl::expected<std::unique_ptr<Capture>, CaptureError> Capture::open(const QString &path)
{
    auto reader = CaptureReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    return std::unique_ptr<Capture>(new Capture(path, std::move(*reader), nullptr, Records::Kept));
}

Capture::Capture(
    const QString &path, std::unique_ptr<CaptureReader> reader, std::unique_ptr<CaptureWriter> writer, Records records)
    : m_path(path)
    , m_writer(std::move(writer))
    , m_reader(std::move(reader))
    , m_lastId(m_reader->lastId())
    , m_firstId(m_reader->firstId())
    , m_marks(m_reader->marks())
{
    m_disk.setMaxThreadCount(1);
    m_records.setMaxCost(recordsCost);
    const QList<ConnectionRecord> written = m_reader->connectionList();
    for (const ConnectionRecord &record : written)
        m_connections.insert(record.id, record);
    if (m_writer != nullptr)
        connectWriter(records);
}

/// The reader goes first: then the writer is the file's last user and leaves it without write-ahead log.
Capture::~Capture()
{
    qDeleteAll(findChildren<QObject *>(Qt::FindDirectChildrenOnly)); // whoever reads along
    m_disk.waitForDone();
    m_reader.reset();
    m_writer.reset();
}

void Capture::connectWriter(Records records)
{
    const CaptureWriter *writer = m_writer.get();
    if (records == Records::Kept)
        connect(writer, &CaptureWriter::connectionWritten, this, &Capture::noteChange, Qt::QueuedConnection);
    connect(writer, &CaptureWriter::committed, this, &Capture::noteGrowth, Qt::QueuedConnection);
    connect(writer, &CaptureWriter::diskLow, this, &Capture::diskLow, Qt::QueuedConnection);
    connect(writer, &CaptureWriter::resumed, this, &Capture::resumed, Qt::QueuedConnection);
    connect(writer, &CaptureWriter::letGo, this, &Capture::noteLetGo, Qt::QueuedConnection);
    connect(writer, &CaptureWriter::connectionsDropped, this, &Capture::noteDropped, Qt::QueuedConnection);
    connect(writer, &CaptureWriter::stopped, this, &Capture::stopped, Qt::QueuedConnection);
    connect(writer, &CaptureWriter::failed, this, &Capture::failed, Qt::QueuedConnection);
}

/// Many changes that wait in the event queue make one reading.
void Capture::noteChange(ConnectionId id)
{
    if (m_changed.isEmpty())
        QMetaObject::invokeMethod(this, &Capture::readChanged, Qt::QueuedConnection);
    m_changed.insert(id);
}

void Capture::readChanged()
{
    QList<ConnectionId> ids = std::exchange(m_changed, {}).values();
    std::sort(ids.begin(), ids.end());
    for (const ConnectionId id : ids) {
        if (const auto record = m_reader->connection(id)) {
            keep(*record);
            Q_EMIT connectionChanged(id);
        }
    }
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

/// Signals that wait in the event queue are covered by the first one. Connections come before their rows.
void Capture::noteGrowth()
{
    const EntryId last = m_writer->committedId();
    if (last == m_lastId)
        return;
    readChanged();
    m_lastId = last;
    Q_EMIT grew(last);
}

void Capture::noteLetGo(EntryId first)
{
    m_firstId = first;
    const bool marked = !m_marks.isEmpty() && m_marks.firstKey() < first;
    while (!m_marks.isEmpty() && m_marks.firstKey() < first)
        m_marks.erase(m_marks.begin());
    Q_EMIT letGo(first);
    if (marked)
        Q_EMIT marksChanged();
}

void Capture::noteDropped(const QList<ConnectionId> &ids)
{
    for (const ConnectionId id : ids) {
        m_connections.remove(id);
        m_records.remove(id);
    }
    Q_EMIT connectionsDropped(ids);
}

QString Capture::path() const
{
    return m_path;
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
