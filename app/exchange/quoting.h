// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace handglass {

/// One word of a POSIX shell (Shell Command Language §2.2.2): in single quotes. A NUL cannot stand in it.
QString shellWord(const QString &text);
/// A string literal of JavaScript, and of Python: escapes as in JSON.
QString scriptString(const QString &text);
/// A string literal of C++ in UTF-8: "…" with octal escapes for what is not printable ASCII.
QString cppString(const QByteArray &utf8);

} // namespace handglass
