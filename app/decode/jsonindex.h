// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/json.h"
#include "app/decode/jsonpath.h"

#include <QByteArray>
#include <QList>

#include <atomic>
#include <limits>
#include <unordered_map>
#include <vector>

namespace handglass {

/// The values of a JSON text, or of several one after the other (lines of JSON), in their order: eight bytes a value
/// beside the text, so that a text of 100 MB can be walked as a tree without building one. Of a broken text the values
/// before the error. Made by a worker; then read-only, any thread.
class JsonIndex final
{
public:
    using Node = quint32;
    enum class Kind : quint8 { Object, Array, String, Number, Literal };
    /// Parent of the values on the top level.
    static constexpr Node Document = std::numeric_limits<Node>::max();
    static constexpr qsizetype LargestText = std::numeric_limits<qint32>::max(); ///< bytes; of larger ones nothing
    static constexpr Node MostValues = 16'000'000;                               ///< values after them are left out

    JsonIndex() = default;
    explicit JsonIndex(
        const QByteArray &text, Node mostValues = MostValues, const std::atomic_bool *cancelled = nullptr);

    const QByteArray &text() const { return m_text; }
    const std::optional<JsonError> &error() const { return m_error; }
    /// There are more values than it holds (or the text is too large).
    bool isCut() const { return m_cut; }
    Node size() const { return static_cast<Node>(m_values.size()); }

    qint64 childCount(Node parent) const;
    /// row: from 0 to childCount() - 1.
    Node child(Node parent, qint64 row) const;
    /// The one after a child, of the same parent; only if there is one.
    Node nextSibling(Node node) const { return m_values[node].next; }

    Kind kind(Node node) const;
    bool isContainer(Node node) const { return kind(node) <= Kind::Array; }
    bool hasChildren(Node node) const { return m_values[node].next > node + 1; }
    bool isMember(Node node) const { return (m_values[node].at & Named) != 0; }
    /// A member's name as it is spelled, with its quotes; else empty.
    QByteArrayView name(Node node) const;
    /// A value as it is spelled, an object or array to its end.
    QByteArrayView value(Node node) const;
    qsizetype valueStart(Node node) const;

    struct Step {
        Node node = 0;
        qint64 row = 0; ///< in its parent
    };
    /// From the top level down to the node.
    QList<Step> way(Node node) const;
    /// $ is the only text's own value; of several texts the first is $[0].
    JsonPath path(Node node) const;
    /// The last value that begins (with its name) at or before a byte of the text; only if size() > 0.
    Node nodeAt(qsizetype offset) const;

private:
    static constexpr quint32 Named = 0x8000'0000;
    static constexpr qint64 Stride = 1000;
    struct Value {
        quint32 at = 0; ///< where it begins, or its name, which Named tells
        Node next = 0;  ///< the first value that is not inside it
    };
    /// Of parents with more than Stride children.
    struct Large {
        qint64 count = 0;
        std::vector<Node> starts; ///< children number Stride, 2 Stride, …
    };
    friend class JsonIndexer;

    const Large *large(Node parent) const;
    Node firstChild(Node parent) const { return parent == Document ? 0 : parent + 1; }
    Node end(Node parent) const { return parent == Document ? size() : m_values[parent].next; }
    Step childAround(Node parent, Node node) const;
    qsizetype valueEnd(Node node) const;
    qsizetype stringEnd(qsizetype at) const;
    qsizetype skipSpace(qsizetype at) const;

    QByteArray m_text;
    std::vector<Value> m_values;
    std::unordered_map<Node, Large> m_large;
    std::optional<JsonError> m_error;
    bool m_cut = false;
};

} // namespace handglass
