// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <utility>

namespace handglass {

/// An authentication challenge, as in: Bearer realm="orders", error="invalid_token".
struct Challenge {
    QString scheme;
    QList<std::pair<QString, QString>> parameters; ///< in the order they came, unquoted
    /// Its name is compared without case; empty if absent.
    QString parameter(QLatin1String name) const;
};

/// The first challenge in the value of a WWW-Authenticate or Proxy-Authenticate header, as far as it can be read.
Challenge readChallenge(QByteArrayView value);

} // namespace handglass
