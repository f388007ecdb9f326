// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

class QFile;

namespace handglass {

/// A value's place in a file.
struct JsonRange {
    qint64 offset = 0;
    qint64 size = 0; ///< 0: there is none
    int line = 0;    ///< 1-based, where it begins
};

/// Steps through a JSON text (RFC 8259) in a file of any size without keeping any of it: into objects and lists, over
/// values. What is skipped is judged by its strings and brackets only. The first error is kept, and every call after it
/// does nothing.
class JsonFile final
{
public:
    /// Begins at offset, which is in this line. The file is open and must outlive it.
    explicit JsonFile(QFile &file, qint64 offset = 0, int line = 1);

    /// Into the object or list that begins here. False: something else does.
    bool enter(char bracket);
    /// The next member's name, with its value next; false: the object's end was passed, or an error.
    bool nextMember(QByteArray &name);
    /// An element is next; false: the list's end was passed, or an error.
    bool nextElement();
    /// Over one value.
    JsonRange skip();
    /// The character that the next value begins with; 0: the end.
    char peek();

    qint64 position() const { return m_offset + m_at; }
    int line() const { return m_line; }
    bool failed() const { return !m_error.isEmpty(); }
    /// "line 812: expected “,” or “}”, got the end of the file".
    QString error() const { return m_error; }

private:
    bool more();
    char get();
    void skipString();
    bool separator(char end);
    void fail(const QString &expected);

    QFile &m_file;
    QByteArray m_block;
    qint64 m_offset; ///< of the block
    qsizetype m_at = 0;
    int m_line;
    std::vector<bool> m_begun; ///< of each open level: it has had a member or element
    QString m_error;
};

/// A value's bytes.
QByteArray readRange(QFile &file, const JsonRange &range);

} // namespace handglass
