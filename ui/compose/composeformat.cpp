// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/composeformat.h"

#include "app/decode/json.h"

#include <optional>

namespace handglass {

tl::expected<QByteArray, FormatError> composedPayload(ComposeFormat format, QByteArrayView text)
{
    if (format == ComposeFormat::Hex)
        return bytesFromHex(text);
    if (format == ComposeFormat::Base64)
        return bytesFromBase64(text);
    if (format == ComposeFormat::Json) {
        if (const std::optional<JsonError> error = jsonError(text))
            return tl::unexpected(FormatError{error->sentence, error->line, error->column});
    }
    return text.toByteArray();
}

} // namespace handglass
