// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What answers where no WebSocket opens: an HTTP or SOCKS5 proxy, a refusal with its body and codings, a ClientHello on
// a mock's port, a port that speaks something else. The chunking does not matter, limits hold, credentials stay hidden.
#include "app/decode/contentcoding.h"
#include "app/tap/clientbody.h"
#include "app/tap/foreignprotocol.h"
#include "app/tap/proxytunnel.h"
#include "app/tap/tlshello.h"
#include "tests/fuzz/fuzzing.h"

using namespace handglass;

namespace {

// ---- proxies

const QString Password = QStringLiteral("Op3nSesame");

/// Goes to an HTTP proxy, and must not come back from it into a capture.
QByteArray basicCredentials()
{
    return ("me:" + Password.toUtf8()).toBase64();
}

struct Asked {
    ProxyTunnel::State state = ProxyTunnel::State::Asking;
    qsizetype taken = 0; ///< the proxy's own bytes
    QByteArray answer;
};

void checkHidden(const ProxyTunnel &tunnel)
{
    const QByteArray secret = basicCredentials();
    FUZZ_CHECK(!tunnel.answer().contains(secret));
    if (tunnel.state() != ProxyTunnel::State::Failed)
        return;
    const Failure failure = tunnel.failure();
    FUZZ_CHECK(failure.phase == FailurePhase::Proxy && !failure.fact.isEmpty());
    for (const QString &text : {failure.fact, failure.cause, failure.suggestion, failure.evidence})
        FUZZ_CHECK(!text.contains(QString::fromLatin1(secret)));
}

Asked ask(const ProxyOptions &proxy, const QByteArray &bytes, const QList<qsizetype> &sizes)
{
    const auto tunnel = makeProxyTunnel(proxy, QStringLiteral("server.example"), 443);
    FUZZ_CHECK(!tunnel->start().isEmpty());
    Asked asked;
    fuzz::inChunks(bytes, sizes, [&](QByteArrayView chunk) {
        if (tunnel->state() != ProxyTunnel::State::Asking)
            return;
        const qsizetype taken = tunnel->feed(chunk);
        FUZZ_CHECK(taken >= 0 && taken <= chunk.size());
        FUZZ_CHECK(tunnel->state() != ProxyTunnel::State::Asking || taken == chunk.size());
        asked.taken += taken;
        tunnel->takeOutput();
    });
    asked.state = tunnel->state();
    asked.answer = tunnel->answer();
    if (asked.state == ProxyTunnel::State::Asking)
        tunnel->end();
    FUZZ_CHECK(tunnel->state() != ProxyTunnel::State::Asking);
    FUZZ_CHECK((tunnel->state() == ProxyTunnel::State::Failed) == !tunnel->failure().fact.isEmpty());
    if (proxy.kind == ProxyKind::Http && !proxy.password.isEmpty())
        checkHidden(*tunnel);
    return asked;
}

void checkProxy(ProxyKind kind, bool credentials, const QByteArray &bytes, const QList<qsizetype> &sizes)
{
    ProxyOptions proxy{kind, QStringLiteral("127.0.0.1"), 3128, {}, {}};
    if (credentials) {
        proxy.user = QStringLiteral("me");
        proxy.password = Password;
    }
    const Asked whole = ask(proxy, bytes, {qMax(qsizetype(1), bytes.size())});
    const Asked chunked = ask(proxy, bytes, sizes);
    FUZZ_CHECK(whole.state == chunked.state);
    if (whole.state != ProxyTunnel::State::Open)
        return;
    FUZZ_COMPARE(chunked.answer, whole.answer);
    FUZZ_CHECK(chunked.taken == whole.taken);
}

// ---- refusals

constexpr qsizetype Kept = 512;
constexpr qsizetype MostContent = 4096;

ClientBody readBody(const HttpHead &head, const QByteArray &bytes, const QList<qsizetype> &sizes)
{
    ClientBody body(head, Kept);
    fuzz::inChunks(bytes, sizes, [&body](QByteArrayView chunk) {
        if (!body.isComplete())
            FUZZ_CHECK(body.feed(chunk) == body.isComplete());
    });
    FUZZ_CHECK(body.kept().size() == qMin(qint64(Kept), body.size()));
    FUZZ_CHECK(body.size() <= bytes.size());
    return body;
}

void checkRefusal(const QByteArray &bytes, const QList<qsizetype> &sizes)
{
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    if (reader.feed(bytes) != HttpHeadReader::State::Done)
        return;
    const QByteArray rest = reader.rest();
    const ClientBody whole = readBody(reader.head(), rest, {qMax(qsizetype(1), rest.size())});
    const ClientBody chunked = readBody(reader.head(), rest, sizes);
    FUZZ_CHECK(whole.isComplete() == chunked.isComplete() && whole.size() == chunked.size());
    FUZZ_COMPARE(chunked.kept(), whole.kept());

    const QList<QByteArray> codings = bodyCodings(reader.head());
    const DecodedContent decoded = decodeContent(whole.kept(), codings, MostContent);
    FUZZ_CHECK(decoded.content.size() <= MostContent);
    FUZZ_CHECK(decoded.taken.size() <= codings.size());
    FUZZ_CHECK(!decoded.taken.isEmpty() || decoded.content == whole.kept());
}

// ---- others

void checkForeign(const QByteArray &bytes)
{
    const QString name = serverNameOf(bytes);
    FUZZ_CHECK(name.isEmpty() || beginsTls(bytes));
    FUZZ_CHECK(name.isEmpty() || serverNameOf(bytes + "more") == name);
    const Failure failure = explainForeign(bytes);
    if (!failure)
        return;
    FUZZ_CHECK(failure.phase == FailurePhase::Response && !failure.fact.isEmpty());
    FUZZ_CHECK(sectionOf(failure.fact) == failure.section);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const QList<qsizetype> sizes = input.sizes();
    const QByteArray bytes = input.bytes();
    if (input.flag(0))
        checkProxy(input.flag(1) ? ProxyKind::Socks5 : ProxyKind::Http, input.flag(2), bytes, sizes);
    else if (input.flag(1))
        checkRefusal(bytes, sizes);
    else
        checkForeign(bytes);
    return 0;
}
