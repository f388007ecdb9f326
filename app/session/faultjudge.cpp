// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/faultjudge.h"

#include "app/mock/faultduty.h"
#include "app/protocol/closecode.h"

#include <QLocale>

#include <algorithm>

namespace handglass {

using scenario::Duty;
using scenario::FaultKind;
using Finding = FaultVerdict::Outcome;

namespace {

constexpr std::chrono::milliseconds Interval{200};
constexpr int FirstPrivateCode = 3'000;

/// Such as an application closes with that has noticed nothing.
bool isOrdinary(quint16 code)
{
    return code == 1000 || code == 1001 || code >= FirstPrivateCode;
}

bool isObliged(Duty duty)
{
    return duty == Duty::Refuse || duty == Duty::Fail || duty == Duty::Wait;
}

QString secondsSince(qint64 ns)
{
    return QLocale::c().toString(double(nowNs() - ns) / 1e9, 'f', 1);
}

QString outcomeText(Finding outcome)
{
    switch (outcome) {
    case Finding::Did:
        return FaultJudge::tr("did as it must");
    case Finding::DidNot:
        return FaultJudge::tr("did not do as it must");
    case Finding::NotKnown:
        return FaultJudge::tr("had no time to do as it must");
    case Finding::Waiting:
    case Finding::MayDoEither:
        break;
    }
    return FaultJudge::tr("may do as it likes");
}

QString endedText(FaultKind fault, qint64 madeNs, bool byClient)
{
    if (fault == FaultKind::Reset)
        return FaultJudge::tr("What it does then is not seen on this connection.");
    if (!byClient)
        return FaultJudge::tr("The mock ended the connection %1 s later.").arg(secondsSince(madeNs));
    if (fault == FaultKind::CloseNotEchoed)
        return FaultJudge::tr("It ended TCP %1 s later.").arg(secondsSince(madeNs));
    return FaultJudge::tr("It ended TCP without a Close frame, %1 s later.").arg(secondsSince(madeNs));
}

/// What it did comes first: a list shows the beginning.
QString rowText(const FaultVerdict &verdict)
{
    return FaultJudge::tr("After “%1” in row %2 the client %3. %4 (%5, %6)")
        .arg(QLatin1String(scenario::formOf(verdict.fault).name))
        .arg(verdict.row)
        .arg(outcomeText(verdict.outcome), verdict.sentence, verdict.obligation, verdict.section);
}

} // namespace

FaultJudge::FaultJudge(Note note)
    : m_note(std::move(note))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { Q_EMIT judged(std::exchange(m_changed, {})); });
}

void FaultJudge::made(ConnectionId connection, FaultKind fault, EntryId row)
{
    if (Case *before = find(connection, fault)) {
        ++before->verdict.times;
        tell(before->verdict);
        return;
    }
    const scenario::FaultDuty duty = scenario::dutyOf(fault);
    Case opened;
    opened.madeNs = nowNs();
    opened.verdict = {connection, fault, row, 1, duty.obligation, duty.section,
        duty.duty == Duty::Free ? Finding::MayDoEither : Finding::Waiting, {}};
    m_cases[connection].append(opened);
    tell(opened.verdict);
    if (duty.duty != Duty::Free && duty.duty != Duty::Wait)
        QTimer::singleShot(
            m_patience, Qt::PreciseTimer, this, [this, connection, fault] { waited(connection, fault); });
}

FaultJudge::Case *FaultJudge::find(ConnectionId connection, FaultKind fault)
{
    const auto at = m_cases.find(connection);
    if (at == m_cases.end())
        return nullptr;
    const auto found =
        std::ranges::find_if(at->second, [fault](const Case &each) { return each.verdict.fault == fault; });
    return found == at->second.end() ? nullptr : &*found;
}

void FaultJudge::waited(ConnectionId connection, FaultKind fault)
{
    Case *late = find(connection, fault);
    if (late == nullptr || late->verdict.outcome != Finding::Waiting)
        return;
    QString sentence = tr("The connection was still open %1 s later.").arg(secondsSince(late->madeNs));
    if (late->spokeRow != 0)
        sentence += QLatin1Char(' ') + tr("It went on with row %1.").arg(late->spokeRow);
    settle(*late, Finding::DidNot, sentence);
}

void FaultJudge::frameCame(ConnectionId connection, Opcode opcode, EntryId row, quint16 closeCode)
{
    const auto at = m_cases.find(connection);
    if (at == m_cases.end())
        return;
    for (Case &each : at->second) {
        if (opcode == Opcode::Close)
            closeCame(each, row, closeCode);
        else if (each.verdict.outcome == Finding::Waiting && scenario::dutyOf(each.verdict.fault).duty == Duty::Refuse)
            settle(each, Finding::DidNot, tr("It went on with row %1.").arg(row));
        else if (each.spokeRow == 0)
            each.spokeRow = row;
    }
}

void FaultJudge::closeCame(Case &judged, EntryId row, quint16 code)
{
    if (judged.verdict.fault == FaultKind::CloseNotEchoed)
        return; // the Close that is not answered
    const QString sentence = tr("It closed with %1 in row %2.").arg(closeCodeText(code)).arg(row);
    if (isOrdinary(code) && scenario::dutyOf(judged.verdict.fault).duty != Duty::Free)
        settle(judged, Finding::DidNot, sentence + QLatin1Char(' ') + tr("That is no code for an error."));
    else
        settle(judged, Finding::Did, sentence);
}

void FaultJudge::ended(ConnectionId connection, bool byClient)
{
    auto cases = m_cases.extract(connection);
    if (cases.empty())
        return;
    for (Case &each : cases.mapped()) {
        settle(each, byClient ? Finding::Did : Finding::NotKnown, endedText(each.verdict.fault, each.madeNs, byClient));
    }
}

void FaultJudge::endedUnopened(ConnectionId connection, qint64 lateBytes)
{
    auto cases = m_cases.extract(connection);
    if (cases.empty())
        return;
    for (Case &each : cases.mapped()) {
        if (lateBytes > 0)
            settle(each, Finding::DidNot, tr("It sent %1 bytes behind its request.").arg(lateBytes));
        else
            settle(each, Finding::Did,
                tr("It sent nothing more, and the connection ended %1 s later.").arg(secondsSince(each.madeNs)));
    }
}

/// Once. outcome: of who is obliged.
void FaultJudge::settle(Case &judged, Finding outcome, const QString &sentence)
{
    FaultVerdict &verdict = judged.verdict;
    if (!verdict.sentence.isEmpty())
        return;
    verdict.outcome = isObliged(scenario::dutyOf(verdict.fault).duty) ? outcome : Finding::MayDoEither;
    verdict.sentence = sentence;
    m_note(verdict.connection, rowText(verdict));
    tell(verdict);
}

void FaultJudge::tell(const FaultVerdict &verdict)
{
    const auto same = std::ranges::find_if(m_changed, [&verdict](const FaultVerdict &other) {
        return other.connection == verdict.connection && other.fault == verdict.fault;
    });
    if (same == m_changed.end())
        m_changed.append(verdict);
    else
        *same = verdict;
    if (!m_timer.isActive())
        m_timer.start(Interval);
}

} // namespace handglass
