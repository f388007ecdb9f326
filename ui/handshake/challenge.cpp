// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/challenge.h"

#include "app/protocol/httphead.h"
#include "ui/handshake/headtext.h"

namespace handglass {

namespace {

QByteArrayView takeToken(QByteArrayView &rest)
{
    qsizetype length = 0;
    while (length < rest.size() && isToken(rest.sliced(length, 1)))
        ++length;
    const QByteArrayView token = rest.first(length);
    rest = rest.sliced(length);
    return token;
}

void skip(QByteArrayView &rest, QByteArrayView any)
{
    while (!rest.isEmpty() && any.contains(rest.front()))
        rest = rest.sliced(1);
}

QByteArray takeQuoted(QByteArrayView &rest)
{
    QByteArray value;
    qsizetype at = 1;
    for (; at < rest.size() && rest[at] != '"'; ++at) {
        if (rest[at] == '\\' && at + 1 < rest.size())
            ++at;
        value += rest[at];
    }
    rest = rest.sliced(std::min(at + 1, rest.size()));
    return value;
}

} // namespace

QString Challenge::parameter(QLatin1String name) const
{
    for (const auto &[key, value] : parameters) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Challenge readChallenge(QByteArrayView value)
{
    Challenge challenge;
    QByteArrayView rest = value;
    skip(rest, " \t,");
    challenge.scheme = visibleText(takeToken(rest));
    while (!rest.isEmpty()) {
        skip(rest, " \t,");
        const QByteArrayView name = takeToken(rest);
        skip(rest, " \t");
        if (name.isEmpty() || rest.isEmpty() || rest.front() != '=')
            break;
        rest = rest.sliced(1);
        skip(rest, " \t");
        const QByteArray content = rest.startsWith('"') ? takeQuoted(rest) : takeToken(rest).toByteArray();
        challenge.parameters.append({visibleText(name), visibleText(content)});
    }
    return challenge;
}

} // namespace handglass
