// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
// LessonRun: the task.
#include "app/lesson/lessonrun.h"

#include "app/decode/bytesfromtext.h"
#include "app/protocol/handshake.h"
#include "app/protocol/websocketurl.h"

#include <tl/expected.hpp>

#include <algorithm>

using namespace std::chrono_literals;

namespace handglass::lesson {

namespace {

constexpr auto NoDelay = 0ms;
const auto AcceptInput = QStringLiteral("accept");

QStringList inputNames(const LessonTask &task)
{
    QStringList names;
    for (const QString &input : task.inputs)
        names.append(input.section(u'=', 0, 0).trimmed());
    return names;
}

bool isOn(const QString &value)
{
    return value.compare(QStringLiteral("on"), Qt::CaseInsensitive) == 0;
}

QStringList listOf(const QString &text)
{
    QStringList items;
    for (const QString &item : text.split(u',', Qt::SkipEmptyParts))
        items.append(item.trimmed());
    return items;
}

/// What the inputs say of the connection, or the sentence what is wrong with them.
tl::expected<WireSetup, QString> setupWith(WireSetup setup, const TaskInputs &inputs)
{
    if (inputs.contains(QStringLiteral("url"))) {
        const auto url = parseWebSocketUrl(inputs.value(QStringLiteral("url")));
        if (!url)
            return tl::unexpected(url.error().sentence);
        setup.path = url->target;
    }
    if (inputs.contains(QStringLiteral("subprotocols"))) {
        setup.subprotocols = listOf(inputs.value(QStringLiteral("subprotocols")));
        if (const QString error = subprotocolError(setup.subprotocols); !error.isEmpty())
            return tl::unexpected(error);
    }
    if (inputs.contains(QStringLiteral("origin"))) {
        setup.origin = inputs.value(QStringLiteral("origin")).toUtf8().trimmed();
        if (const QString error = headerError("Origin", setup.origin); !error.isEmpty())
            return tl::unexpected(error);
    }
    if (inputs.contains(QStringLiteral("deflate")))
        setup.deflate = isOn(inputs.value(QStringLiteral("deflate")));
    return setup;
}

Command clientCommand(Command::Kind kind, const QString &text)
{
    Command command;
    command.kind = kind;
    command.text = text;
    return command;
}

tl::expected<Command, QString> closeCommand(const QString &text)
{
    Command command = clientCommand(Command::Kind::Close, text.section(u' ', 1).trimmed());
    const QString code = text.section(u' ', 0, 0);
    bool valid = false;
    command.closeCode = quint16(std::min(code.toUInt(&valid), 65'535U));
    if (!valid)
        return tl::unexpected(
            LessonRun::tr("expected a close code and perhaps a reason, such as “1000 bye”, got “%1”").arg(text));
    return command;
}

/// What the client does once it is connected; the sentence what is wrong with the inputs.
tl::expected<QList<Command>, QString> commandsOf(const TaskInputs &inputs)
{
    QList<Command> commands{Command()};
    if (const QString text = inputs.value(QStringLiteral("text")); !text.isEmpty())
        commands.append(clientCommand(Command::Kind::Text, text));
    if (const QString text = inputs.value(QStringLiteral("fragments")); !text.isEmpty())
        commands.append(clientCommand(Command::Kind::Fragments, text));
    if (const QString hex = inputs.value(QStringLiteral("hex")).trimmed(); !hex.isEmpty()) {
        const auto bytes = bytesFromHex(hex.toUtf8());
        if (!bytes)
            return tl::unexpected(bytes.error().sentence);
        Command command = clientCommand(Command::Kind::Raw, {});
        command.bytes = *bytes;
        commands.append(command);
    }
    if (const QString close = inputs.value(QStringLiteral("close")).trimmed(); !close.isEmpty()) {
        const auto command = closeCommand(close);
        if (!command)
            return tl::unexpected(command.error());
        commands.append(*command);
    }
    return commands;
}

} // namespace

bool LessonRun::answerIsHeld() const
{
    const WireLog &tries = m_tries.wire.log();
    const QList<int> held = tries.heldAt(tries.events.size());
    return !held.isEmpty() && tries.unit(held.first())->kind == UnitKind::Response;
}

/// With the input "accept" the student needs the connection's key first.
void LessonRun::prepareTask()
{
    if (!inputNames(m_lesson.task).contains(AcceptInput) || answerIsHeld())
        return;
    m_tries.wire.setSpeed({});
    m_tries.wire.setBreaks({});
    m_tries.wire.replaceInResponse({}, {});
    Command deliver;
    deliver.kind = Command::Kind::Deliver;
    m_tries.script.run(setup(), {Command(), deliver});
}

void LessonRun::tryTask(const TaskInputs &inputs)
{
    m_part = Part::Task;
    m_error.clear();
    m_inputs = inputs;
    if (inputs.contains(AcceptInput)) {
        if (!answerIsHeld()) {
            prepareTask();
            return report(tr("That connection is over. A new one has a new key: read it, then try again."));
        }
        m_tried = true;
        m_tries.wire.replaceInResponse(
            QByteArrayLiteral("Sec-WebSocket-Accept"), inputs.value(AcceptInput).trimmed().toUtf8());
        m_tries.wire.release();
        return;
    }
    const auto asked = setupWith(setup(), inputs);
    if (!asked)
        return report(asked.error());
    const auto commands = commandsOf(inputs);
    if (!commands)
        return report(commands.error());
    m_tried = true;
    m_tries.wire.setSpeed(NoDelay);
    m_tries.wire.setBreaks({});
    m_tries.wire.replaceInResponse({}, {});
    m_tries.script.run(*asked, *commands);
    Q_EMIT changed();
}

QList<bool> LessonRun::checksHold() const
{
    static const WireLog nothing; // what a break sent is not the student's
    const TaskJudge judge(m_tried ? m_tries.wire.log() : nothing, m_figures);
    QList<bool> all;
    for (const TaskCheck &check : m_lesson.task.checks)
        all.append(judge.holds(check));
    return all;
}

void LessonRun::judgeTask()
{
    if (m_solved || m_lesson.task.checks.isEmpty() || checksHold().contains(false))
        return;
    m_solved = true;
    Q_EMIT solved();
}

void LessonRun::setFigures(const ToolFigures &figures)
{
    m_figures = figures;
    if (m_part == Part::Task)
        judgeTask();
    Q_EMIT changed();
}

} // namespace handglass::lesson
