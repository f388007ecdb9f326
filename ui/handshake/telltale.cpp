// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/telltale.h"

#include <array>

namespace handglass {

namespace {

/// Only these say more than the status itself.
constexpr std::array<const char *, 6> Reasons{
    "WWW-Authenticate", "Proxy-Authenticate", "Location", "Sec-WebSocket-Version", "Upgrade", "Retry-After"};
constexpr int SwitchingProtocols = 101;

Telltale failedRule(const ConnectionRecord &record)
{
    for (const Check &check : record.verdict.checks) {
        if (check.outcome != Outcome::Fail)
            continue;
        if (check.responseLine > 0)
            return {HeadSide::Response, check.responseLine};
        if (check.requestLine > 0)
            return {HeadSide::Request, check.requestLine};
    }
    return {};
}

} // namespace

Telltale telltale(const ConnectionRecord &record, const HandshakeHeads &heads)
{
    const HttpHead *response = heads.head(HeadSide::Response);
    if (response && response->status != SwitchingProtocols) {
        for (const char *name : Reasons) {
            if (const int line = heads.lineOf(HeadSide::Response, QByteArrayView(name)); line > 0)
                return {HeadSide::Response, line};
        }
    }
    if (const Telltale failed = failedRule(record); failed.line > 0)
        return failed;
    if (const int accept = heads.lineOf(HeadSide::Response, "Sec-WebSocket-Accept"); accept > 0)
        return {HeadSide::Response, accept};
    if (const int key = heads.lineOf(HeadSide::Request, "Sec-WebSocket-Key"); key > 0 && !response)
        return {HeadSide::Request, key};
    return {HeadSide::Response, heads.raw(HeadSide::Response).isEmpty() ? 0 : 1};
}

} // namespace handglass
