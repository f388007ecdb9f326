// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturepairs.h"

#include "app/decode/json.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QUrl>

#include <utility>

namespace handglass {

namespace {

constexpr int RowsARead = 500;
constexpr int TellMs = 100;
constexpr qint64 LongestRestNs = 20'000'000;
constexpr qint64 GrowingRest = 5; ///< times as long as it worked
constexpr std::chrono::milliseconds Growing(250);

bool isData(const Entry &entry)
{
    const Opcode opcode = entry.opcode();
    return entry.row.kind == EntryKind::Frame
        && (opcode == Opcode::Text || opcode == Opcode::Binary || opcode == Opcode::Continuation);
}

} // namespace

/// The thread's side: goes through the rows in order.
class CapturePairs::Walk
{
public:
    void begin(quint64 run, const Paths &paths)
    {
        m_run = run;
        m_paths = paths;
        m_pairing = std::make_unique<Pairing>();
        m_connections.clear();
        m_next = 0;
    }
    quint64 run() const { return m_run; }
    EntryId next() const { return m_next; }

    QList<Pair> step(const CaptureReader &reader, EntryId target)
    {
        m_next = std::max(m_next, reader.firstId());
        const EntryId to = std::min(target, m_next + RowsARead - 1);
        QList<Pair> pairs;
        const QList<Entry> entries = reader.range(m_next, to, RowsARead);
        for (const Entry &entry : entries)
            take(reader, entry, pairs);
        m_next = to + 1;
        return pairs;
    }

private:
    void take(const CaptureReader &reader, const Entry &entry, QList<Pair> &pairs)
    {
        if (entry.row.kind == EntryKind::Closed) {
            m_pairing->end(entry.row.connection);
            m_connections.remove(entry.row.connection);
            return;
        }
        const bool whole = entry.continuation() ? (entry.row.bits & EntryLast) != 0
                                                : (entry.row.bits & (EntryFirst | EntryUnfinished)) == 0;
        if (!isData(entry) || !whole)
            return;
        const std::optional<JsonPath> path = pathOf(reader, entry.row.connection);
        if (!path)
            return;
        PairMessage message{entry.id, entry.row.connection, entry.row.direction, entry.row.timeNs};
        if (entry.continuation()) {
            message.id = entry.row.messageFirst;
            message.ids = pairIds(reader.messagePayload(message.id), *path);
        } else {
            const bool inHead = entry.contentLength <= entry.head.size();
            if (!inHead && !entry.head.trimmed().isEmpty() && !looksLikeJson(entry.head))
                return; // its rest need not be read
            message.ids = pairIds(inHead ? entry.head : reader.content(entry.id), *path);
        }
        if (!message.ids.isEmpty())
            pairs.append(m_pairing->take(message));
    }

    std::optional<JsonPath> pathOf(const CaptureReader &reader, ConnectionId connection)
    {
        if (const auto known = m_connections.constFind(connection); known != m_connections.constEnd())
            return *known;
        const auto record = reader.connection(connection);
        const auto path = m_paths.value(record ? addressOf(*record) : QString(), usualPath());
        m_connections.insert(connection, path);
        return path;
    }

    quint64 m_run = 0;
    Paths m_paths;
    std::unique_ptr<Pairing> m_pairing;
    QHash<ConnectionId, std::optional<JsonPath>> m_connections;
    EntryId m_next = 0;
};

CapturePairs *CapturePairs::of(Capture *capture)
{
    auto *known = capture->findChild<CapturePairs *>(QString(), Qt::FindDirectChildrenOnly);
    return known != nullptr ? known : new CapturePairs(*capture);
}

CapturePairs::CapturePairs(Capture &capture)
    : QObject(&capture)
    , m_path(capture.path())
    , m_index(std::make_shared<PairIndex>())
    , m_target(capture.lastId())
    , m_thread(QThread::create([this] { run(); }))
{
    connect(&capture, &Capture::grew, this, &CapturePairs::setTarget);
    m_thread->setObjectName(QStringLiteral("pairing"));
    m_thread->start();
}

CapturePairs::~CapturePairs()
{
    m_mutex.lock();
    m_quit = true;
    m_work.wakeAll();
    m_mutex.unlock();
    m_thread->wait();
}

QString CapturePairs::addressOf(const ConnectionRecord &record)
{
    return QUrl(record.url).adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo).toString();
}

JsonPath CapturePairs::usualPath()
{
    return {{JsonStep{JsonStep::Kind::Member, "id", 0}}};
}

void CapturePairs::setPaths(const Paths &paths)
{
    if (paths == m_paths)
        return;
    m_paths = paths;
    const QMutexLocker lock(&m_mutex);
    m_wanted = paths;
    ++m_run;
    m_done = 0;
    m_work.wakeAll();
}

void CapturePairs::setTarget(EntryId upTo)
{
    const QMutexLocker lock(&m_mutex);
    m_target = upTo;
    m_growing.setRemainingTime(Growing);
    m_work.wakeAll();
}

void CapturePairs::tell()
{
    if (m_told.exchange(true))
        return;
    const auto told = [this] {
        QTimer::singleShot(TellMs, this, [this] {
            m_told = false;
            Q_EMIT changed();
        });
    };
    QMetaObject::invokeMethod(this, told, Qt::QueuedConnection);
}

void CapturePairs::rest(qint64 workedNs)
{
    const QMutexLocker lock(&m_mutex);
    const qint64 ns = m_growing.hasExpired() ? workedNs : workedNs * GrowingRest;
    QDeadlineTimer until(std::chrono::nanoseconds(std::min(ns, LongestRestNs)), Qt::PreciseTimer);
    while (!m_quit && m_work.wait(&m_mutex, until)) { }
}

/// False: the end has come.
bool CapturePairs::waitForWork(Walk &walk)
{
    const QMutexLocker lock(&m_mutex);
    while (!m_quit && walk.run() == m_run && walk.next() > m_target)
        m_work.wait(&m_mutex);
    if (walk.run() != m_run) {
        walk.begin(m_run, m_wanted);
        m_index->clear();
    }
    return !m_quit;
}

void CapturePairs::run()
{
    const auto reader = CaptureReader::open(m_path);
    Walk walk;
    QElapsedTimer clock;
    while (reader && waitForWork(walk)) {
        clock.start();
        m_mutex.lock();
        const EntryId target = m_target;
        m_mutex.unlock();
        const QList<Pair> pairs = walk.step(**reader, target);
        m_index->add(pairs);
        m_done = walk.next() - 1;
        if (!pairs.isEmpty() || walk.next() > target)
            tell();
        rest(clock.nsecsElapsed());
    }
}

} // namespace handglass
