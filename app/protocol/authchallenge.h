// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

#include <utility>

namespace handglass {

/// One way to authenticate that a server or proxy names (RFC 9110 §11.3).
struct AuthChallenge {
    QString scheme; ///< "Basic", as it came
    QString realm;  ///< unquoted; empty: none was named
    QString token;  ///< token68 (RFC 9110 §11.2), which stands instead of parameters; empty: none
    QList<std::pair<QString, QString>> parameters; ///< the realm, too; in the order they came, unquoted
    bool operator==(const AuthChallenge &) const = default;

    bool is(QLatin1String schemeName) const; ///< compared without case
    /// The first of that name, compared without case; empty: none.
    QString parameter(QLatin1String name) const;
};

/// The challenges of WWW-Authenticate or Proxy-Authenticate, over all its lines (RFC 9110 §11.6.1), as far as they can
/// be read.
QList<AuthChallenge> authChallenges(const HttpHead &response, QByteArrayView header);
/// "Basic for “orders”, Negotiate"; empty if there is none. Long names and lists are cut.
QString challengesText(const QList<AuthChallenge> &challenges);

} // namespace handglass
