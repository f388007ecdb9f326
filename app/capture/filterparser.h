// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/filter.h"
#include "app/capture/filterfields.h"

namespace handglass::filter {

/// Reads a filter's text in one pass. Its grammar, loosest first:
///     any     = all { ("or" | "||") all }
///     all     = one { ["and" | "&&"] one }
///     one     = ("not" | "-" | "!") one | "(" any ")" | test
///     test    = "…" | '…' | /…/flags | 0x… | flag | field op value | $path [op value] | word
class FilterParser final
{
public:
    static constexpr int DeepestLevel = 50;
    static constexpr int MostTests = 200;

    explicit FilterParser(const QString &text);
    /// The text must not be blank.
    tl::expected<Node, FilterError> parse();
    /// After parse(): what is worth telling although it is no error; empty: nothing.
    QString hint() const { return m_hint; }

private:
    using Result = tl::expected<Node, FilterError>;

    Result takeAny();
    Result takeAll();
    Result takeOne();
    Result takeGroup();
    Result takeTest();
    Result takeQuoted();
    Result takeRegex();
    Result takeBytes(const Part &word);
    Result takePath();
    Result takeField(const Part &name);
    Result takeWord();
    tl::expected<Part, FilterError> takeValue();
    tl::expected<Part, FilterError> takeQuotes();
    tl::expected<QRegularExpression, FilterError> takeExpression();
    std::optional<Operator> takeOperator();
    bool takeKeyword(QStringView word, QStringView sign);
    bool takeNot();

    void skipSpace();
    bool atEnd() const { return m_at == m_text.size(); }
    QChar peek(qsizetype ahead = 0) const;
    /// A word from start on, as far as it goes.
    Part wordAt(qsizetype start) const;
    Part nameAt(qsizetype start) const;
    bool atKeyword(QStringView word, QStringView sign) const;
    FilterError errorHere(const QString &expected, const QString &advice = {}) const;
    Result checkEnd(Result result);

    const QString m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    int m_tests = 0;
    QString m_before; ///< the word that wants an operand; empty: the beginning
    QString m_hint;
};

} // namespace handglass::filter
