// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

#include <QByteArray>
#include <QJsonArray>
#include <QList>
#include <QString>

namespace handglass {

enum class Outcome : quint8 { Pass, Warn, Fail, NotJudged };

/// One rule of the opening handshake, checked.
struct Check {
    QByteArray id;          ///< stable, for JSON and tests: "status", "accept", "subprotocol", …
    bool onResponse = true; ///< checked as the client must (RFC 6455 §4.1), else as the server must (§4.2.1)
    Outcome outcome = Outcome::Pass;
    QString rule; ///< "Sec-WebSocket-Accept"
    QString expected;
    QString got;
    QString section;        ///< "RFC 6455 §4.1"
    bool onPurpose = false; ///< what is wrong with it is a fault of our own mock: outcome is Warn
    int requestLine = 0;    ///< the head line it speaks of, 1-based; 0: none
    int responseLine = 0;
};

/// All checks of one opening handshake.
struct Verdict {
    QList<Check> checks;

    Outcome outcome() const; ///< Fail if any failed, else Warn, else Pass; NotJudged if empty
    int count(Outcome outcome) const;
    /// The first failed check: "expected 101 Switching Protocols, got 401 Unauthorized, RFC 6455 §4.1"; empty if none
    /// failed.
    QString failure() const;
    /// What failed on the response's side was meant to: each becomes a Warn that says so.
    void setOnPurpose();
    /// "Handshake accepted: 12 of 12 rules kept" or "1 rule failed, 3 not judged, 6 kept" or "1 rule broken on purpose,
    /// 11 kept".
    QString summary() const;
    /// One object a check: id, side ("request" or "response"), outcome ("pass", "warn", "fail", "not judged"), rule,
    /// expected, got, section, requestLine, responseLine, onPurpose (only if true).
    QJsonArray toJson() const;
    /// Reads toJson()'s; what is missing or unknown takes Check's defaults, an unknown outcome is NotJudged.
    static Verdict fromJson(const QJsonArray &json);
};

/// The request as a server must see it (§4.2.1): method, HTTP version, Host, Upgrade, Connection, key length, version,
/// extensions offered, repeated headers. Ids: "method", "request-version", "host", "request-upgrade",
/// "request-connection", "key", "version", "request-extensions", "request-repeated-headers". Warn: an offer of
/// permessage-deflate that the server must decline.
QList<Check> judgeRequest(const HttpHead &request);
/// The response as the client must see it (§4.1): status, HTTP version, Upgrade, Connection, accept, subprotocol among
/// the offered, extensions among the offered and fit to the offer, repeated headers. With a status other than 101 the
/// rest is NotJudged. Ids: "status", "http-version", "upgrade", "connection", "accept", "subprotocol", "extensions",
/// "repeated-headers". Warn: subprotocols were offered and none was chosen (legal, but browsers fail the connection);
/// Sec-WebSocket-Extensions on several lines (§11.3.2 forbids what §4.2.2 step 5.6 allows).
QList<Check> judgeResponse(const HttpHead &request, const HttpHead &response);
/// Response checks first, then request checks.
Verdict judge(const HttpHead &request, const HttpHead &response);

/// What a person should know of one line of a head: one or two plain sentences, then the section; rich text. A folded
/// line belongs to its header. Empty for a header without a special meaning, and for a line that is not there.
QString explainLine(const HttpHead &head, int line, bool response);

} // namespace handglass
