// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace handglass {

/// Bytes of a line above which an editor's layout of it gets slow.
constexpr qsizetype LongestLine = 4'000;

bool hasLongLines(QByteArrayView utf8);
/// Line breaks put in, between code points, so that no line is longer. For display only. cuts, if given, are the bytes
/// of utf8 before which one was put.
QByteArray breakLongLines(QByteArrayView utf8, QList<qsizetype> *cuts = nullptr);

} // namespace handglass
