// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace handglass {

/// By its name the header, or the parameter of a query, carries a credential: Authorization, Proxy-Authorization,
/// Cookie, Set-Cookie, and what speaks of a token, key, secret or password (X-Auth-Token, api_key). Challenges
/// (WWW-Authenticate, Proxy-Authenticate) do not.
bool isSecretName(QByteArrayView name);

} // namespace handglass
