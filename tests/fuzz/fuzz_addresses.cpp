// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Addresses as a person types them: of a server (RFC 6455 §3) and of a proxy. What is read and written again reads the
// same, and nothing of it can break out of a request's lines.
#include "app/protocol/websocketurl.h"
#include "app/tap/dialoptions.h"
#include "tests/fuzz/fuzzing.h"

#include <algorithm>

using namespace handglass;

namespace {

/// Fit for a request line or a Host header: no space, no control character, ASCII.
bool isOneWord(const QByteArray &bytes)
{
    return !bytes.isEmpty()
        && std::all_of(bytes.begin(), bytes.end(), [](char c) { return quint8(c) > 0x20 && quint8(c) < 0x7F; });
}

void checkUrl(const QString &text)
{
    const auto url = parseWebSocketUrl(text);
    if (!url) {
        FUZZ_CHECK(!url.error().sentence.isEmpty());
        FUZZ_CHECK(url.error().position >= 0 && url.error().position <= text.size());
        return;
    }
    FUZZ_CHECK(isOneWord(url->target) && url->target.startsWith('/') && !url->target.contains('#'));
    FUZZ_CHECK(isOneWord(url->hostHeader()) && url->port > 0);
    WebSocketUrl open = *url;
    open.user.clear();
    open.password.clear();
    const auto again = parseWebSocketUrl(open.toString());
    FUZZ_CHECK(again.has_value());
    FUZZ_COMPARE(again->toString(), open.toString());
    FUZZ_CHECK(*again == open);
}

void checkProxy(const QString &text)
{
    ProxyOptions proxy;
    const QString wrong = ProxyOptions::parse(text, proxy);
    if (!wrong.isEmpty())
        return;
    const bool named = proxy.kind == ProxyKind::Http || proxy.kind == ProxyKind::Socks5;
    FUZZ_CHECK(named == !proxy.toString().isEmpty());
    if (!named)
        return;
    FUZZ_CHECK(!proxy.host.isEmpty() && proxy.port > 0);
    ProxyOptions again;
    FUZZ_COMPARE(ProxyOptions::parse(proxy.toString(), again), QString());
    FUZZ_COMPARE(again.toString(), proxy.toString());
    FUZZ_CHECK(again.kind == proxy.kind && again.host == proxy.host && again.port == proxy.port);
    FUZZ_CHECK(again.user.isEmpty() && again.password.isEmpty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    checkUrl(text);
    checkProxy(text);
    return 0;
}
