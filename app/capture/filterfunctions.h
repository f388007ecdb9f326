// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/filtersql.h"
#include "app/capture/sqlite.h"

#include <QMap>

#include <functional>

struct sqlite3_context;
struct sqlite3_value;

namespace handglass::filter {

/// The SQL functions that a filter calls, with what they look for. One database, one thread at a time.
class Functions final
{
    Q_DISABLE_COPY_MOVE(Functions)
public:
    Functions() = default;
    /// Registers them; db, a capture of this version, must outlive this object's use of it. SQLite's result code.
    int attach(sqlite3 *db, quint32 version);
    void setTests(Tests tests, const QMap<EntryId, QString> &marks);
    /// Sorted; empty: all.
    void setConnections(const QList<ConnectionId> &connections) { m_connections = connections; }
    /// Asked now and then while a statement runs; true ends it with SQLITE_INTERRUPT.
    void setStopped(const std::function<bool()> &stopped);
    /// Rows of the scope that handglass_among() saw since the last call.
    qint64 takeInScope();

private:
    template <void (Functions::*function)(sqlite3_context *, sqlite3_value **)>
    int add(const char *name, int arguments);
    void text(sqlite3_context *context, sqlite3_value **arguments);
    void regex(sqlite3_context *context, sqlite3_value **arguments);
    void bytes(sqlite3_context *context, sqlite3_value **arguments);
    void json(sqlite3_context *context, sqlite3_value **arguments);
    void textInMessage(sqlite3_context *context, sqlite3_value **arguments);
    void regexInMessage(sqlite3_context *context, sqlite3_value **arguments);
    void bytesInMessage(sqlite3_context *context, sqlite3_value **arguments);
    void among(sqlite3_context *context, sqlite3_value **arguments);
    void in(sqlite3_context *context, sqlite3_value **arguments);
    void day(sqlite3_context *context, sqlite3_value **arguments);
    void code(sqlite3_context *context, sqlite3_value **arguments);
    void marked(sqlite3_context *context, sqlite3_value **arguments);
    void comment(sqlite3_context *context, sqlite3_value **arguments);
    bool isIn(ConnectionId id) const;
    QByteArray message(EntryId first);
    void walkMessage(EntryId first, const std::function<bool(QByteArrayView content)> &take);
    void findInMessage(sqlite3_context *context, EntryId first, qsizetype overlap,
        const std::function<bool(QByteArrayView content)> &isIn);
    bool isStopped(sqlite3_context *context);

    sqlite3 *m_db = nullptr;
    Tests m_tests;
    QMap<EntryId, QString> m_marks;
    QList<ConnectionId> m_connections;
    std::function<bool()> m_stopped;
    sqlite::Statement m_message; ///< content of a message's frames
    qint64 m_inScope = 0;
    qint64 m_zoneFrom = 0; ///< the ns, from and to, in which m_zoneOffset holds
    qint64 m_zoneTo = 0;
    qint64 m_zoneOffset = 0; ///< local time less UTC, ns
};

} // namespace handglass::filter
