// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/filterfunctions.h"

#include "app/capture/schema.h"

#include <QDateTime>

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace handglass::filter {

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 Day = 24 * 3600 * Second;
constexpr qint64 ZoneSpan = 900 * Second; ///< no zone changes its offset but at its ends
constexpr int StepsBetweenAsking = 2'000; ///< of SQLite's virtual machine
constexpr qsizetype LongContent = 1 << 20;

QByteArrayView bytesOf(sqlite3_value *value)
{
    const void *data = sqlite3_value_blob(value);
    return {static_cast<const char *>(data), sqlite3_value_bytes(value)};
}

size_t indexOf(sqlite3_value *value)
{
    return static_cast<size_t>(sqlite3_value_int(value));
}

void setResult(sqlite3_context *context, bool found)
{
    sqlite3_result_int(context, found ? 1 : 0);
}

bool matches(const QRegularExpression &expression, QByteArrayView text)
{
    return !text.isNull() && expression.match(QString::fromUtf8(text)).hasMatch();
}

qint64 floored(qint64 value, qint64 step)
{
    const qint64 rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

} // namespace

template <void (Functions::*function)(sqlite3_context *, sqlite3_value **)>
int Functions::add(const char *name, int arguments)
{
    const auto call = [](sqlite3_context *context, int, sqlite3_value **values) {
        (static_cast<Functions *>(sqlite3_user_data(context))->*function)(context, values);
    };
    return sqlite3_create_function_v2(
        m_db, name, arguments, SQLITE_UTF8 | SQLITE_DIRECTONLY, this, call, nullptr, nullptr, nullptr);
}

int Functions::attach(sqlite3 *db, quint32 version)
{
    m_db = db;
    const int codes[] = {add<&Functions::text>("handglass_text", 3), add<&Functions::regex>("handglass_regex", 3),
        add<&Functions::bytes>("handglass_bytes", 2), add<&Functions::json>("handglass_json", 4),
        add<&Functions::among>("handglass_among", 1), add<&Functions::in>("handglass_in", 1),
        add<&Functions::day>("handglass_day", 1), add<&Functions::code>("handglass_code", 1),
        add<&Functions::marked>("handglass_marked", 1), add<&Functions::comment>("handglass_comment", 2),
        add<&Functions::textInMessage>("handglass_message_text", 2),
        add<&Functions::regexInMessage>("handglass_message_regex", 2),
        add<&Functions::bytesInMessage>("handglass_message_bytes", 2)};
    for (const int code : codes) {
        if (code != SQLITE_OK)
            return code;
    }
    const QByteArray content = version < contentVersion ? "payload" : "coalesce(content, payload)";
    return m_message.prepare(db,
        "SELECT " + content + " FROM entry WHERE id = ?1 UNION ALL SELECT * FROM (SELECT " + content
            + " FROM entry WHERE message_first = ?1 AND bits & 15 = 0 ORDER BY id)");
}

void Functions::setTests(Tests tests, const QMap<EntryId, QString> &marks)
{
    m_tests = std::move(tests);
    m_marks = marks;
    // Expressions of its own: those of a filter are shared between threads.
    const auto own = [](const QRegularExpression &shared) {
        QRegularExpression expression(shared.pattern(), shared.patternOptions());
        expression.optimize();
        return expression;
    };
    for (QRegularExpression &expression : m_tests.expressions)
        expression = own(expression);
    for (JsonTest &test : m_tests.json)
        test.condition.expression = own(test.condition.expression);
}

void Functions::setStopped(const std::function<bool()> &stopped)
{
    m_stopped = stopped;
    const auto ask = [](void *self) { return static_cast<Functions *>(self)->m_stopped() ? 1 : 0; };
    sqlite3_progress_handler(m_db, stopped ? StepsBetweenAsking : 0, stopped ? +ask : nullptr, this);
}

qint64 Functions::takeInScope()
{
    return std::exchange(m_inScope, 0);
}

/// For what takes few steps of the virtual machine and much time.
bool Functions::isStopped(sqlite3_context *context)
{
    if (!m_stopped || !m_stopped())
        return false;
    sqlite3_result_error_code(context, SQLITE_INTERRUPT);
    return true;
}

/// (index, content, text)
void Functions::text(sqlite3_context *context, sqlite3_value **arguments)
{
    const TextMatcher &matcher = m_tests.texts[indexOf(arguments[0])];
    const QByteArrayView content = bytesOf(arguments[1]);
    if (content.size() < LongContent || !isStopped(context))
        setResult(context, matcher.isIn(content) || matcher.isIn(bytesOf(arguments[2])));
}

/// (index, content, text)
void Functions::regex(sqlite3_context *context, sqlite3_value **arguments)
{
    const QRegularExpression &expression = m_tests.expressions[indexOf(arguments[0])];
    const QByteArrayView content = bytesOf(arguments[1]);
    const bool isNull = sqlite3_value_type(arguments[1]) == SQLITE_NULL;
    if (isStopped(context))
        return;
    const QByteArrayView shown = isNull || !content.isNull() ? content : QByteArrayView("", 0);
    setResult(context, matches(expression, shown) || matches(expression, bytesOf(arguments[2])));
}

/// (index, content)
void Functions::bytes(sqlite3_context *context, sqlite3_value **arguments)
{
    const QByteArrayView content = bytesOf(arguments[1]);
    if (content.size() < LongContent || !isStopped(context))
        setResult(context, content.indexOf(m_tests.bytes[indexOf(arguments[0])]) >= 0);
}

/// (index, content, id, bits)
void Functions::json(sqlite3_context *context, sqlite3_value **arguments)
{
    const JsonTest &test = m_tests.json[indexOf(arguments[0])];
    QByteArrayView content = bytesOf(arguments[1]);
    QByteArray whole;
    if ((sqlite3_value_int64(arguments[3]) & EntryFirst) != 0) {
        whole = message(sqlite3_value_int64(arguments[2]));
        content = whole;
    }
    if (!isStopped(context))
        setResult(context, jsonMatches(content, test.path, test.condition));
}

/// Gives each frame's content to take, until that says false.
void Functions::walkMessage(EntryId first, const std::function<bool(QByteArrayView content)> &take)
{
    const sqlite::Scope scope(m_message);
    m_message.bind(1, first);
    bool more = true;
    while (more && m_message.step() == SQLITE_ROW)
        more = take(m_message.blob(0));
}

QByteArray Functions::message(EntryId first)
{
    QByteArray content;
    walkMessage(first, [&content](QByteArrayView frame) {
        content += frame;
        return true;
    });
    return content;
}

/// overlap: bytes of what went before that may belong to a find.
void Functions::findInMessage(
    sqlite3_context *context, EntryId first, qsizetype overlap, const std::function<bool(QByteArrayView content)> &isIn)
{
    QByteArray window;
    bool found = false;
    walkMessage(first, [&](QByteArrayView frame) {
        window.remove(0, std::max<qsizetype>(0, window.size() - overlap));
        window += frame;
        found = isIn(window);
        return !found && !isStopped(context);
    });
    if (found)
        setResult(context, true);
    else if (!isStopped(context))
        setResult(context, false);
}

/// (index, id of the message's first frame)
void Functions::textInMessage(sqlite3_context *context, sqlite3_value **arguments)
{
    const TextMatcher &matcher = m_tests.texts[indexOf(arguments[0])];
    findInMessage(context, sqlite3_value_int64(arguments[1]), matcher.size() - 1,
        [&matcher](QByteArrayView content) { return matcher.isIn(content); });
}

/// (index, id of the message's first frame)
void Functions::bytesInMessage(sqlite3_context *context, sqlite3_value **arguments)
{
    const QByteArray &bytes = m_tests.bytes[indexOf(arguments[0])];
    findInMessage(context, sqlite3_value_int64(arguments[1]), bytes.size() - 1,
        [&bytes](QByteArrayView content) { return content.indexOf(bytes) >= 0; });
}

/// (index, id of the message's first frame)
void Functions::regexInMessage(sqlite3_context *context, sqlite3_value **arguments)
{
    const QByteArray content = message(sqlite3_value_int64(arguments[1]));
    if (!isStopped(context))
        setResult(context, matches(m_tests.expressions[indexOf(arguments[0])], content));
}

/// (connection): it is one of those asked for, and is counted.
void Functions::among(sqlite3_context *context, sqlite3_value **arguments)
{
    const bool found = isIn(sqlite3_value_int64(arguments[0]));
    m_inScope += found ? 1 : 0;
    setResult(context, found);
}

/// (connection): the same, without counting.
void Functions::in(sqlite3_context *context, sqlite3_value **arguments)
{
    setResult(context, isIn(sqlite3_value_int64(arguments[0])));
}

bool Functions::isIn(ConnectionId id) const
{
    return std::binary_search(m_connections.cbegin(), m_connections.cend(), id);
}

/// (time): ns since midnight of the local day.
void Functions::day(sqlite3_context *context, sqlite3_value **arguments)
{
    const qint64 time = sqlite3_value_int64(arguments[0]);
    if (time < m_zoneFrom || time >= m_zoneTo) {
        m_zoneFrom = floored(time, ZoneSpan);
        m_zoneTo = m_zoneFrom + ZoneSpan;
        m_zoneOffset = QDateTime::fromMSecsSinceEpoch(m_zoneFrom / 1'000'000).offsetFromUtc() * Second;
    }
    const qint64 local = time + m_zoneOffset;
    sqlite3_result_int64(context, local - floored(local, Day));
}

/// (payload of a close frame): its code, RFC 6455 §5.5.1; 1005 if it has none, NULL if it is cut short.
void Functions::code(sqlite3_context *context, sqlite3_value **arguments)
{
    const QByteArrayView payload = bytesOf(arguments[0]);
    if (payload.isEmpty())
        sqlite3_result_int(context, 1005);
    else if (payload.size() > 1)
        sqlite3_result_int(context, static_cast<quint8>(payload[0]) << 8 | static_cast<quint8>(payload[1]));
}

/// (id)
void Functions::marked(sqlite3_context *context, sqlite3_value **arguments)
{
    setResult(context, m_marks.contains(sqlite3_value_int64(arguments[0])));
}

/// (index, id)
void Functions::comment(sqlite3_context *context, sqlite3_value **arguments)
{
    const QString &text = m_tests.comments.at(sqlite3_value_int(arguments[0]));
    setResult(context, m_marks.value(sqlite3_value_int64(arguments[1])).contains(text, Qt::CaseInsensitive));
}

} // namespace handglass::filter
