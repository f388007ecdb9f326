// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/dialoptions.h"

#include <QProcessEnvironment>

#include <optional>

namespace handglass {

/// The proxy that the system or the environment names for an address.
struct ProxyChoice {
    ProxyOptions proxy{ProxyKind::None, {}, 0, {}, {}}; ///< Http, Socks5 or None
    QString origin; ///< who named it: "the environment variable https_proxy"; empty: nobody named one
    QString error;  ///< what it names cannot be used: a sentence; empty: it can
};

/// https_proxy or HTTPS_PROXY for wss://, http_proxy for ws:// (HTTP_PROXY may be a header that a web server passed
/// on), else all_proxy or ALL_PROXY; no_proxy or NO_PROXY lists what goes without: names with all below them,
/// addresses, networks (10.0.0.0/8), each with a port or not, or * for all. None: no variable names a proxy.
std::optional<ProxyChoice> environmentProxy(
    const QProcessEnvironment &environment, bool secure, const QString &host, quint16 port);

} // namespace handglass
