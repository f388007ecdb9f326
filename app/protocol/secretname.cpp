// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/secretname.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace handglass {

bool isSecretName(QByteArrayView name)
{
    const QByteArray lower = name.toByteArray().toLower().replace('_', '-');
    if (lower == "www-authenticate" || lower == "proxy-authenticate" || lower == "authentication-info")
        return false;
    return std::ranges::any_of(
        std::array{"auth", "cookie", "token", "api-key", "apikey", "access-key", "secret", "password"},
        [&lower](const char *part) { return lower.contains(part); });
}

} // namespace handglass
