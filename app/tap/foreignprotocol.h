// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QByteArrayView>

namespace handglass {

/// What answers where an HTTP/1.1 response was expected, from its first bytes: TLS, HTTP/2, SSH, mail, databases and
/// other well known protocols, told in a failure of the Response phase. No failure if it is none of them (or cannot be
/// told yet: with more bytes it may).
Failure explainForeign(QByteArrayView bytes);

/// The section that a fact ends with, "RFC 9112 §4"; empty if it names none.
QString sectionOf(const QString &fact);

} // namespace handglass
