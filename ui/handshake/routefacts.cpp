// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/routefacts.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/setcookie.h"
#include "ui/common/format.h"
#include "ui/common/headtext.h"
#include "ui/handshake/factsection.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::RouteFacts)
};

constexpr qsizetype MostAnswerLines = 24;
constexpr qsizetype MostCookies = 50;
constexpr qsizetype LongestShown = 200; ///< bytes

QString outcome(const DialAttempt &attempt)
{
    if (!attempt.error.isEmpty() && attempt.durationNs >= 0)
        return Text::tr("failed after %1: %2").arg(durationText(attempt.durationNs), attempt.error);
    if (!attempt.error.isEmpty())
        return Text::tr("failed: %1").arg(attempt.error);
    if (attempt.durationNs < 0)
        return Text::tr("given up: another one was faster, or the try ended");
    return Text::tr("connected in %1").arg(durationText(attempt.durationNs));
}

FactSection::Mark markOf(const DialAttempt &attempt)
{
    return !attempt.error.isEmpty() ? FactSection::Mark::Bad
        : attempt.durationNs < 0    ? FactSection::Mark::None
                                    : FactSection::Mark::Good;
}

/// A head as lines; anything else as hex.
QString answerText(const QByteArray &answer)
{
    if (!answer.startsWith("HTTP/"))
        return firstBytes(answer);
    QStringList lines;
    for (const HeadLine &line : headLines(answer, false))
        lines.append(line.text);
    if (lines.size() > MostAnswerLines)
        lines = lines.first(MostAnswerLines) + QStringList{QStringLiteral("…")};
    return lines.join(QLatin1Char('\n'));
}

QStringList sentNames(const HttpHead &request)
{
    QStringList names;
    for (const HeaderField &field : request.all("Cookie")) {
        for (const QByteArray &pair : field.value.split(';'))
            names.append(visibleText(pair.split('=').first().trimmed().left(LongestShown)));
    }
    if (names.size() > MostCookies)
        names = names.first(MostCookies) + QStringList{QStringLiteral("…")};
    return names;
}

void addSet(FactSection &section, const QString &name, const QByteArray &value)
{
    const auto cookie = readSetCookie(value, 0);
    if (!cookie) {
        section.addMarked(name, Text::tr("one that cannot be read as a cookie, RFC 6265 §5.2"), FactSection::Mark::Odd);
        return;
    }
    const qsizetype attributes = value.indexOf(';');
    section.addFact(name, visibleText(cookie->name.left(LongestShown)),
        attributes < 0 ? Text::tr("until the program ends")
                       : visibleText(value.sliced(attributes + 1).trimmed().left(LongestShown)));
}

} // namespace

bool showAttempts(FactSection &section, const ConnectionRecord &record)
{
    section.clear();
    section.setNote(record.attempts.size() < 2 ? QString() : Text::tr("%1 addresses").arg(record.attempts.size()));
    for (const DialAttempt &attempt : record.attempts)
        section.addMarked(Text::tr("at %1").arg(durationText(attempt.startNs)),
            QStringLiteral("%1 %2").arg(attempt.address, outcome(attempt)), markOf(attempt));
    return !record.attempts.isEmpty();
}

bool showProxy(FactSection &section, const ConnectionRecord &record)
{
    section.clear();
    if (record.proxy.isEmpty())
        return false;
    section.addFact(Text::tr("Through"), record.proxy);
    if (!record.proxyAnswer.isEmpty())
        section.addMono(Text::tr("Answer"), answerText(record.proxyAnswer));
    return true;
}

bool showCookies(FactSection &section, const HttpHead *request, const HttpHead *response)
{
    section.clear();
    const QStringList sent = request ? sentNames(*request) : QStringList();
    const QList<HeaderField> set = response ? response->all("Set-Cookie") : QList<HeaderField>();
    if (sent.isEmpty() && set.isEmpty())
        return false;
    section.addFact(Text::tr("Sent"), sent.isEmpty() ? Text::tr("none") : sent.join(QStringLiteral(", ")));
    for (qsizetype i = 0; i < set.size() && i < MostCookies; ++i)
        addSet(section, i == 0 ? Text::tr("Set") : QString(), set.at(i).value);
    if (set.size() > MostCookies)
        section.addFact({}, Text::tr("%1 more").arg(set.size() - MostCookies));
    return true;
}

} // namespace handglass
