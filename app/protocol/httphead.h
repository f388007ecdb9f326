// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace handglass {

/// One header line, in the order and spelling it came.
struct HeaderField {
    QByteArray name;
    QByteArray value; ///< without the white space around it; obs-fold joined by one space
    int line = 0;     ///< 1-based line in the head (the start line is 1), as a view numbers it
    bool operator==(const HeaderField &) const = default;
};

/// The head of an HTTP/1.x request or response (RFC 9112 §2-5), duplicates and order kept.
struct HttpHead {
    QByteArray raw;       ///< every byte as it came, up to and with the empty line
    QByteArray startLine; ///< without its line end
    // request
    QByteArray method;
    QByteArray target;
    // response
    int status = 0;
    QByteArray reason;
    // both
    QByteArray version; ///< "HTTP/1.1"
    QList<HeaderField> fields;

    /// Every field of that name, compared without case, in order.
    QList<HeaderField> all(QByteArrayView name) const;
    /// The first one's value; empty if absent.
    QByteArray value(QByteArrayView name) const;
    bool has(QByteArrayView name) const;
    /// Elements of a comma-separated list header over all its lines, trimmed (RFC 9110 §5.6.1). Quoted strings are kept
    /// whole.
    QList<QByteArray> tokens(QByteArrayView name) const;
    /// tokens() holds it, compared without case.
    bool hasToken(QByteArrayView name, QByteArrayView token) const;
};

/// Reads a head from a byte stream in any chunking. Stricter than it must be only where a lenient reader is dangerous;
/// a bare LF ends a line (RFC 9112 §2.2), any HTTP version is kept for the verdict to judge.
class HttpHeadReader final
{
public:
    enum class Kind : quint8 { Request, Response };
    enum class State : quint8 { NeedMore, Done, Failed };
    struct Limits {
        qsizetype headBytes = 64 * 1024;
        int fields = 256;
    };

    explicit HttpHeadReader(Kind kind);
    HttpHeadReader(Kind kind, Limits limits);
    /// Takes bytes until the head is complete or cannot become one. Fails as early as the first byte that no head could
    /// have (garbage, a TLS record, a lone binary greeting).
    State feed(QByteArrayView bytes);
    State state() const;
    const HttpHead &head() const; ///< when Done
    QByteArray raw() const;       ///< all bytes taken so far, also when Failed (then with the whole chunk that failed)
    QByteArray rest() const;      ///< what was fed beyond the head
    /// When Failed: "expected a status line such as HTTP/1.1 101 …, got 0x16 0x03 …, RFC 9112 §4".
    QString error() const;

private:
    enum class Step : quint8 { Method, Target, Version, Status, Reason, LineStart, FieldName, FieldValue, Fold };

    bool take(char c);
    bool takeStartLine(char c);
    bool takeVersion(char c);
    bool takeLineStart(char c);
    bool takeFieldName(char c);
    bool takeFieldValue(char c);
    bool lineMayEnd() const;
    bool endLine();
    void endStartLine(QByteArrayView line);
    bool endField(QByteArrayView line);
    void endFold(QByteArrayView line);
    bool enter(Step step);
    bool fail(const QString &error);
    bool failStartLine();
    bool failField();

    Kind m_kind;
    Limits m_limits;
    State m_state = State::NeedMore;
    Step m_step;
    HttpHead m_head; ///< its raw has all bytes taken
    QByteArray m_rest;
    QString m_error;
    qsizetype m_at = 0; ///< of the byte being read in raw
    qsizetype m_lineStart = 0;
    qsizetype m_stepStart = 0; ///< where the current step's text begins
    qsizetype m_colon = 0;     ///< of the current field line
    int m_line = 1;
    bool m_afterCr = false;
};

/// RFC 9110 §5.6.2 token.
bool isToken(QByteArrayView text);
/// Empty if this header can be put on the wire, else the sentence why not (name no token; CR, LF or NUL in the value).
QString headerError(QByteArrayView name, QByteArrayView value);

} // namespace handglass
