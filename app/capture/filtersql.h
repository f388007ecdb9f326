// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/filterexpression.h"
#include "app/capture/textmatcher.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace handglass::filter {

/// The tests that are no plain SQL; the SQL names them by their index.
struct Tests {
    std::vector<TextMatcher> texts;
    std::vector<QRegularExpression> expressions;
    std::vector<QByteArray> bytes;
    std::vector<JsonTest> json;
    QStringList comments;
};

/// A filter as an SQL expression over the table entry, which is true or false and never NULL.
class SqlWriter final
{
public:
    /// What the first row of a message in fragments is asked by text, expressions and bytes.
    enum class Of : quint8 { Row, Message };
    /// version: of the capture. scope: what the rows of the view fulfil, over the alias p of entry; for Δ.
    SqlWriter(quint32 version, const QByteArray &scope, Of of);

    QByteArray write(const Node &node);
    Tests takeTests() { return std::move(m_tests); }

private:
    QByteArray sql(const All &all);
    QByteArray sql(const Any &any);
    QByteArray sql(const TextTest &test);
    QByteArray sql(const RegexTest &test);
    QByteArray sql(const BytesTest &test);
    QByteArray sql(const NumberTest &test);
    QByteArray sql(const TypeTest &test);
    QByteArray sql(const DirectionTest &test);
    QByteArray sql(const TimeTest &test);
    QByteArray sql(const FlagTest &test);
    QByteArray sql(const CommentTest &test);
    QByteArray sql(const JsonTest &test);
    QByteArray join(const std::vector<Node> &nodes, const char *word);
    QByteArray number(Field field) const;
    QByteArray search(const char *kind, size_t index, bool inText) const;

    QByteArray m_content; ///< what a person reads of the row
    QByteArray m_scope;
    Of m_of;
    Tests m_tests;
};

} // namespace handglass::filter
