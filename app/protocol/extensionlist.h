// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"
#include "app/protocol/violation.h"

#include <tl/expected.hpp>

#include <optional>

namespace handglass {

/// extension-param of RFC 6455 §9.1.
struct ExtensionParameter {
    QByteArray name;
    std::optional<QByteArray> value; ///< a token, unquoted; none: the parameter stands without "="
    bool operator==(const ExtensionParameter &) const = default;
};

/// One extension of a Sec-WebSocket-Extensions header, spelled as it came.
struct Extension {
    QByteArray name;
    QList<ExtensionParameter> parameters; ///< order and duplicates kept
    bool operator==(const Extension &) const = default;
};

/// Why a Sec-WebSocket-Extensions header is malformed, and where. The recipient must fail the connection (§9.1).
struct ExtensionListError {
    Violation violation;  ///< its text names the place too
    int line = 0;         ///< HeaderField::line
    qsizetype column = 0; ///< 1-based byte in that line's value; one past its end if the value ends too early
};

/// Parses the value of all Sec-WebSocket-Extensions lines of a head as one list (RFC 6455 §9.1). White space may stand
/// between tokens and list elements may be empty (RFC 2616 §2.1), but one extension there must be. No lines at all are
/// an empty list.
tl::expected<QList<Extension>, ExtensionListError> parseExtensions(const QList<HeaderField> &lines);
tl::expected<QList<Extension>, ExtensionListError> parseExtensions(const HttpHead &head);

/// "foo, bar; baz=2". Names and values must be tokens.
QByteArray composeExtensions(const QList<Extension> &extensions);
QByteArray composeExtension(const Extension &extension);

} // namespace handglass
