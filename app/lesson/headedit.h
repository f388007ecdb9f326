// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace handglass::lesson {

/// A head's first line is this one instead (without its line end).
QByteArray withStartLine(QByteArrayView head, QByteArrayView line);
/// Every line of this header (compared without case) has this value instead. None: the head as it is.
QByteArray withHeader(QByteArrayView head, QByteArrayView name, QByteArrayView value);
/// The same, without these lines.
QByteArray withoutHeader(QByteArrayView head, QByteArrayView name);
/// With one line more, the last one.
QByteArray withLine(QByteArrayView head, QByteArrayView line);

} // namespace handglass::lesson
