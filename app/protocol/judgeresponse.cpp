// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/bytetext.h"
#include "app/protocol/deflatenegotiation.h"
#include "app/protocol/handshake.h"
#include "app/protocol/judging.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

using namespace judging;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::Verdict)
};

constexpr int SwitchingProtocols = 101;

Check responseCheck(const char *id, int line)
{
    Check check;
    check.id = id;
    check.section = QStringLiteral("RFC 6455 §4.1");
    check.responseLine = line;
    return check;
}

Check judgeStatus(const HttpHead &response)
{
    Check check = responseCheck("status", 1);
    check.rule = Text::tr("Status");
    check.expected = QStringLiteral("101 Switching Protocols");
    const QByteArray got = (QByteArray::number(response.status) + ' ' + response.reason).trimmed();
    conclude(check, response.status == SwitchingProtocols, shown(got));
    return check;
}

Check judgeVersion(const HttpHead &response)
{
    Check check = responseCheck("http-version", 1);
    judgeHttpVersion(check, response.version);
    check.section = QStringLiteral("RFC 6455 §4.2.2");
    return check;
}

Check judgeUpgrade(const HttpHead &response)
{
    Check check = responseCheck("upgrade", lineOf(response, "Upgrade"));
    check.rule = QStringLiteral("Upgrade");
    check.expected = QStringLiteral("websocket");
    const bool good =
        response.value("Upgrade").compare("websocket", Qt::CaseInsensitive) == 0 && response.all("Upgrade").size() == 1;
    conclude(check, good, shownValue(response, "Upgrade"));
    return check;
}

Check judgeConnectionHeader(const HttpHead &response)
{
    Check check = responseCheck("connection", lineOf(response, "Connection"));
    judgeConnection(check, response);
    return check;
}

Check judgeAccept(const HttpHead &request, const HttpHead &response)
{
    Check check = responseCheck("accept", lineOf(response, "Sec-WebSocket-Accept"));
    check.rule = QStringLiteral("Sec-WebSocket-Accept");
    check.requestLine = lineOf(request, "Sec-WebSocket-Key");
    const QByteArray expected = acceptValue(request.value("Sec-WebSocket-Key"));
    check.expected = QString::fromLatin1(expected);
    const bool good = response.value("Sec-WebSocket-Accept") == expected;
    conclude(check, good, good ? Text::tr("the same") : shownValue(response, "Sec-WebSocket-Accept"));
    return check;
}

QString place(qsizetype index)
{
    switch (index) {
    case 0:
        return Text::tr("the first");
    case 1:
        return Text::tr("the second");
    case 2:
        return Text::tr("the third");
    default:
        return Text::tr("number %1").arg(index + 1);
    }
}

QString listed(const QList<QByteArray> &names)
{
    return headText(names.join(", "));
}

/// What was chosen stands in the offer: says at which place.
void acceptSubprotocol(Check &check, const QList<QByteArray> &offered, const QByteArray &chosen)
{
    const bool choice = offered.size() > 1;
    check.expected = choice ? Text::tr("one of %1 offered").arg(offered.size()) : listed(offered);
    conclude(check, true,
        choice ? QStringLiteral("%1, %2").arg(headText(chosen), place(offered.indexOf(chosen))) : headText(chosen));
}

Check judgeSubprotocol(const HttpHead &request, const HttpHead &response)
{
    constexpr QByteArrayView Name = "Sec-WebSocket-Protocol";
    Check check = responseCheck("subprotocol", lineOf(response, Name));
    check.rule = Text::tr("Subprotocol");
    check.requestLine = lineOf(request, Name);
    const QList<QByteArray> offered = request.tokens(Name);
    const QByteArray chosen = response.value(Name);
    if (response.has(Name) && offered.contains(chosen)) {
        acceptSubprotocol(check, offered, chosen);
        return check;
    }
    check.expected = offered.isEmpty() ? Text::tr("no subprotocol, as none was offered")
        : offered.size() == 1          ? Text::tr("subprotocol %1").arg(listed(offered))
                                       : Text::tr("one of %1").arg(listed(offered));
    if (response.has(Name)) {
        conclude(check, false, Text::tr("subprotocol %1").arg(shown(chosen)));
        return check;
    }
    conclude(
        check, true, offered.isEmpty() ? none() : Text::tr("none chosen: legal, but browsers fail the connection"));
    if (offered.isEmpty())
        check.expected = none();
    else
        check.outcome = Outcome::Warn;
    return check;
}

void refuse(Check &check, const Violation &violation)
{
    check.expected = violation.expected;
    check.section = violation.section;
    conclude(check, false, violation.got);
}

QList<QByteArray> namesOf(const QList<Extension> &extensions)
{
    QList<QByteArray> names;
    for (const Extension &extension : extensions)
        names.append(extension.name.toLower());
    return names;
}

/// An extension of the answer that was not offered, or permessage-deflate with parameters that do not fit the offer.
std::optional<Violation> misfit(const QList<Extension> &offered, const QList<Extension> &chosen)
{
    const QList<QByteArray> names = namesOf(offered);
    const auto foreign = std::ranges::find_if(
        chosen, [&names](const Extension &extension) { return !names.contains(extension.name.toLower()); });
    if (foreign != chosen.end())
        return Violation{offered.isEmpty() ? Text::tr("no extension, as none was offered")
                                           : Text::tr("no extension but the offered %1").arg(listed(names)),
            shown(foreign->name), QStringLiteral("RFC 6455 §4.1")};
    const auto agreement = readDeflateAnswer(chosen, readDeflateOffers(offered));
    return agreement ? std::nullopt : std::optional(agreement.error());
}

/// A request that is malformed (it is as the user wished) offers nothing.
Check judgeExtensions(const HttpHead &request, const HttpHead &response)
{
    constexpr QByteArrayView Name = "Sec-WebSocket-Extensions";
    Check check = responseCheck("extensions", lineOf(response, Name));
    check.rule = Text::tr("Extensions");
    check.requestLine = lineOf(request, Name);
    const auto chosen = parseExtensions(response);
    if (!chosen) {
        check.responseLine = chosen.error().line;
        refuse(check, chosen.error().violation);
        return check;
    }
    const QList<Extension> offered = parseExtensions(request).value_or(QList<Extension>());
    if (const auto violation = misfit(offered, *chosen)) {
        refuse(check, *violation);
        return check;
    }
    check.expected = offered.isEmpty() ? none() : Text::tr("only offered ones");
    conclude(check, true, chosen->isEmpty() ? none() : shown(composeExtensions(*chosen)));
    return check;
}

Check judgeRepeatedHeaders(const HttpHead &response)
{
    Check check = responseCheck("repeated-headers", 0);
    judgeRepeated(check, response,
        {
            {"Sec-WebSocket-Accept", "RFC 6455 §11.3.3"},
            {"Sec-WebSocket-Protocol", "RFC 6455 §11.3.4"},
            {"Sec-WebSocket-Extensions", "RFC 6455 §11.3.2", Outcome::Warn},
        });
    return check;
}

/// RFC 6455 §4.1: with any other status the response is plain HTTP.
void withhold(Check &check)
{
    check.outcome = Outcome::NotJudged;
    check.expected = QStringLiteral("–");
    check.got = Text::tr("not judged");
}

} // namespace

QList<Check> judgeResponse(const HttpHead &request, const HttpHead &response)
{
    QList<Check> checks{
        judgeStatus(response),
        judgeVersion(response),
        judgeUpgrade(response),
        judgeConnectionHeader(response),
        judgeAccept(request, response),
        judgeSubprotocol(request, response),
        judgeExtensions(request, response),
        judgeRepeatedHeaders(response),
    };
    if (response.status != SwitchingProtocols)
        std::for_each(checks.begin() + 1, checks.end(), withhold);
    return checks;
}

} // namespace handglass
