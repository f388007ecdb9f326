// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonindex.h"
#include "app/decode/jsonpath.h"

#include <optional>

namespace handglass {

/// Some bytes of a text in place of others.
struct TextEdit {
    qsizetype at = 0;      ///< bytes from the text's start
    qsizetype removed = 0; ///< bytes
    QByteArray inserted;
    bool operator==(const TextEdit &) const = default;
};

QByteArray applied(QByteArray text, const TextEdit &edit);

/// Edits of one value of a JSON text that leave every other byte as it is. What is put in takes its place's
/// indentation, its unit, and the text's line ends; a spelling that has several lines is indented by two spaces a
/// level, from the first column on. The text must be valid.
namespace jsonedit {

/// The first value that a path without [*] leads to.
std::optional<JsonIndex::Node> find(const JsonIndex &index, const JsonPath &path);
/// The member of that name, UTF-8, unescaped.
std::optional<JsonIndex::Node> member(const JsonIndex &index, JsonIndex::Node object, QByteArrayView name);

TextEdit replace(const JsonIndex &index, JsonIndex::Node node, QByteArrayView spelling);
/// A member of another name with another value at the same place.
TextEdit replaceMember(const JsonIndex &index, JsonIndex::Node node, QByteArrayView name, QByteArrayView spelling);
/// Before the child at that row, or at the end.
TextEdit insertElement(const JsonIndex &index, JsonIndex::Node array, qint64 row, QByteArrayView spelling);
TextEdit insertMember(
    const JsonIndex &index, JsonIndex::Node object, qint64 row, QByteArrayView name, QByteArrayView spelling);
/// An element, or a member with its name; of an object or array.
TextEdit remove(const JsonIndex &index, JsonIndex::Node node);
/// The element at row from is at row to afterwards. What stands between elements stays where it is.
TextEdit move(const JsonIndex &index, JsonIndex::Node array, qint64 from, qint64 to);
/// Behind an element one that is the same, to the byte. name: what its member "name" says instead, if it has one; null:
/// the same.
TextEdit duplicate(const JsonIndex &index, JsonIndex::Node element, const QString &name = {});

/// A string token.
QByteArray quoted(QStringView text);

} // namespace jsonedit

} // namespace handglass
