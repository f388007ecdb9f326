// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The reader of HTTP heads and all that reads what is in one: the chunking does not matter, limits hold, a head that
// is written again reads the same, and every verdict says what it means.
#include "app/protocol/authchallenge.h"
#include "app/protocol/extensionlist.h"
#include "app/protocol/handshake.h"
#include "app/protocol/httpdate.h"
#include "app/protocol/redirecttarget.h"
#include "app/protocol/verdict.h"
#include "app/session/cookiejar.h"
#include "tests/fuzz/fuzzing.h"

using namespace handglass;

namespace {

constexpr HttpHeadReader::Limits Limits{4096, 16};
constexpr qint64 Now = 1'795'167'067; // Unix seconds

HttpHeadReader read(HttpHeadReader::Kind kind, const QByteArray &bytes, const QList<qsizetype> &sizes)
{
    HttpHeadReader reader(kind, Limits);
    QByteArray fed;
    fuzz::inChunks(bytes, sizes, [&](QByteArrayView chunk) {
        if (reader.state() != HttpHeadReader::State::NeedMore)
            return;
        fed += chunk;
        const auto state = reader.feed(chunk);
        FUZZ_CHECK(state == reader.state());
        FUZZ_COMPARE(reader.raw() + reader.rest(), fed);
    });
    return reader;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

void checkField(const HttpHead &head, const HeaderField &field)
{
    FUZZ_CHECK(isToken(field.name));
    FUZZ_CHECK(!field.value.contains('\n'));
    FUZZ_CHECK(field.value.isEmpty() || (!isBlank(field.value.front()) && !isBlank(field.value.back())));
    FUZZ_CHECK(head.has(field.name) && !head.all(field.name).isEmpty());
    for (const QByteArray &token : head.tokens(field.name))
        FUZZ_CHECK(head.hasToken(field.name, token));
}

void checkHead(const HttpHead &head)
{
    FUZZ_CHECK(head.raw.size() <= Limits.headBytes);
    FUZZ_CHECK(head.fields.size() <= Limits.fields);
    FUZZ_CHECK(head.raw.contains(head.startLine) && !head.startLine.contains('\n'));
    int line = 1;
    for (const HeaderField &field : head.fields) {
        FUZZ_CHECK(field.line > line);
        line = field.line;
        checkField(head, field);
    }
}

bool sameFields(const QList<HeaderField> &left, const QList<HeaderField> &right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
        [](const HeaderField &a, const HeaderField &b) { return a.name == b.name && a.value == b.value; });
}

/// A head that was read, written again.
QByteArray written(const HttpHead &head)
{
    QByteArray text = head.startLine + "\r\n";
    for (const HeaderField &field : head.fields)
        text += field.name + ": " + field.value + "\r\n";
    return text + "\r\n";
}

void checkWrittenAgain(HttpHeadReader::Kind kind, const HttpHead &head)
{
    const QByteArray text = written(head);
    HttpHeadReader reader(kind, {text.size(), Limits.fields});
    FUZZ_CHECK(reader.feed(text) == HttpHeadReader::State::Done);
    FUZZ_COMPARE(reader.head().startLine, head.startLine);
    FUZZ_CHECK(sameFields(reader.head().fields, head.fields));
}

void checkVerdict(const Verdict &verdict)
{
    for (const Check &check : verdict.checks) {
        FUZZ_CHECK(!check.id.isEmpty() && !check.rule.isEmpty());
        if (check.outcome == Outcome::Fail)
            FUZZ_CHECK(!check.expected.isEmpty() && !check.got.isEmpty() && !check.section.isEmpty());
    }
    FUZZ_CHECK((verdict.count(Outcome::Fail) > 0) == !verdict.failure().isEmpty());
    FUZZ_CHECK(Verdict::fromJson(verdict.toJson()).toJson() == verdict.toJson());
}

HttpHead legalRequest()
{
    RequestSpec spec;
    spec.host = "server.example.com";
    spec.target = "/chat";
    spec.key = "dGhlIHNhbXBsZSBub25jZQ==";
    spec.subprotocols = QStringList{QStringLiteral("chat"), QStringLiteral("superchat")};
    spec.extensions = "permessage-deflate; client_max_window_bits";
    HttpHeadReader reader(HttpHeadReader::Kind::Request);
    reader.feed(composeRequest(spec));
    return reader.head();
}

void checkCookies(const HttpHead &response)
{
    CookieJar jar(QString(), [] { return QDateTime::fromSecsSinceEpoch(Now, Qt::UTC); });
    const WebSocketUrl url{true, QStringLiteral("www.example.com"), 443, "/chat", {}, {}};
    FUZZ_CHECK(jar.take(url, response).size() == response.all("Set-Cookie").size());
    FUZZ_CHECK(headerError("Cookie", jar.header(url)).isEmpty());
    for (const QNetworkCookie &cookie : jar.cookies())
        jar.remove(cookie);
    FUZZ_CHECK(jar.cookies().isEmpty() && jar.header(url).isEmpty());
}

void checkChallenges(const HttpHead &response)
{
    for (const char *header : {"WWW-Authenticate", "Proxy-Authenticate"}) {
        const QList<AuthChallenge> challenges = authChallenges(response, header);
        for (const AuthChallenge &challenge : challenges)
            FUZZ_CHECK(isToken(challenge.scheme.toUtf8()));
        FUZZ_CHECK(challengesText(challenges).isEmpty() == challenges.isEmpty());
        FUZZ_CHECK(response.has(header) || challenges.isEmpty());
    }
}

void checkResponse(const HttpHead &response)
{
    static const HttpHead request = legalRequest();
    checkVerdict(judge(request, response));
    const WebSocketUrl from{false, QStringLiteral("server.example.com"), 80, "/chat", {}, {}};
    const auto target = redirectTarget(from, response);
    if (target)
        FUZZ_CHECK(parseWebSocketUrl(target->toString()) == *target);
    else
        FUZZ_CHECK(!target.error().isEmpty());
    const auto wait = parseRetryAfter(response.value("Retry-After"), Now);
    FUZZ_CHECK(!wait || wait->count() >= 0);
    checkCookies(response);
    checkChallenges(response);
}

void checkParts(const HttpHead &head, bool isResponse)
{
    const auto extensions = parseExtensions(head);
    FUZZ_CHECK(extensions || !extensions.error().violation.sentence().isEmpty());
    for (int line = 0; line <= head.raw.count('\n') + 1; ++line)
        explainLine(head, line, isResponse);
    if (isResponse)
        checkResponse(head);
    else
        checkVerdict({judgeRequest(head)});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const auto kind = input.flag(0) ? HttpHeadReader::Kind::Response : HttpHeadReader::Kind::Request;
    const QList<qsizetype> sizes = input.sizes();
    const QByteArray bytes = input.bytes();

    const HttpHeadReader whole = read(kind, bytes, {qMax(qsizetype(1), bytes.size())});
    const HttpHeadReader chunked = read(kind, bytes, sizes);
    FUZZ_CHECK(whole.state() == chunked.state());
    FUZZ_CHECK((whole.state() == HttpHeadReader::State::Failed) == !whole.error().isEmpty());
    FUZZ_CHECK(chunked.error().isEmpty() == whole.error().isEmpty());
    FUZZ_CHECK(whole.state() != HttpHeadReader::State::NeedMore || whole.raw().size() <= Limits.headBytes);
    if (whole.state() != HttpHeadReader::State::Done)
        return 0;
    const HttpHead &head = whole.head();
    FUZZ_COMPARE(chunked.raw(), whole.raw());
    FUZZ_CHECK(chunked.head().fields == head.fields);
    checkHead(head);
    checkWrittenAgain(kind, head);
    checkParts(head, input.flag(0));
    return 0;
}
