// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonindex.h"
#include "app/mock/scenarioerror.h"
#include "app/mock/span.h"

#include <QStringList>

#include <optional>
#include <set>

namespace handglass::scenario {

/// A value of a JSON text that is read by its type. What is not as expected is added to the errors, with its place, and
/// reads as something harmless, so that one reading finds all of them (at most MostErrors).
class JsonNode final
{
public:
    static constexpr qsizetype MostErrors = 100;

    JsonNode(const JsonIndex &index, Errors &errors, JsonIndex::Node node);

    JsonIndex::Kind kind() const { return m_index->kind(m_node); }
    bool isObject() const { return kind() == JsonIndex::Kind::Object; }
    bool isArray() const { return kind() == JsonIndex::Kind::Array; }
    bool isString() const { return kind() == JsonIndex::Kind::String; }
    QByteArrayView spelling() const { return m_index->value(m_node); }
    qsizetype offset() const { return m_index->valueStart(m_node); } ///< bytes from the text's start

    QString text(const QString &expected = {}) const;
    /// A text that may not be empty.
    QString name(const QString &expected) const;
    bool boolean() const;
    qint64 integer(qint64 least, qint64 most) const;
    double number(double least, double most) const;
    /// Of the words its index.
    int oneOf(const QStringList &words) const;
    QByteArray jsonToken() const; ///< whatever it is, without white space
    Template textTemplate() const;
    JsonTemplate jsonTemplate() const;
    Span span() const;
    std::chrono::milliseconds duration() const;
    /// Valid, or it is an error.
    QRegularExpression expression() const;
    std::vector<JsonNode> elements(const QString &expected) const;
    /// Strings that are not empty.
    QStringList texts(const QString &expected) const;

    /// "expected …, got …" at this value.
    void fail(const QString &expected) const;
    void fail(const QString &expected, const QString &got) const;
    /// A whole sentence.
    void failAs(const QString &sentence) const;
    /// What members and elements lead to; as far as they are there.
    JsonNode at(const QStringList &pointer) const;
    QString shown() const; ///< “the text “…””, “the number 7”, “an object”

private:
    friend class JsonMembers;
    void failAt(qsizetype offset, const QString &sentence) const;
    static QString sentence(const QString &expected, const QString &got);
    void failTemplate(const TemplateError &error) const;

    const JsonIndex *m_index;
    Errors *m_errors;
    JsonIndex::Node m_node;
};

/// The members of an object. Those that nobody has asked for when finish() is called are errors, and so is one that
/// stands twice.
class JsonMembers final
{
public:
    /// No object: an error, and it has no members. expected: what it is, “a route (an object)”.
    JsonMembers(const JsonNode &node, const QString &expected);

    const JsonNode &node() const { return m_node; }
    std::optional<JsonNode> take(const char *name);
    /// Missing: an error that says what it would be.
    std::optional<JsonNode> require(const char *name, const QString &expected);
    bool has(const char *name) const;
    /// Of the names those that it has, in its own order; asks for all of them.
    std::vector<std::pair<QString, JsonNode>> anyOf(const QStringList &names);
    /// Every one of them, whatever its name.
    std::vector<std::pair<QString, JsonNode>> all();
    void finish();

private:
    struct Member {
        QString name;
        JsonIndex::Node node;
        bool taken;
    };
    JsonNode m_node;
    std::vector<Member> m_members;
    QStringList m_known;
};

} // namespace handglass::scenario
