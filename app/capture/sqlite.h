// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/captureerror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

/// SQLite's C API with ownership. Functions return its result codes (SQLITE_OK, …).
namespace handglass::sqlite {

struct CloseDatabase {
    void operator()(sqlite3 *db) const;
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

/// Opens without SQLite's own mutex: one thread at a time. flags: SQLITE_OPEN_…; db is set even on errors, for
/// message().
int open(Database &db, const QByteArray &name, int flags);
int execute(sqlite3 *db, const char *sql);
/// SQLite's own words on the last error of db. Not translated.
QString message(sqlite3 *db);
/// The file's name as SQLite takes it; as a URI if immutable.
QByteArray fileName(const QString &path, bool immutable = false);

/// The error as a sentence about the file at path. words: SQLite's own.
CaptureError error(int code, const QString &words, const QString &path);

/// A prepared statement; parameters from 1, columns from 0.
class Statement final
{
public:
    int prepare(sqlite3 *db, const QByteArray &sql);
    int step();
    /// Ends the statement's transaction; parameters stay.
    void reset();

    void bind(int parameter, qint64 value);
    void bindNull(int parameter);
    void bind(int parameter, const QString &value);
    /// The bytes must live until the next bind or the end; an empty view is an empty blob.
    void bindUncopied(int parameter, QByteArrayView value);

    bool isNull(int column) const;
    qint64 integer(int column) const;
    QString text(int column) const;
    QByteArray blob(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// Resets a statement at the scope's end, so that no read transaction outlives it.
class Scope final
{
    Q_DISABLE_COPY_MOVE(Scope)
public:
    explicit Scope(Statement &statement)
        : m_statement(statement)
    {
    }
    ~Scope() { m_statement.reset(); }

private:
    Statement &m_statement;
};

} // namespace handglass::sqlite
