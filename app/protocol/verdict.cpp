// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/verdict.h"

#include "app/protocol/violation.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::Verdict)
};

/// The expectation with its header's name, as a sentence needs it.
QString expectation(const Check &check)
{
    if (check.id == "accept" || check.id == "version" || check.id.endsWith("upgrade"))
        return QStringLiteral("%1 %2").arg(check.rule, check.expected);
    if (check.id == "key" || check.id.endsWith("connection"))
        return Text::tr("%1 with %2", "a header and what it holds").arg(check.rule, check.expected);
    return check.expected;
}

QString warnings(int count)
{
    return count == 1 ? Text::tr("1 warning") : Text::tr("%1 warnings").arg(count);
}

} // namespace

Outcome Verdict::outcome() const
{
    for (const Outcome candidate : {Outcome::Fail, Outcome::Warn, Outcome::Pass}) {
        if (count(candidate) > 0)
            return candidate;
    }
    return Outcome::NotJudged;
}

int Verdict::count(Outcome outcome) const
{
    return static_cast<int>(std::ranges::count(checks, outcome, &Check::outcome));
}

QString Verdict::failure() const
{
    const auto failed = std::ranges::find(checks, Outcome::Fail, &Check::outcome);
    return failed == checks.end() ? QString()
                                  : Violation{expectation(*failed), failed->got, failed->section}.sentence();
}

void Verdict::setOnPurpose()
{
    for (Check &check : checks) {
        if (!check.onResponse || check.outcome != Outcome::Fail)
            continue;
        check.outcome = Outcome::Warn;
        check.onPurpose = true;
        check.got = Text::tr("%1, made on purpose", "what stands in the answer").arg(check.got);
    }
}

QString Verdict::summary() const
{
    const int kept = count(Outcome::Pass);
    const int meant = static_cast<int>(std::ranges::count(checks, true, &Check::onPurpose));
    const int warned = count(Outcome::Warn) - meant;
    const int failed = count(Outcome::Fail);
    const int skipped = count(Outcome::NotJudged);
    if (kept + warned + meant + failed == 0)
        return Text::tr("No rule judged");
    QStringList parts;
    if (meant > 0)
        parts.append(
            meant == 1 ? Text::tr("1 rule broken on purpose") : Text::tr("%1 rules broken on purpose").arg(meant));
    if (failed == 0 && meant == 0)
        parts.append(Text::tr("Handshake accepted: %1 of %2 rules kept").arg(kept).arg(kept + warned));
    else if (failed > 0)
        parts.append(failed == 1 ? Text::tr("1 rule failed") : Text::tr("%1 rules failed").arg(failed));
    if (skipped > 0)
        parts.append(Text::tr("%1 not judged").arg(skipped));
    if (failed + meant > 0)
        parts.append(Text::tr("%1 kept").arg(kept));
    if (warned > 0)
        parts.append(warnings(warned));
    return parts.join(QStringLiteral(", "));
}

Verdict judge(const HttpHead &request, const HttpHead &response)
{
    return {judgeResponse(request, response) + judgeRequest(request)};
}

} // namespace handglass
