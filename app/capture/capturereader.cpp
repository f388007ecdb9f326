// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturereader.h"

#include "app/capture/connectionrow.h"
#include "app/capture/logmatcher.h"
#include "app/capture/marks.h"
#include "app/capture/opencapture.h"
#include "app/capture/payloadblob.h"
#include "app/capture/schema.h"

#include <QCoreApplication>

#include <sqlite3.h>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::CaptureReader)
};

constexpr int headBytes = 256;
constexpr char payloadColumn[] = "payload";
constexpr char contentColumn[] = "content";

/// Columns of readEntry(). length() alone does not read the pages of a long payload or content; the head of a long one
/// comes from a PayloadBlob.
QByteArray entrySql(quint32 version)
{
    const QByteArray columns = "SELECT id, connection, time, bits, wire_length, mask_key, message_first, text, "
                               "length(payload), ";
    if (version < contentVersion)
        return columns + "NULL, CASE WHEN length(payload) <= 256 THEN payload END FROM entry ";
    return columns
        + "length(content), CASE WHEN length(content) IS NULL THEN CASE WHEN length(payload) <= 256 THEN payload END "
          "WHEN length(content) <= 256 THEN content END FROM entry ";
}

/// Columns of readMeasure(). A Pong's Ping is found by its id.
QByteArray measureSql(quint32 version)
{
    const QByteArray content = version < contentVersion ? "NULL" : "length(content)";
    return "SELECT id, connection, time, bits, wire_length, message_first, length(payload), " + content
        + ", CASE WHEN bits & 15 = 10 THEN (SELECT ping.time FROM entry AS ping WHERE ping.id = entry.message_first) "
          "END FROM entry WHERE id BETWEEN ? AND ? ORDER BY id";
}

/// Columns: frames, payload bytes, content bytes, frames with content, frames that end it.
QByteArray extentSql(quint32 version)
{
    const QByteArray content = version < contentVersion ? "NULL" : "length(content)";
    const QByteArray lengths = "SELECT length(payload) AS payload, " + content + " AS content, bits FROM entry WHERE ";
    return "SELECT count(*), sum(payload), sum(coalesce(content, payload)), count(content), "
           "count(CASE WHEN bits & 0x80 THEN 1 END) FROM ("
        + lengths + "id = ?1 UNION ALL " + lengths + "message_first = ?1 AND bits & 15 = 0)";
}

/// The column says it, whatever a damaged row's bit says.
quint16 withContent(quint16 bits, bool content)
{
    return static_cast<quint16>(content ? bits | EntryContent : bits & ~EntryContent);
}

Entry readEntry(const sqlite::Statement &statement)
{
    Entry entry;
    entry.id = statement.integer(0);
    entry.row.connection = statement.integer(1);
    entry.row.timeNs = statement.integer(2);
    setEntryBits(entry.row, statement.integer(3));
    entry.row.wireLength = statement.integer(4);
    entry.row.maskKey = static_cast<quint32>(statement.integer(5));
    entry.row.messageFirst = statement.integer(6);
    entry.text = statement.text(7);
    entry.payloadLength = statement.integer(8);
    const bool content = !statement.isNull(9);
    entry.row.bits = withContent(entry.row.bits, content);
    entry.contentLength = content ? statement.integer(9) : entry.payloadLength;
    entry.head = statement.blob(10);
    return entry;
}

EntryMeasure readMeasure(const sqlite::Statement &statement)
{
    EntryMeasure measure;
    measure.id = statement.integer(0);
    measure.row.connection = statement.integer(1);
    measure.row.timeNs = statement.integer(2);
    setEntryBits(measure.row, statement.integer(3));
    measure.row.wireLength = statement.integer(4);
    measure.row.messageFirst = statement.integer(5);
    measure.payloadLength = statement.integer(6);
    const bool content = !statement.isNull(7);
    measure.row.bits = withContent(measure.row.bits, content);
    measure.contentLength = content ? statement.integer(7) : measure.payloadLength;
    measure.pingNs = statement.integer(8);
    return measure;
}

} // namespace

class CaptureReader::Private
{
public:
    int prepare();
    /// Remembers the first error; SQLITE_ROW, SQLITE_DONE and SQLITE_OK are none.
    void check(int code);
    QList<Entry> rows(sqlite::Statement &statement);
    /// The first column of all rows.
    QList<qint64> numbers(sqlite::Statement &statement);
    /// The first column of the only row; 0 if it is NULL.
    qint64 number(sqlite::Statement &statement);
    void fillHeads(QList<Entry> &entries);
    /// Bytes of a column that has size of them; length −1: to its end.
    QByteArray read(const char *column, qint64 size, EntryId id, qint64 offset, qint64 length);

    QString path;
    quint32 version = 0;
    QString error;
    sqlite::Database db;
    LogMatcher matcher;
    sqlite::Statement first;
    sqlite::Statement last;
    sqlite::Statement one;
    sqlite::Statement range;
    sqlite::Statement measures;
    sqlite::Statement continuations;
    sqlite::Statement extent;
    sqlite::Statement endings;
    sqlite::Statement openings;
    sqlite::Statement closings;
    sqlite::Statement connection;
    sqlite::Statement connectionIds;
    sqlite::Statement connectionList;
    sqlite::Statement session;
};

int CaptureReader::Private::prepare()
{
    int code = matcher.attach(db.get(), version);
    if (code == SQLITE_OK)
        code = sqlite::execute(db.get(), "PRAGMA query_only = 1; PRAGMA cache_size = -8192");
    const std::pair<sqlite::Statement *, QByteArray> statements[] = {
        {&first, "SELECT min(id) FROM entry WHERE id > 0"},
        {&last, "SELECT max(id) FROM entry"},
        {&one, entrySql(version) + "WHERE id = ?"},
        {&range, entrySql(version) + "WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"},
        {&measures, measureSql(version)},
        {&continuations, "SELECT id FROM entry WHERE message_first = ? AND bits & 15 = 0 ORDER BY id"},
        {&extent, extentSql(version)},
        {&endings, "SELECT message_first FROM entry WHERE id BETWEEN ? AND ? AND bits & 0x3080F = 0x10800 ORDER BY 1"},
        {&openings,
            "SELECT id FROM entry AS first WHERE id BETWEEN ? AND ? AND bits & 0x30400 = 0x10400 AND NOT EXISTS "
            "(SELECT 1 FROM entry WHERE message_first = first.id AND bits & 0x8F = 0x80) ORDER BY id"},
        {&closings, "SELECT connection FROM entry WHERE id BETWEEN ? AND ? AND bits & 0x30000 = 0x20000"},
        {&connection, "SELECT " + connectionColumns(version) + " FROM connection WHERE id = ?"},
        {&connectionIds, "SELECT id FROM connection ORDER BY id"},
        {&connectionList, "SELECT " + connectionListColumns(version) + " FROM connection ORDER BY id"},
        {&session, "SELECT session FROM connection WHERE id = ?"},
    };
    for (const auto &[statement, sql] : statements) {
        if (code == SQLITE_OK)
            code = statement->prepare(db.get(), sql);
    }
    return code;
}

void CaptureReader::Private::check(int code)
{
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE && error.isEmpty())
        error = sqlite::error(code, sqlite::message(db.get()), path).sentence;
}

QList<Entry> CaptureReader::Private::rows(sqlite::Statement &statement)
{
    const sqlite::Scope scope(statement);
    QList<Entry> entries;
    int code = statement.step();
    for (; code == SQLITE_ROW; code = statement.step())
        entries.append(readEntry(statement));
    check(code);
    return entries;
}

QList<qint64> CaptureReader::Private::numbers(sqlite::Statement &statement)
{
    const sqlite::Scope scope(statement);
    QList<qint64> numbers;
    int code = statement.step();
    for (; code == SQLITE_ROW; code = statement.step())
        numbers.append(statement.integer(0));
    check(code == SQLITE_INTERRUPT ? SQLITE_OK : code);
    return numbers;
}

qint64 CaptureReader::Private::number(sqlite::Statement &statement)
{
    const sqlite::Scope scope(statement);
    const int code = statement.step();
    check(code);
    return code == SQLITE_ROW ? statement.integer(0) : 0;
}

void CaptureReader::Private::fillHeads(QList<Entry> &entries)
{
    PayloadBlob payloads(db.get(), payloadColumn);
    PayloadBlob contents(db.get(), contentColumn);
    for (Entry &entry : entries) {
        if (entry.contentLength > headBytes)
            check((entry.hasContent() ? contents : payloads).read(entry.id, 0, headBytes, entry.head));
    }
}

QByteArray CaptureReader::Private::read(const char *column, qint64 size, EntryId id, qint64 offset, qint64 length)
{
    if (offset < 0 || offset >= size)
        return {};
    const qint64 rest = size - offset;
    QByteArray bytes;
    PayloadBlob blob(db.get(), column);
    check(blob.read(id, offset, length < 0 ? rest : qMin(length, rest), bytes));
    return bytes;
}

tl::expected<std::unique_ptr<CaptureReader>, CaptureError> CaptureReader::open(const QString &path)
{
    auto opened = openCapture(path);
    if (!opened)
        return tl::unexpected(opened.error());
    auto parts = std::make_unique<Private>();
    parts->path = path;
    parts->db = std::move(opened->db);
    parts->version = opened->version;
    if (parts->prepare() != SQLITE_OK)
        return tl::unexpected(CaptureError{CaptureError::Kind::Damaged,
            Words::tr("expected the tables of a capture, got a damaged one (%1): %2")
                .arg(sqlite::message(parts->db.get()), path)});
    return std::unique_ptr<CaptureReader>(new CaptureReader(std::move(parts)));
}

CaptureReader::CaptureReader(std::unique_ptr<Private> parts)
    : d(std::move(parts))
{
}

CaptureReader::~CaptureReader() = default;

EntryId CaptureReader::lastId() const
{
    return d->number(d->last);
}

EntryId CaptureReader::firstId() const
{
    return std::max<EntryId>(1, d->number(d->first));
}

QList<Entry> CaptureReader::entries(const QList<EntryId> &ids) const
{
    QList<Entry> found;
    found.reserve(ids.size());
    for (const EntryId id : ids) {
        d->one.bind(1, id);
        found.append(d->rows(d->one));
    }
    d->fillHeads(found);
    return found;
}

QList<Entry> CaptureReader::range(EntryId from, EntryId to, int limit) const
{
    d->range.bind(1, from);
    d->range.bind(2, to);
    d->range.bind(3, qint64(qMax(limit, 0)));
    QList<Entry> found = d->rows(d->range);
    d->fillHeads(found);
    return found;
}

std::vector<EntryMeasure> CaptureReader::measures(EntryId from, EntryId to) const
{
    const sqlite::Scope scope(d->measures);
    d->measures.bind(1, from);
    d->measures.bind(2, to);
    std::vector<EntryMeasure> found;
    int code = d->measures.step();
    for (; code == SQLITE_ROW; code = d->measures.step())
        found.push_back(readMeasure(d->measures));
    d->check(code);
    return found;
}

std::optional<Entry> CaptureReader::entry(EntryId id) const
{
    const QList<Entry> found = entries({id});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QByteArray CaptureReader::payload(EntryId id, qint64 offset, qint64 length) const
{
    const auto row = entry(id);
    return row ? d->read(payloadColumn, row->payloadLength, id, offset, length) : QByteArray();
}

QByteArray CaptureReader::content(EntryId id, qint64 offset, qint64 length) const
{
    const auto row = entry(id);
    if (!row)
        return {};
    return d->read(row->hasContent() ? contentColumn : payloadColumn, row->contentLength, id, offset, length);
}

QList<EntryId> CaptureReader::messagesEnding(EntryId from, EntryId to) const
{
    d->endings.bind(1, from);
    d->endings.bind(2, to);
    return d->numbers(d->endings);
}

QList<EntryId> CaptureReader::messagesOpen(EntryId from, EntryId to) const
{
    d->openings.bind(1, from);
    d->openings.bind(2, to);
    return d->numbers(d->openings);
}

QList<ConnectionId> CaptureReader::connectionsEnding(EntryId from, EntryId to) const
{
    d->closings.bind(1, from);
    d->closings.bind(2, to);
    return d->numbers(d->closings);
}

QList<EntryId> CaptureReader::messageFrames(EntryId id) const
{
    const auto row = entry(id);
    if (!row || row->row.kind != EntryKind::Frame)
        return {};
    if (isControl(row->opcode()))
        return {id};
    const EntryId first = row->continuation() && row->row.messageFirst != 0 ? row->row.messageFirst : id;
    d->continuations.bind(1, first);
    return QList<EntryId>{first} + d->numbers(d->continuations);
}

MessageExtent CaptureReader::messageExtent(EntryId first) const
{
    const sqlite::Scope scope(d->extent);
    d->extent.bind(1, first);
    const int code = d->extent.step();
    d->check(code);
    if (code != SQLITE_ROW)
        return {};
    const sqlite::Statement &row = d->extent;
    return {row.integer(0), row.integer(1), row.integer(2), row.integer(3) > 0, row.integer(4) > 0};
}

QByteArray CaptureReader::messagePayload(EntryId id, qint64 limit) const
{
    QByteArray message;
    for (const EntryId frame : messageFrames(id)) {
        if (limit >= 0 && message.size() >= limit)
            break;
        message += content(frame, 0, limit < 0 ? -1 : limit - message.size());
    }
    return message;
}

QList<EntryId> CaptureReader::matches(const LogQuery &query, EntryId from, EntryId to, qint64 *inScope) const
{
    QList<EntryId> ids;
    qint64 rows = 0;
    const int code = d->matcher.matches(query, from, to, ids, inScope != nullptr ? *inScope : rows);
    if (code != SQLITE_INTERRUPT)
        d->check(code);
    return ids;
}

void CaptureReader::setStopped(const std::function<bool()> &stopped)
{
    d->matcher.functions().setStopped(stopped);
}

QList<ConnectionId> CaptureReader::connectionIds() const
{
    return d->numbers(d->connectionIds);
}

QList<ConnectionRecord> CaptureReader::connectionList() const
{
    const sqlite::Scope scope(d->connectionList);
    QList<ConnectionRecord> records;
    int code = d->connectionList.step();
    for (; code == SQLITE_ROW; code = d->connectionList.step())
        records.append(readConnection(d->connectionList));
    d->check(code);
    return records;
}

std::optional<ConnectionRecord> CaptureReader::connection(ConnectionId id) const
{
    const sqlite::Scope scope(d->connection);
    d->connection.bind(1, id);
    const int code = d->connection.step();
    d->check(code);
    return code == SQLITE_ROW ? std::optional(readConnection(d->connection)) : std::nullopt;
}

qint64 CaptureReader::sessionOf(ConnectionId id) const
{
    d->session.bind(1, id);
    return d->number(d->session);
}

QMap<EntryId, QString> CaptureReader::marks() const
{
    QMap<EntryId, QString> marks;
    d->check(readMarks(d->db.get(), marks));
    return marks;
}

QString CaptureReader::error() const
{
    return d->error;
}

} // namespace handglass
