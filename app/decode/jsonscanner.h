// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <bitset>

namespace handglass {

/// One pass over a JSON text (RFC 8259), which stops at its first error and, if asked to, writes the text indented as
/// it goes. It keeps every token's own spelling; that, the exact place of an error and one judge for both uses are why
/// this is no general JSON library: those tell neither what was expected nor where, to the character.
class JsonScanner final
{
public:
    static constexpr int DeepestLevel = 1024;
    static constexpr qsizetype LargestOutput = 256 << 20; ///< bytes; deep indentation multiplies a text's size

    /// text must outlive the scanner. indented may be nullptr.
    explicit JsonScanner(QByteArrayView text, QByteArray *indented = nullptr);

    /// True if the whole text is valid (and indented is complete).
    bool scan();
    /// Takes one token; false at the end of the text or at its first error.
    bool next();
    /// If one text has ended and another one seems to follow it, as in lines of JSON: next() goes on with that.
    bool beginAnother();
    /// The one that next() took, as it is spelled.
    QByteArrayView token() const { return m_text.sliced(m_tokenStart, m_at - m_tokenStart); }
    qsizetype tokenStart() const { return m_tokenStart; }
    /// It is a member's name.
    bool isName() const { return m_expect == Expect::Colon; }
    /// No error so far.
    bool isValid() const { return m_errorOffset < 0; }
    /// After scan() was false: bytes from the start, and "expected …, got …" without the place.
    qsizetype errorOffset() const { return m_errorOffset; }
    QString error() const { return m_error; }

private:
    enum class Expect : quint8 { Value, ValueOrEnd, Name, NameOrEnd, Colon, CommaOrEnd, End };

    bool takeToken();
    bool open(char bracket);
    bool close(char bracket);
    bool takeComma();
    bool takeColon();
    bool takeString();
    bool takeEscape();
    bool takeNumber();
    bool takeDigits();
    bool takeLiteral();

    void skipSpace();
    bool inObject() const;
    bool valueExpected() const;
    void valueTaken();
    bool unexpected();
    bool fail(qsizetype offset, const QString &expected);
    QString expectation() const;
    QString found(qsizetype offset) const;

    bool write(qsizetype start);
    void beginValue();
    void breakLine();

    QByteArrayView m_text;
    qsizetype m_end; ///< where UTF-8 ends: the text's end, or the first code point that is none
    qsizetype m_at = 0;
    qsizetype m_tokenStart = 0;
    Expect m_expect = Expect::Value;
    std::bitset<DeepestLevel> m_objects; ///< the open levels that are objects
    int m_depth = 0;
    QByteArray *m_indented;
    qsizetype m_errorOffset = -1;
    QString m_error;
};

} // namespace handglass
