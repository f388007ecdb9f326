// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
// LessonRun: break one thing.
#include "app/lesson/lessonrun.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace handglass::lesson {

namespace {

/// An end that did nothing for so long is asked, or waits.
constexpr auto Patience = 1'500ms;
constexpr auto NoDelay = 0ms;

/// So that there is something to break.
Command unitFor(const Break &fault)
{
    const auto applies = [&fault](Opcode opcode, const QByteArray &payload, bool compressed = false) {
        WireUnit unit;
        unit.from = fault.by;
        unit.kind = UnitKind::Frame;
        FrameHeader header;
        header.rsv1 = compressed;
        header.opcode = opcode;
        header.masked = fault.by == End::Client;
        unit.bytes = encodeFrame(header, payload);
        return appliesTo(fault, unit);
    };
    Command command;
    command.by = fault.by;
    command.text = QStringLiteral("Grüße an alle");
    command.kind = Command::Kind::Text;
    if (applies(Opcode::Text, command.text.toUtf8()) || applies(Opcode::Text, command.text.toUtf8(), true))
        return command;
    command.kind = Command::Kind::Ping;
    command.text = QStringLiteral("ping");
    if (applies(Opcode::Ping, command.text.toUtf8()))
        return command;
    command.kind = Command::Kind::Close;
    command.text.clear();
    command.closeCode = 1000;
    return command;
}

} // namespace

bool LessonRun::BreakResult::asObliged() const
{
    const Break *fault = breakOf(id);
    if (!fault || happened != fault->fate)
        return false;
    return fault->fate != Fate::Closes || fault->closeCodes.empty()
        || std::find(fault->closeCodes.begin(), fault->closeCodes.end(), closeCode) != fault->closeCodes.end();
}

void LessonRun::runBreak(const QByteArray &id, std::optional<Fate> predicted)
{
    const Break *fault = breakOf(id);
    if (!fault)
        return;
    stopBreak();
    m_part = Part::Break;
    m_error.clear();
    m_breaking = fault;
    m_tried = false;
    m_probed = false;
    m_results.append({id, predicted, {}, {}, 0, {}});
    m_tries.wire.setSpeed(NoDelay);
    m_tries.wire.setBreaks({id});
    m_tries.wire.replaceInResponse({}, {});
    QList<Command> commands{Command()};
    if (fault->kind == UnitKind::Frame)
        commands.append(unitFor(*fault));
    m_quiet.start(Patience);
    m_tries.script.run(setup(), commands);
    Q_EMIT changed();
}

void LessonRun::judgeBreak()
{
    m_quiet.start(Patience);
    if (const auto fate = fateOf(*m_breaking, log()))
        endBreak(*fate);
}

void LessonRun::breakIsQuiet()
{
    if (!m_breaking)
        return;
    if (const QString waits = m_tries.script.waitsFor(); !waits.isEmpty())
        return report(tr("Nothing was broken: the connection did not come so far. %1").arg(waits));
    if (!wasMade(*m_breaking, log()))
        return report(tr("Nothing was broken: nothing crossed that “%1” applies to.").arg(m_breaking->labelText()));
    if (m_breaking->kind == UnitKind::Frame && m_breaking->fate != Fate::Waits && !m_probed) {
        m_probed = true;
        m_tries.wire.ping(m_breaking->by, probePayload());
        m_quiet.start(Patience);
        return;
    }
    endBreak({Fate::Waits, 0, {}});
}

void LessonRun::endBreak(const BreakFate &fate)
{
    BreakResult &result = m_results.last();
    result.happened = fate.fate;
    result.closeCode = fate.closeCode;
    result.sentence = fate.sentence;
    result.log = log();
    m_breaking = nullptr;
    m_quiet.stop();
    Q_EMIT changed();
}

/// One that runs leaves no result.
void LessonRun::stopBreak()
{
    if (!m_breaking)
        return;
    m_breaking = nullptr;
    m_quiet.stop();
    m_tries.script.stop();
    m_results.removeLast();
}

} // namespace handglass::lesson
