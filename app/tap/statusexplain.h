// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/httphead.h"

namespace handglass {

/// A request and the answer that did not open the connection.
struct RefusedExchange {
    HttpHead request;
    HttpHead response;
    QByteArray body;
    QString requestFailure; ///< the first rule that the request itself breaks; empty: none
    qint64 now = 0;         ///< Unix seconds: what a Retry-After counts from
};

/// What a status other than 101 and its headers tell of cause and remedy (RFC 6455 §4.1: all that HTTP says of it
/// holds). Evidence is the status line and the header lines that decide.
void explainStatus(const RefusedExchange &exchange, Failure &failure);

/// Lines of the answer with these names, "Name: value" each, as it came; long ones cut. Empty: none is there.
QString evidenceLines(const HttpHead &head, std::initializer_list<const char *> names);

/// "45 s", "2 min 5 s", "1 h 3 min", "4 d 7 h".
QString waitText(qint64 seconds);

} // namespace handglass
