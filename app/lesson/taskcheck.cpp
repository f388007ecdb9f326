// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/taskcheck.h"

#include "app/lesson/crossed.h"
#include "app/protocol/closecode.h"
#include "app/protocol/handshake.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass::lesson {

namespace {

struct Facts {
    const WireLog &log;
    const Crossed &crossed;
    const ToolFigures &figures;
};

using Value = std::optional<QString>; ///< none: it has not happened

enum class Kind : quint8 { Text, Number };

struct Subject {
    const char *name;
    Kind kind;
    Value (*value)(const Facts &facts);
    const char *what; ///< source text of context "handglass::TaskSubject"
};

Value number(double value)
{
    return QString::number(value, 'g', 12);
}

Value figure(double value)
{
    return value > 0 ? number(value) : Value();
}

Value textOrNone(const QString &text)
{
    return text.isEmpty() ? Value() : text;
}

QString shown(QByteArrayView bytes)
{
    return QString::fromUtf8(bytes);
}

Value requestTarget(const Facts &facts)
{
    return facts.crossed.request ? shown(facts.crossed.request->target) : Value();
}

Value responseStatus(const Facts &facts)
{
    return facts.crossed.response ? number(facts.crossed.response->status) : Value();
}

template <End end> Value state(const Facts &facts)
{
    switch (facts.log.stateAt(end, facts.log.events.size()).state) {
    case EndState::Idle:
        return {};
    case EndState::Connecting:
        return QStringLiteral("connecting");
    case EndState::Open:
        return QStringLiteral("open");
    case EndState::Closing:
        return QStringLiteral("closing");
    case EndState::Closed:
        return QStringLiteral("closed");
    case EndState::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

const CrossedFrame *firstClose(const Facts &facts, std::optional<End> end = {})
{
    const auto &frames = facts.crossed.frames;
    const auto close = std::find_if(frames.begin(), frames.end(), [end](const CrossedFrame &frame) {
        return frame.header.opcode == Opcode::Close && (!end || frame.from == *end);
    });
    return close == frames.end() ? nullptr : &*close;
}

std::optional<ClosePayload> closeOf(const CrossedFrame *frame)
{
    if (!frame)
        return std::nullopt;
    ClosePayload close;
    parseClosePayload(frame->payload, close); // what is wrong with it is not the question here
    return close;
}

template <End end> Value closeCode(const Facts &facts)
{
    const auto close = closeOf(firstClose(facts, end));
    return close ? number(close->code) : Value();
}

template <End end> Value closeReason(const Facts &facts)
{
    const auto close = closeOf(firstClose(facts, end));
    return close ? close->reason : Value();
}

Value whoClosed(const Facts &facts)
{
    const CrossedFrame *close = firstClose(facts);
    if (!close)
        return {};
    return close->from == End::Client ? QStringLiteral("client") : QStringLiteral("server");
}

template <End end> Value messageCount(const Facts &facts)
{
    const auto &messages = facts.crossed.messages(end);
    return number(double(
        std::count_if(messages.begin(), messages.end(), [](const CrossedMessage &message) { return message.whole; })));
}

template <End end> Value fragmentCount(const Facts &facts)
{
    int most = 0;
    for (const CrossedMessage &message : facts.crossed.messages(end)) {
        if (message.whole)
            most = std::max(most, message.fragments);
    }
    return most > 0 ? number(most) : Value();
}

Value controlBetween(const Facts &facts)
{
    const auto between = [](const QList<CrossedMessage> &messages) {
        return std::any_of(messages.begin(), messages.end(),
            [](const CrossedMessage &message) { return message.whole && message.controlBetween; });
    };
    if (facts.crossed.client.isEmpty() && facts.crossed.server.isEmpty())
        return {};
    return between(facts.crossed.client) || between(facts.crossed.server) ? QStringLiteral("yes")
                                                                          : QStringLiteral("no");
}

/// The last that holds.
template <typename Holds> const CrossedFrame *lastFrame(const Facts &facts, End end, Holds holds)
{
    const auto &frames = facts.crossed.frames;
    const auto last = std::find_if(
        frames.rbegin(), frames.rend(), [&](const CrossedFrame &frame) { return frame.from == end && holds(frame); });
    return last == frames.rend() ? nullptr : &*last;
}

template <End end> Value lengthForm(const Facts &facts)
{
    const CrossedFrame *frame =
        lastFrame(facts, end, [](const CrossedFrame &other) { return !isControl(other.header.opcode); });
    return frame ? number(frame->header.lengthBits) : Value();
}

template <End end> Value payload(const Facts &facts)
{
    const auto &messages = facts.crossed.messages(end);
    const auto last = std::find_if(messages.rbegin(), messages.rend(),
        [](const CrossedMessage &message) { return message.whole && message.content; });
    return last == messages.rend() ? Value() : shown(*last->content);
}

Value clientMaskingKey(const Facts &facts)
{
    const CrossedFrame *frame =
        lastFrame(facts, End::Client, [](const CrossedFrame &other) { return other.header.masked; });
    if (!frame)
        return {};
    const auto &key = frame->header.maskingKey;
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(key.data()), qsizetype(key.size())).toHex());
}

Value clientPings(const Facts &facts)
{
    const auto &frames = facts.crossed.frames;
    return number(double(std::count_if(frames.begin(), frames.end(),
        [](const CrossedFrame &frame) { return frame.from == End::Client && frame.header.opcode == Opcode::Ping; })));
}

/// With the payload of a Ping before it (RFC 6455 §5.5.3).
Value serverPongs(const Facts &facts)
{
    QByteArrayList pings;
    int answers = 0;
    for (const CrossedFrame &frame : facts.crossed.frames) {
        if (frame.from == End::Client && frame.header.opcode == Opcode::Ping)
            pings.append(frame.payload);
        else if (frame.from == End::Server && frame.header.opcode == Opcode::Pong && pings.removeOne(frame.payload))
            ++answers;
    }
    return number(answers);
}

template <End end> Value violation(const Facts &facts)
{
    const WireEvent event = facts.log.stateAt(end, facts.log.events.size());
    return event.sentence.isEmpty() || event.closeCode == 0 ? Value() : number(event.closeCode);
}

/// Of the last compressed message, of either end.
Value deflateRatio(const Facts &facts)
{
    const CrossedMessage *last = nullptr;
    for (const auto *messages : {&facts.crossed.client, &facts.crossed.server}) {
        for (const CrossedMessage &message : *messages) {
            if (message.compressed && message.content && !message.content->isEmpty())
                last = &message;
        }
    }
    return last ? number(double(last->payload.size()) / double(last->content->size())) : Value();
}

Value pollingOverhead(const Facts &facts)
{
    const ToolFigures &figures = facts.figures;
    return figures.pollingBytesPerEvent > 0 && figures.webSocketBytesPerEvent > 0
        ? number(figures.pollingBytesPerEvent / figures.webSocketBytesPerEvent)
        : Value();
}

constexpr auto Subjects = std::to_array<Subject>({
    {"request target", Kind::Text, requestTarget,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "path and query that the client asks for")},
    {"response status", Kind::Number, responseStatus,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "status code of the server's answer")},
    {"client state", Kind::Text, state<End::Client>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "connecting, open, closing, closed or failed")},
    {"server state", Kind::Text, state<End::Server>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "connecting, open, closing, closed or failed")},
    {"client close code", Kind::Number, closeCode<End::Client>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "code in the client's Close frame; 1005: it has none")},
    {"server close code", Kind::Number, closeCode<End::Server>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "code in the server's Close frame; 1005: it has none")},
    {"client close reason", Kind::Text, closeReason<End::Client>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "reason in the client's Close frame")},
    {"server close reason", Kind::Text, closeReason<End::Server>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "reason in the server's Close frame")},
    {"first close", Kind::Text, whoClosed,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "client or server: whose Close frame crossed first")},
    {"client messages", Kind::Number, messageCount<End::Client>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "whole messages of the client")},
    {"server messages", Kind::Number, messageCount<End::Server>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "whole messages of the server")},
    {"client fragments", Kind::Number, fragmentCount<End::Client>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "most frames that a whole message of the client has")},
    {"server fragments", Kind::Number, fragmentCount<End::Server>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "most frames that a whole message of the server has")},
    {"control between fragments", Kind::Text, controlBetween,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "yes or no: a control frame stands inside a message of its end")},
    {"client length form", Kind::Number, lengthForm<End::Client>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "7, 16 or 64 bits, in the client's last data frame")},
    {"server length form", Kind::Number, lengthForm<End::Server>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "7, 16 or 64 bits, in the server's last data frame")},
    {"client payload", Kind::Text, payload<End::Client>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "text of the client's last whole message")},
    {"server payload", Kind::Text, payload<End::Server>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "text of the server's last whole message")},
    {"client masking key", Kind::Text, clientMaskingKey,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "8 hex digits, of the client's last masked frame")},
    {"client pings", Kind::Number, clientPings,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "Ping frames of the client")},
    {"server pongs", Kind::Number, serverPongs,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "Pong frames of the server that answer them")},
    {"client violation", Kind::Number, violation<End::Client>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "close code for the rule that the client saw broken")},
    {"server violation", Kind::Number, violation<End::Server>,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "close code for the rule that the server saw broken")},
    {"deflate ratio", Kind::Number, deflateRatio,
        QT_TRANSLATE_NOOP(
            "handglass::TaskSubject", "bytes on the wire ÷ bytes of content, of the last compressed message")},
    {"polling overhead", Kind::Number, pollingOverhead,
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "bytes an event by polling ÷ by WebSocket")},
    {"polling delay", Kind::Number, [](const Facts &facts) { return figure(facts.figures.pollingDelayMs); },
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "ms from event to arrival by polling, median")},
    {"events", Kind::Number, [](const Facts &facts) { return number(double(facts.figures.events)); },
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "events that every transport has delivered")},
    {"good page", Kind::Text, [](const Facts &facts) { return textOrNone(facts.figures.goodOutcome); },
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "open or refused: what became of the good page's connection")},
    {"evil page", Kind::Text, [](const Facts &facts) { return textOrNone(facts.figures.evilOutcome); },
        QT_TRANSLATE_NOOP("handglass::TaskSubject", "open or refused: what became of the evil page's connection")},
});

constexpr auto Ops = std::to_array<const char *>({"=", "!=", "<", ">", "contains"});
const auto AcceptOfRequest = QStringLiteral("{accept of request}");

const Subject *subjectOf(const QString &name)
{
    const auto subject = std::find_if(
        Subjects.begin(), Subjects.end(), [&](const Subject &other) { return name == QLatin1String(other.name); });
    return subject == Subjects.end() ? nullptr : &*subject;
}

/// "Host" of "request Host"; empty: it is no subject of a header.
QByteArray headerOf(const QString &subject, const QString &head)
{
    if (!subject.startsWith(head + u' '))
        return {};
    const QByteArray name = subject.mid(head.size() + 1).toLatin1();
    return isToken(name) ? name : QByteArray();
}

Value headerValue(const std::optional<HttpHead> &head, const QByteArray &name)
{
    return head && head->has(name) ? shown(head->value(name)) : Value();
}

Value valueOf(const TaskCheck &check, const Facts &facts)
{
    if (const Subject *subject = subjectOf(check.subject))
        return subject->value(facts);
    if (const QByteArray name = headerOf(check.subject, QStringLiteral("request")); !name.isEmpty())
        return headerValue(facts.crossed.request, name);
    if (const QByteArray name = headerOf(check.subject, QStringLiteral("response")); !name.isEmpty())
        return headerValue(facts.crossed.response, name);
    return {};
}

Value expectedValue(const TaskCheck &check, const Facts &facts)
{
    if (check.value != AcceptOfRequest)
        return check.value;
    if (!facts.crossed.request)
        return {};
    return shown(acceptValue(facts.crossed.request->value("Sec-WebSocket-Key")));
}

bool compareNumbers(const QString &op, double got, double expected)
{
    if (op == u"=")
        return got == expected;
    if (op == u"!=")
        return got != expected;
    return op == u"<" ? got < expected : op == u">" && got > expected;
}

bool compareTexts(const QString &op, const QString &got, const QString &expected)
{
    if (op == u"=")
        return got == expected;
    return op == u"!=" ? got != expected : op == u"contains" && got.contains(expected);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::TaskSubject", text);
}

} // namespace

QList<QPair<QString, QString>> taskSubjects()
{
    QList<QPair<QString, QString>> all;
    for (const Subject &subject : Subjects)
        all.append({QString::fromLatin1(subject.name), tr(subject.what)});
    all.append({QStringLiteral("request NAME"), tr("value of that header of the request")});
    all.append({QStringLiteral("response NAME"), tr("value of that header of the answer")});
    return all;
}

QString taskCheckError(const TaskCheck &check)
{
    const Subject *subject = subjectOf(check.subject);
    const bool header = !headerOf(check.subject, QStringLiteral("request")).isEmpty()
        || !headerOf(check.subject, QStringLiteral("response")).isEmpty();
    if (!subject && !header) {
        QStringList names;
        for (const auto &[name, what] : taskSubjects())
            names.append(name);
        return tr("expected one of %1, got “%2”").arg(names.join(QStringLiteral(", ")), check.subject);
    }
    if (std::none_of(Ops.begin(), Ops.end(), [&](const char *op) { return check.op == QLatin1String(op); }))
        return tr("expected =, !=, <, > or contains, got “%1”").arg(check.op);
    const bool isNumber = subject && subject->kind == Kind::Number;
    bool valid = false;
    check.value.toDouble(&valid);
    if (isNumber && check.op == u"contains")
        return tr("expected =, !=, < or > with “%1”, which is a number, got “contains”").arg(check.subject);
    if (isNumber && !valid)
        return tr("expected a number for “%1”, got “%2”").arg(check.subject, check.value);
    if (!isNumber && (check.op == u"<" || check.op == u">"))
        return tr("expected =, != or contains with “%1”, which is a text, got “%2”").arg(check.subject, check.op);
    return {};
}

TaskJudge::TaskJudge(const WireLog &log, const ToolFigures &figures)
    : m_log(log)
    , m_figures(figures)
    , m_crossed(crossed(log))
{
}

bool TaskJudge::holds(const TaskCheck &check) const
{
    const Facts facts{m_log, m_crossed, m_figures};
    const Value got = valueOf(check, facts);
    const Value expected = expectedValue(check, facts);
    if (!got || !expected)
        return false;
    const Subject *subject = subjectOf(check.subject);
    return subject && subject->kind == Kind::Number ? compareNumbers(check.op, got->toDouble(), expected->toDouble())
                                                    : compareTexts(check.op, *got, *expected);
}

} // namespace handglass::lesson
