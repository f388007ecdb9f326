// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/reconnect.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace handglass {

namespace {

constexpr int ProxyAuthenticationRequired = 407;

bool isOneOf(int value, std::initializer_list<int> values)
{
    return std::ranges::find(values, value) != values.end();
}

bool certificateRefused(const ConnectionRecord &record)
{
    return !record.tlsFacts.errors.isEmpty() && record.tlsFacts.accepted.isEmpty();
}

bool proxyWantsCredentials(const ConnectionRecord &record)
{
    const QList<QByteArray> words = record.proxyAnswer.left(16).split(' ');
    return words.size() > 1 && words[1].toInt() == ProxyAuthenticationRequired;
}

bool failureMayHeal(const ConnectionRecord &record, int status)
{
    switch (record.failure.phase) {
    case FailurePhase::NameLookup:
    case FailurePhase::Tcp:
        return true;
    case FailurePhase::Proxy:
        return !proxyWantsCredentials(record);
    case FailurePhase::Tls:
        return record.times.tcp >= 0 && !certificateRefused(record);
    case FailurePhase::Response:
        return record.rawResponse.isEmpty() || record.rawResponse.startsWith("HTTP/");
    case FailurePhase::Verdict:
        return isOneOf(status, {408, 425, 429, 500, 502, 503, 504});
    default:
        return false;
    }
}

} // namespace

bool mayHeal(const ConnectionRecord &record, int status)
{
    constexpr int Abnormal = 1006;
    if (record.failure)
        return failureMayHeal(record, status);
    if (record.closeCode == Abnormal)
        return true;
    return record.closedBy == ClosedBy::Peer && isOneOf(record.closeCode, {1001, 1011, 1012, 1013, 1014});
}

bool lasted(const ConnectionRecord &record, const ReconnectOptions &options)
{
    return record.openedNs > 0 && std::chrono::nanoseconds(record.closedNs - record.openedNs) >= options.first;
}

std::chrono::milliseconds reconnectWait(
    const ReconnectOptions &options, int number, double random, std::optional<std::chrono::seconds> retryAfter)
{
    constexpr double LongestTimer = std::numeric_limits<int>::max(); // ms: 24 days
    const double longest = std::max(0.0, double(options.longest.count()));
    double wait = std::min(double(options.first.count()) * std::exp2(std::max(0, number - 1)), longest);
    wait *= 1 - std::clamp(options.jitter, 0.0, 1.0) * std::clamp(random, 0.0, 1.0);
    if (retryAfter)
        wait = std::max(wait, double(std::chrono::milliseconds(*retryAfter).count()));
    return std::chrono::milliseconds(qint64(std::clamp(wait, 0.0, LongestTimer)));
}

} // namespace handglass
