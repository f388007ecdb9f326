// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

namespace handglass {

/// One way to authenticate that a server or proxy names (RFC 9110 §11.3).
struct AuthChallenge {
    QString scheme; ///< "Basic", as it came
    QString realm;  ///< unquoted; empty: none was named
    bool operator==(const AuthChallenge &) const = default;
};

/// The challenges of WWW-Authenticate or Proxy-Authenticate, over all its lines, as far as they can be read.
QList<AuthChallenge> authChallenges(const HttpHead &response, QByteArrayView header);
/// "Basic for “orders”, Negotiate"; empty if there is none. Long names are cut.
QString challengesText(const QList<AuthChallenge> &challenges);

} // namespace handglass
