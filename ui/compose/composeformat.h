// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/bytesfromtext.h"

namespace handglass {

/// How the composer's text becomes a message. The values are stored in the history file.
enum class ComposeFormat : quint8 { Text = 0, Json = 1, Hex = 2, Base64 = 3, File = 4 };

constexpr bool isTextFormat(ComposeFormat format)
{
    return format == ComposeFormat::Text || format == ComposeFormat::Json;
}

/// The message that a text (UTF-8) in that format stands for; not for File.
tl::expected<QByteArray, FormatError> composedPayload(ComposeFormat format, QByteArrayView text);

} // namespace handglass
