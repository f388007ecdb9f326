// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handglass {

/// A broken rule of RFC 6455 (or 7692), told as "expected …, got …, RFC 6455 §x".
struct Violation {
    QString expected;
    QString got;
    QString section;          ///< with the document: "RFC 6455 §5.2"
    quint16 closeCode = 1002; ///< what to fail the connection with (RFC 6455 §7.4.1)

    /// "expected RSV2 0, got 1 and no extension that uses it, RFC 6455 §5.2"
    QString sentence() const;
};

} // namespace handglass
