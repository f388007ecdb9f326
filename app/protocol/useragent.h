// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace handglass {

/// The program that a User-Agent names (RFC 9110 §10.1.5), without version and comments: "Chromium", "Firefox",
/// "Python websockets", "Go". What is not known goes by its first product; empty if there is none.
QString programOf(QByteArrayView userAgent);

} // namespace handglass
