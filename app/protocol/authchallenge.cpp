// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/authchallenge.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::AuthChallenge)
};

constexpr qsizetype ShownCharacters = 80;
constexpr qsizetype ShownChallenges = 8;

QString cut(const QString &text)
{
    return text.size() <= ShownCharacters ? text : text.first(ShownCharacters) + QStringLiteral("…");
}

QByteArray unquoted(QByteArrayView value)
{
    if (!value.startsWith('"'))
        return value.toByteArray();
    QByteArray text;
    for (qsizetype at = 1; at < value.size() && value[at] != '"'; ++at) {
        if (value[at] == '\\' && at + 1 < value.size())
            ++at;
        text += value[at];
    }
    return text;
}

/// name=value, with white space allowed around the sign.
void readParameter(QByteArrayView parameter, AuthChallenge &challenge)
{
    const qsizetype sign = parameter.indexOf('=');
    const QString name = headText(parameter.first(sign).trimmed());
    const QString value = headText(unquoted(parameter.sliced(sign + 1).trimmed()));
    challenge.parameters.append({name, value});
    if (challenge.realm.isEmpty() && name.compare(QLatin1String("realm"), Qt::CaseInsensitive) == 0)
        challenge.realm = value;
}

/// RFC 9110 §11.2.
bool isToken68(QByteArrayView text)
{
    while (text.endsWith('='))
        text.chop(1);
    const auto belongs = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("-._~+/").contains(c);
    };
    return !text.isEmpty() && std::ranges::all_of(text, belongs);
}

/// What stands behind a scheme up to the next comma.
void readFirst(QByteArrayView rest, AuthChallenge &challenge)
{
    if (isToken68(rest))
        challenge.token = QString::fromLatin1(rest);
    else if (rest.contains('='))
        readParameter(rest, challenge);
}

/// Length of the token that the text begins with.
qsizetype tokenLength(QByteArrayView text)
{
    qsizetype length = 0;
    while (length < text.size() && isToken(text.sliced(length, 1)))
        ++length;
    return length;
}

} // namespace

bool AuthChallenge::is(QLatin1String schemeName) const
{
    return scheme.compare(schemeName, Qt::CaseInsensitive) == 0;
}

QString AuthChallenge::parameter(QLatin1String name) const
{
    for (const auto &[key, value] : parameters) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QList<AuthChallenge> authChallenges(const HttpHead &response, QByteArrayView header)
{
    QList<AuthChallenge> challenges;
    for (const QByteArray &element : response.tokens(header)) {
        const QByteArrayView text(element);
        const qsizetype length = tokenLength(text);
        const QByteArrayView rest = text.sliced(length).trimmed();
        if (rest.startsWith('=')) { // a parameter of the challenge before
            if (!challenges.isEmpty())
                readParameter(text, challenges.last());
        } else if (length > 0) {
            challenges.append({QString::fromLatin1(text.first(length)), {}, {}, {}});
            readFirst(rest, challenges.last());
        }
    }
    return challenges;
}

QString challengesText(const QList<AuthChallenge> &challenges)
{
    QStringList texts;
    for (const AuthChallenge &challenge : challenges.first(std::min(challenges.size(), ShownChallenges))) {
        texts.append(challenge.realm.isEmpty()
                ? cut(challenge.scheme)
                : Text::tr("%1 for “%2”").arg(cut(challenge.scheme), cut(challenge.realm)));
    }
    const qsizetype more = challenges.size() - texts.size();
    if (more > 0)
        texts.append(Text::tr("%1 more").arg(more));
    return texts.join(QStringLiteral(", "));
}

} // namespace handglass
