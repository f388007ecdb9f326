// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logmodel.h"

#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/log/logcells.h"
#include "ui/log/rowtext.h"

#include <algorithm>
#include <utility>

namespace handglass {

namespace {

constexpr int RefreshMs = 16;
constexpr int PageRows = 64;
constexpr EntryId UnknownRows = 20'000; ///< more than the writer commits at once

} // namespace

LogModel::LogModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_flush.setSingleShot(true);
    m_flush.setTimerType(Qt::PreciseTimer);
    m_flush.setInterval(RefreshMs);
    connect(&m_flush, &QTimer::timeout, this, &LogModel::flush);
    connect(&m_finder, &HitFinder::found, this, &LogModel::takeHits);
    connect(&m_cache, &RowCache::loaded, this, &LogModel::rowsLoaded);
}

void LogModel::setSource(Capture *capture, const LogScope &scope, EntryId after)
{
    if (m_capture)
        m_capture->disconnect(this);
    if (capture != m_capture)
        m_cache.setCapture(capture);
    if (capture != m_capture)
        measureFrom(nullptr);
    m_capture = capture;
    m_scope = scope;
    m_after = after;
    m_told = capture != nullptr ? capture->lastId() : 0;
    m_toldBefore = std::max<EntryId>(0, m_told - UnknownRows);
    if (capture != nullptr) {
        connect(capture, &Capture::connectionChanged, this, &LogModel::connectionChanged);
        connect(capture, &Capture::grew, this, &LogModel::captureGrew);
        connect(capture, &Capture::letGo, this, &LogModel::letGo);
        connect(capture, &Capture::marksChanged, this, [this] {
            m_cache.updateMarks();
            Q_EMIT rowsLoaded();
            if (m_filter.usesMarks())
                restart(true);
        });
        connect(capture, &QObject::destroyed, this, [this] { setSource(nullptr, {}); });
    }
    collectConnections();
    restart(false);
}

void LogModel::setFilter(LogQuery::Show show, const Filter &filter)
{
    if (show == m_show && filter == m_filter)
        return;
    m_show = show;
    m_filter = filter;
    restart(true);
}

void LogModel::setAfter(EntryId after)
{
    if (after == m_after)
        return;
    m_after = after;
    restart(false);
}

qint64 LogModel::inScope() const
{
    return m_identity ? m_rows : m_inScope;
}

int LogModel::searchedPercent() const
{
    if (isIdentity() || !m_capture || !m_error.isEmpty())
        return 100;
    const EntryId all = m_capture->lastId() - m_base;
    const EntryId done = m_answered ? m_high - m_low + 1 : 0;
    return all <= 0 ? 100 : static_cast<int>(std::clamp<EntryId>(done * 100 / all, 0, 100));
}

bool LogModel::isIdentity() const
{
    return m_scope == LogScope{} && !isFiltered();
}

LogQuery LogModel::query() const
{
    LogQuery query{m_connections, m_show, m_filter, m_after};
    if (m_capture && m_filter.usesMarks())
        query.marks = m_capture->marks();
    return query;
}

void LogModel::collectConnections()
{
    m_connections.clear();
    m_fresh = {};
    if (m_scope == LogScope{} || !m_capture)
        return;
    const QList<ConnectionRecord> all = m_capture->connections();
    for (const ConnectionRecord &record : all) {
        if (m_scope.contains(record))
            m_connections.append(record.id);
    }
}

/// The capture tells of a connection before it tells of its rows, but for those that were committed while it did so:
/// these can only be among the rows told of last. Then the search starts anew.
void LogModel::connectionChanged(qint64 id)
{
    const ConnectionRecord *record = m_scope == LogScope{} ? nullptr : m_capture->summary(id);
    if (record == nullptr || !m_scope.contains(*record) || m_connections.contains(id))
        return;
    m_connections.append(id);
    if (m_fresh.empty() || m_fresh.back().to != m_told)
        m_fresh.push_back({{}, m_toldBefore + 1, m_told});
    m_fresh.back().connections.append(id);
    if (!m_looking)
        lookBefore();
}

void LogModel::lookBefore()
{
    const auto rowsBefore = [path = m_capture->path(), all = std::exchange(m_fresh, {})] {
        const auto reader = CaptureReader::open(path);
        return reader && std::ranges::any_of(all, [&reader](const Fresh &fresh) {
            LogQuery only;
            only.connections = fresh.connections;
            return !(*reader)->matches(only, fresh.from, fresh.to).isEmpty();
        });
    };
    m_looking = true;
    inBackground(rowsBefore).then(this, [this, capture = m_capture, scope = m_scope](bool missed) {
        m_looking = false;
        if (missed && capture == m_capture && scope == m_scope)
            restart(true);
        if (!m_fresh.empty())
            lookBefore();
    });
}

/// keepRows: rows of the filter before stay until the first result is there, so that typing does not flicker.
void LogModel::restart(bool keepRows)
{
    m_finder.cancel();
    m_flush.stop();
    m_older.clear();
    m_newer.clear();
    m_late.clear();
    m_error.clear();
    m_inScope = 0;
    m_low = m_high = 0;
    m_base = lowest() - 1;
    m_answered = false;
    m_cancelled = false;
    m_replace = keepRows && !isIdentity() && m_capture;
    if (!m_replace) {
        beginResetModel();
        dropRows();
        if (m_identity && m_capture)
            m_rows = static_cast<int>(std::max<EntryId>(0, m_capture->lastId() - m_base));
        endResetModel();
    }
    if (!isIdentity() && m_capture)
        startSearch();
    Q_EMIT progressed();
}

void LogModel::cancelSearch()
{
    if (searchedPercent() == 100)
        return;
    m_finder.cancel();
    m_cancelled = true;
    flushHits();
    Q_EMIT progressed();
}

void LogModel::continueSearch()
{
    if (m_cancelled)
        restart(true);
}

void LogModel::dropRows()
{
    m_identity = isIdentity();
    m_hits.clear();
    m_rows = 0;
    m_replace = false;
}

void LogModel::startSearch()
{
    HitJob job;
    job.path = m_capture->path();
    job.query = query();
    job.query.after = m_base;
    job.nothing = job.query.connections.isEmpty() && m_scope != LogScope{};
    job.upTo = m_capture->lastId();
    job.live = m_capture->isLive();
    m_finder.start(job);
}

void LogModel::captureGrew(qint64 lastId)
{
    m_toldBefore = m_told;
    m_told = lastId;
    if (isIdentity())
        scheduleFlush();
    else if (!m_connections.isEmpty() || m_scope == LogScope{})
        m_finder.extend(m_capture->lastId(), m_connections);
}

void LogModel::takeHits(const HitBatch &batch)
{
    m_answered = true;
    m_error = batch.error;
    m_inScope += batch.inScope;
    m_low = batch.low;
    m_high = batch.high;
    if (batch.newer)
        m_newer.append(batch.ids);
    else
        m_older = batch.ids + m_older;
    m_late += batch.late;
    scheduleFlush();
}

void LogModel::scheduleFlush()
{
    if (!m_flush.isActive())
        m_flush.start();
}

void LogModel::flush()
{
    m_cache.noteGrowth();
    if (isIdentity())
        flushIdentity();
    else
        flushHits();
    Q_EMIT progressed();
}

void LogModel::flushIdentity()
{
    const auto last = static_cast<int>(m_capture ? std::max<EntryId>(0, m_capture->lastId() - m_base) : 0);
    if (last <= m_rows)
        return;
    beginInsertRows({}, m_rows, last - 1);
    m_rows = last;
    endInsertRows();
}

void LogModel::flushHits()
{
    if (m_replace) {
        beginResetModel();
        dropRows();
        m_hits.add(std::exchange(m_older, {}));
        m_hits.add(std::exchange(m_newer, {}));
        std::sort(m_late.begin(), m_late.end());
        m_hits.add(std::exchange(m_late, {}));
        m_rows = static_cast<int>(m_hits.count());
        endResetModel();
        return;
    }
    insertHits(m_older, 0);
    insertHits(m_newer, m_rows);
    for (const EntryId id : std::exchange(m_late, {})) {
        QList<EntryId> one{id};
        if (!m_hits.contains(id))
            insertHits(one, static_cast<int>(m_hits.rank(id)));
    }
}

void LogModel::insertHits(QList<EntryId> &ids, int at)
{
    if (ids.isEmpty())
        return;
    const auto count = static_cast<int>(ids.size());
    beginInsertRows({}, at, at + count - 1);
    m_hits.add(std::exchange(ids, {}));
    m_rows += count;
    endInsertRows();
}

EntryId LogModel::firstId() const
{
    return m_capture ? m_capture->firstId() : 1;
}

EntryId LogModel::lastId() const
{
    return m_capture ? m_capture->lastId() : 0;
}

/// The first id that is not hidden and still there.
EntryId LogModel::lowest() const
{
    return std::max(m_after + 1, firstId());
}

void LogModel::letGo(qint64 firstId)
{
    const EntryId base = std::max(m_base, firstId - 1);
    for (QList<EntryId> *waiting : {&m_older, &m_newer, &m_late})
        waiting->removeIf([firstId](EntryId id) { return id < firstId; });
    if (m_identity) {
        removeFirst(static_cast<int>(std::min<EntryId>(base - m_base, m_rows)));
    } else {
        removeFirst(static_cast<int>(m_hits.rank(firstId)));
        if (m_connections.isEmpty())
            m_inScope = std::max<qint64>(0, m_inScope - (base - m_base));
    }
    m_base = base;
    Q_EMIT progressed();
}

void LogModel::removeFirst(int count)
{
    if (count <= 0)
        return;
    beginRemoveRows({}, 0, count - 1);
    if (m_identity)
        m_base += count;
    else
        m_hits.removeBelow(m_hits.at(count - 1) + 1);
    m_rows -= count;
    endRemoveRows();
}

EntryId LogModel::idAt(int row) const
{
    if (row < 0 || row >= m_rows)
        return 0;
    return m_identity ? m_base + 1 + row : m_hits.at(row);
}

int LogModel::rowOf(EntryId id) const
{
    if (m_identity)
        return id > m_base && id - m_base <= m_rows ? static_cast<int>(id - m_base - 1) : -1;
    return m_hits.contains(id) ? static_cast<int>(m_hits.rank(id)) : -1;
}

int LogModel::rowsBefore(EntryId id) const
{
    if (m_identity)
        return static_cast<int>(std::clamp<EntryId>(id - m_base - 1, 0, m_rows));
    return static_cast<int>(m_hits.rank(id));
}

QList<int> LogModel::partsWith(const HitStore &ids, int count) const
{
    QList<int> parts;
    for (int part = 0; part < count && ids.count() > 0; ++part) {
        const auto first = static_cast<int>(qint64(m_rows) * part / count);
        const auto end = static_cast<int>(qint64(m_rows) * (part + 1) / count);
        if (end > first && ids.hasIn(idAt(first), idAt(end - 1), hits()))
            parts.append(part);
    }
    return parts;
}

void LogModel::loadAround(int row) const
{
    const int first = row - row % PageRows;
    const int last = std::min(first + PageRows, m_rows);
    QList<EntryId> ids;
    ids.reserve(last - first);
    for (int at = first; at < last; ++at)
        ids.append(idAt(at));
    m_cache.load(ids);
}

const LogRow *LogModel::rowAt(int row) const
{
    const EntryId id = idAt(row);
    if (id == 0)
        return nullptr;
    if (m_cache.isDue(id))
        loadAround(row);
    const LogRow *found = m_cache.find(id);
    if (found == nullptr || m_unmatched == nullptr || !m_unmatched->contains(id))
        return found;
    m_tagged = *found;
    m_tagged.unmatched = true;
    return &m_tagged;
}

void LogModel::setUnmatched(const HitStore *rows)
{
    m_unmatched = rows;
    Q_EMIT rowsLoaded();
}

std::optional<qint64> LogModel::deltaAt(int row) const
{
    std::optional<qint64> from;
    if (m_measuredFrom != 0)
        from = m_measuredNs;
    else if (const LogRow *before = row > 0 ? rowAt(row - 1) : nullptr; before != nullptr)
        from = before->entry.row.timeNs;
    const LogRow *here = from ? rowAt(row) : nullptr;
    return here != nullptr ? std::optional(here->entry.row.timeNs - *from) : std::nullopt;
}

void LogModel::measureFrom(const Entry *entry)
{
    const EntryId id = entry != nullptr ? entry->id : 0;
    if (id == m_measuredFrom)
        return;
    m_measuredFrom = id;
    m_measuredNs = entry != nullptr ? entry->row.timeNs : 0;
    constexpr int column = static_cast<int>(LogColumn::Delta);
    Q_EMIT headerDataChanged(Qt::Horizontal, column, column);
    Q_EMIT rowsLoaded();
}

/// "3 echo": its number in the capture, which never changes, and its session's name.
QString LogModel::connectionText(ConnectionId id) const
{
    const ConnectionRecord *record = m_capture ? m_capture->connection(id) : nullptr;
    const QString name = record != nullptr ? oneLine(record->sessionName.toUtf8()) : QString();
    return name.isEmpty() ? groupedNumber(id) : QStringLiteral("%1 %2").arg(groupedNumber(id), name);
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : LogColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == IdRole)
        return idAt(index.row());
    if (role == Qt::TextAlignmentRole) {
        const bool number = isNumber(static_cast<LogColumn>(index.column()));
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft)));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    const LogRow *found = rowAt(index.row());
    if (found == nullptr)
        return {};
    const LogRow item = *found;
    if (role == Qt::AccessibleTextRole)
        return accessibleRowText(item);
    const auto column = static_cast<LogColumn>(index.column());
    if (role == Qt::ToolTipRole)
        return cellToolTip(column, item);
    if (column == LogColumn::Delta) {
        const std::optional<qint64> delta = deltaAt(index.row());
        return delta ? deltaText(*delta) : QString();
    }
    if (column == LogColumn::Connection)
        return item.entry.row.connection > 0 ? connectionText(item.entry.row.connection) : QString();
    return cellText(column, item);
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= LogColumnCount)
        return {};
    const auto column = static_cast<LogColumn>(section);
    const bool measured = column == LogColumn::Delta && m_measuredFrom != 0;
    if (role == Qt::DisplayRole)
        return measured ? tr("Δ #%1").arg(groupedNumber(m_measuredFrom)) : columnTitle(column);
    if (role == Qt::ToolTipRole)
        return measured ? tr("Time from row #%1; Esc ends it").arg(groupedNumber(m_measuredFrom))
                        : columnMeaning(column);
    if (role == Qt::TextAlignmentRole) {
        const bool right = isNumber(column) && column != LogColumn::Time;
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft)));
    }
    return {};
}

} // namespace handglass
