// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/span.h"
#include "app/mock/valuetest.h"
#include "app/protocol/deflatenegotiation.h"

#include <QStringList>

#include <vector>

namespace handglass::scenario {

/// What a client gets that is turned away.
struct Refusal {
    int status = 403;
    QByteArray reason; ///< empty: the status's usual one
    QList<HeaderField> headers;
    QByteArray body;
    bool hasBody = false; ///< else the body is the sentence that says which rule it was
    bool operator==(const Refusal &) const = default;
};

/// One thing that a request must have.
struct Check {
    enum class Kind : quint8 { Header, Origin, Basic, Bearer, Cookie, Query };
    Kind kind = Kind::Header;
    QString rule;        ///< as the log names it
    bool enabled = true; ///< else it is passed over
    QString name;        ///< Header, Cookie, Query
    ValueTest test;      ///< Header, Cookie, Query
    QStringList allowed; ///< Origin: compared without case; Bearer: tokens; Basic: "user:password"
    Refusal refusal;
    bool operator==(const Check &) const = default;
};

struct Subprotocols {
    enum class Order : quint8 { Client, Server };
    QStringList spoken; ///< empty: none is agreed
    Order order = Order::Client;
    bool required = false; ///< a client that offers none of them is turned away
    Refusal refusal{400, {}, {}, {}, false};
    bool operator==(const Subprotocols &) const = default;
};

struct HandshakeRules {
    std::vector<Check> checks; ///< in order; the first that does not hold turns the client away
    Subprotocols subprotocols;
    QList<HeaderField> headers;                             ///< of the 101, Set-Cookie among them
    std::optional<DeflatePolicy> deflate = DeflatePolicy(); ///< none: offers are declined
    int limit = 0;                                          ///< clients at a time; 0: no limit
    Refusal limitRefusal{503, {}, {}, {}, false};
    std::chrono::milliseconds delay{0}; ///< before the answer
    std::chrono::milliseconds jitter{0};
};

} // namespace handglass::scenario
