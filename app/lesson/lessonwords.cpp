// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/lessonwords.h"

#include "app/protocol/closecode.h"
#include "app/protocol/types.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace handglass::lesson {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::lesson::Reader)
};

constexpr qsizetype MostControlBytes = 125; // RFC 6455 §5.5

tl::unexpected<QString> expected(const QString &what, const QString &got)
{
    return tl::unexpected(Words::tr("expected %1, got “%2”").arg(what, got));
}

template <typename Value> struct Named {
    const char *name;
    Value value;
};

template <typename Value, size_t Size>
std::optional<Value> find(const std::array<Named<Value>, Size> &table, const QString &name)
{
    for (const Named<Value> &row : table) {
        if (name == QLatin1String(row.name))
            return row.value;
    }
    return std::nullopt;
}

template <typename Value, size_t Size> QString names(const std::array<Named<Value>, Size> &table)
{
    QStringList result;
    for (const Named<Value> &row : table)
        result.append(QLatin1String(row.name));
    return result.join(QLatin1String(", "));
}

constexpr std::array<Named<End>, 2> Ends{{{"client", End::Client}, {"server", End::Server}}};

constexpr std::array<Named<Command::Kind>, 7> Actions{{{"text", Command::Kind::Text}, {"binary", Command::Kind::Binary},
    {"fragments", Command::Kind::Fragments}, {"ping", Command::Kind::Ping}, {"close", Command::Kind::Close},
    {"raw", Command::Kind::Raw}, {"drop", Command::Kind::Drop}}};

struct HeldWord {
    UnitKind kind = UnitKind::Frame;
    std::optional<Opcode> opcode;
};
constexpr std::array<Named<HeldWord>, 12> HeldWords{
    {{"request", {UnitKind::Request, {}}}, {"response", {UnitKind::Response, {}}}, {"body", {UnitKind::Body, {}}},
        {"bytes", {UnitKind::Bytes, {}}}, {"end", {UnitKind::TcpEnd, {}}}, {"frame", {UnitKind::Frame, {}}},
        {"text", {UnitKind::Frame, Opcode::Text}}, {"binary", {UnitKind::Frame, Opcode::Binary}},
        {"continuation", {UnitKind::Frame, Opcode::Continuation}}, {"close", {UnitKind::Frame, Opcode::Close}},
        {"ping", {UnitKind::Frame, Opcode::Ping}}, {"pong", {UnitKind::Frame, Opcode::Pong}}}};

constexpr std::array<Named<EndState>, 4> States{{{"open", EndState::Open}, {"closing", EndState::Closing},
    {"closed", EndState::Closed}, {"failed", EndState::Failed}}};

constexpr std::array<Named<Tool>, 8> Tools{
    {{"stage", Tool::Stage}, {"compare", Tool::Compare}, {"url", Tool::Url}, {"accept", Tool::Accept},
        {"frame", Tool::Frame}, {"mask", Tool::Mask}, {"deflate", Tool::Deflate}, {"origin", Tool::Origin}}};

constexpr const char *InputNames[] = {
    "url", "subprotocols", "origin", "accept", "text", "hex", "fragments", "close", "deflate", "rate", "mask-key"};
constexpr const char *Ops[] = {"!=", "=", "<", ">", "contains"};

tl::expected<QByteArray, QString> readHex(const QString &text)
{
    static const QRegularExpression pairs(QStringLiteral("^\\s*([0-9A-Fa-f]{2}\\s*)+$"));
    if (!text.contains(pairs))
        return expected(Words::tr("bytes as pairs of hex digits"), text);
    return QByteArray::fromHex(text.toLatin1());
}

tl::expected<Command, QString> readClose(Command command, const QString &rest)
{
    command.closeCode = NoStatusReceived;
    if (rest.isEmpty())
        return command;
    bool isNumber = false;
    command.closeCode = rest.section(u' ', 0, 0).toUShort(&isNumber);
    command.text = rest.section(u' ', 1).trimmed();
    if (!isNumber || command.closeCode == NoStatusReceived)
        return expected(Words::tr("a close code, or nothing for a close frame without one"), rest);
    if (const QString error = closeError(command.closeCode, command.text); !error.isEmpty())
        return tl::unexpected(error);
    return command;
}

/// What follows the end's name: "text Hello".
tl::expected<Command, QString> readAction(End by, const QString &text)
{
    const QString word = text.section(u' ', 0, 0);
    const QString rest = text.section(u' ', 1).trimmed();
    const std::optional<Command::Kind> kind = find(Actions, word);
    if (!kind)
        return expected(Words::tr("one of %1").arg(names(Actions)), word);
    Command command;
    command.kind = *kind;
    command.by = by;
    switch (*kind) {
    case Command::Kind::Binary:
    case Command::Kind::Raw:
        return readHex(rest).map([&](const QByteArray &bytes) {
            command.bytes = bytes;
            return command;
        });
    case Command::Kind::Close:
        return readClose(command, rest);
    case Command::Kind::Drop:
        if (!rest.isEmpty())
            return expected(Words::tr("nothing after “drop”"), rest);
        return command;
    case Command::Kind::Ping:
        if (rest.toUtf8().size() > MostControlBytes)
            return expected(Words::tr("at most %1 bytes in a Ping").arg(MostControlBytes), rest);
        break;
    case Command::Kind::Fragments:
        if (!rest.contains(u'|'))
            return expected(Words::tr("text that is cut at “|”"), rest);
        break;
    default:
        if (rest.isEmpty())
            return expected(Words::tr("the text of the message"), rest);
    }
    command.text = rest;
    return command;
}

} // namespace

tl::expected<Command, QString> readCommand(const QString &text)
{
    static constexpr std::array<Named<Command::Kind>, 3> alone{{{"connect", Command::Kind::Connect},
        {"deliver", Command::Kind::Deliver}, {"deliver all", Command::Kind::DeliverAll}}};
    Command command;
    if (const std::optional<Command::Kind> kind = find(alone, text)) {
        command.kind = *kind;
        return command;
    }
    const std::optional<End> by = find(Ends, text.section(u' ', 0, 0));
    if (!by)
        return expected(Words::tr("%1, or what an end does, such as “client text Hello”").arg(names(alone)), text);
    return readAction(*by, text.section(u' ', 1).trimmed());
}

tl::expected<Until, QString> readUntil(const QString &text)
{
    Until until;
    if (text == QLatin1String("nothing"))
        return until;
    if (text == QLatin1String("tcp")) {
        until.kind = Until::Kind::Tcp;
        return until;
    }
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (const std::optional<End> end = find(Ends, words.value(0)); end && words.size() == 2) {
        const std::optional<EndState> state = find(States, words[1]);
        if (!state)
            return expected(Words::tr("one of %1").arg(names(States)), words[1]);
        until.kind = Until::Kind::State;
        until.end = end;
        until.state = *state;
        return until;
    }
    const std::optional<HeldWord> held = find(HeldWords, words.value(0));
    const bool from = words.size() == 3 && words[1] == QLatin1String("from");
    until.kind = Until::Kind::Held;
    until.end = from ? find(Ends, words[2]) : std::nullopt;
    if (!held || (words.size() != 1 && !until.end)) {
        return expected(Words::tr("nothing, tcp, %1 (with “from client” or “from server”), or an end's state such as "
                                  "“client open”")
                            .arg(names(HeldWords)),
            text);
    }
    until.unit = held->kind;
    if (held->opcode)
        until.opcode = quint8(*held->opcode);
    return until;
}

tl::expected<Tool, QString> readTool(const QString &text)
{
    if (const std::optional<Tool> tool = find(Tools, text))
        return *tool;
    return expected(Words::tr("one of %1").arg(names(Tools)), text);
}

tl::expected<TaskCheck, QString> readCheck(const QString &text)
{
    const QString condition = text.section(QLatin1String(" | "), 0, 0);
    TaskCheck check;
    check.words = text.section(QLatin1String(" | "), 1).trimmed();
    if (check.words.isEmpty())
        return expected(Words::tr("a condition, “ | ” and what it says to the student"), text);
    const QStringList parts = condition.split(u' ', Qt::SkipEmptyParts);
    qsizetype at = parts.size();
    for (const char *op : Ops) {
        const qsizetype found = parts.indexOf(QLatin1String(op));
        if (found >= 0 && found < at)
            at = found;
    }
    check.subject = parts.mid(0, at).join(u' ');
    check.op = parts.value(at);
    check.value = parts.mid(at + 1).join(u' ');
    if (check.subject.isEmpty() || check.op.isEmpty())
        return expected(Words::tr("a subject, one of =, !=, <, >, contains, and a value"), condition);
    return check;
}

tl::expected<QString, QString> readInput(const QString &text)
{
    const QString name = text.section(u'=', 0, 0).trimmed();
    if (std::none_of(std::begin(InputNames), std::end(InputNames),
            [&](const char *known) { return name == QLatin1String(known); })) {
        QStringList known;
        for (const char *one : InputNames)
            known.append(QLatin1String(one));
        return expected(Words::tr("one of %1, “=” and a start value").arg(known.join(QLatin1String(", "))), text);
    }
    return QString(name + u'=' + text.section(u'=', 1).trimmed());
}

} // namespace handglass::lesson
