// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <tl/expected.hpp>

namespace handglass {

/// What is wrong with a text that stands for bytes, and where.
struct FormatError {
    QString sentence; ///< with line and column
    int line = 1;     ///< 1-based
    int column = 1;   ///< 1-based, in characters
};

/// Two hex digits a byte; white space, commas and 0x before a group of digits may stand between bytes.
tl::expected<QByteArray, FormatError> bytesFromHex(QByteArrayView text);

/// RFC 4648 base64, standard or URL alphabet, padding optional; white space is left out.
tl::expected<QByteArray, FormatError> bytesFromBase64(QByteArrayView text);

/// "00 01 a7 …", in lines of 16 bytes.
QByteArray hexText(QByteArrayView bytes);

} // namespace handglass
