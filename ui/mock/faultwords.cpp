// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/faultwords.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace handglass {

using scenario::FaultKind;
using Finding = FaultVerdict::Outcome;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Faults)
};

struct Text {
    FaultKind kind;
    const char *title;
    const char *meaning;
};

using enum FaultKind;

constexpr Text Texts[] = {
    {WrongAccept, QT_TRANSLATE_NOOP("handglass::Faults", "Wrong Accept value"),
        QT_TRANSLATE_NOOP(
            "handglass::Faults", "Sec-WebSocket-Accept is not made of the client's key, against RFC 6455 §4.2.2.")},
    {MissingUpgrade, QT_TRANSLATE_NOOP("handglass::Faults", "No Upgrade"),
        QT_TRANSLATE_NOOP("handglass::Faults", "The 101 has no Upgrade field, against RFC 6455 §4.2.2.")},
    {WrongUpgrade, QT_TRANSLATE_NOOP("handglass::Faults", "Wrong Upgrade"),
        QT_TRANSLATE_NOOP(
            "handglass::Faults", "The 101 upgrades to something else than websocket, against RFC 6455 §4.2.2.")},
    {MissingConnection, QT_TRANSLATE_NOOP("handglass::Faults", "No Connection"),
        QT_TRANSLATE_NOOP("handglass::Faults", "The 101 has no Connection field, against RFC 6455 §4.2.2.")},
    {WrongConnection, QT_TRANSLATE_NOOP("handglass::Faults", "Wrong Connection"),
        QT_TRANSLATE_NOOP(
            "handglass::Faults", "The Connection field of the 101 does not say Upgrade, against RFC 6455 §4.2.2.")},
    {UnrequestedSubprotocol, QT_TRANSLATE_NOOP("handglass::Faults", "Unrequested subprotocol"),
        QT_TRANSLATE_NOOP("handglass::Faults",
            "The 101 chooses a subprotocol that the client did not offer, against RFC 6455 §4.2.2.")},
    {UnrequestedExtension, QT_TRANSLATE_NOOP("handglass::Faults", "Unrequested extension"),
        QT_TRANSLATE_NOOP(
            "handglass::Faults", "The 101 uses an extension that the client did not offer, against RFC 6455 §9.1.")},
    {Status, QT_TRANSLATE_NOOP("handglass::Faults", "Refuse with"),
        QT_TRANSLATE_NOOP("handglass::Faults", "Every client gets this status in place of the 101, RFC 6455 §4.2.2.")},
    {Http10, QT_TRANSLATE_NOOP("handglass::Faults", "HTTP/1.0"),
        QT_TRANSLATE_NOOP("handglass::Faults", "The 101 says HTTP/1.0, against RFC 6455 §4.2.2.")},
    {Drip, QT_TRANSLATE_NOOP("handglass::Faults", "Drip every"),
        QT_TRANSLATE_NOOP("handglass::Faults", "The response's head comes a byte at a time.")},
    {NeverAnswer, QT_TRANSLATE_NOOP("handglass::Faults", "Never answer"),
        QT_TRANSLATE_NOOP("handglass::Faults", "The request is read, and nothing comes.")},
    {CutOff, QT_TRANSLATE_NOOP("handglass::Faults", "Cut off at"),
        QT_TRANSLATE_NOOP("handglass::Faults", "TCP ends after so many bytes of the response's head.")},
    {Masked, QT_TRANSLATE_NOOP("handglass::Faults", "Masked frames"),
        QT_TRANSLATE_NOOP("handglass::Faults", "The server masks its frames, against RFC 6455 §5.1.")},
    {Rsv, QT_TRANSLATE_NOOP("handglass::Faults", "Set"),
        QT_TRANSLATE_NOOP("handglass::Faults",
            "Reserved bits are set that no extension has given a meaning, against RFC 6455 §5.2.")},
    {ReservedOpcode, QT_TRANSLATE_NOOP("handglass::Faults", "Reserved opcode"),
        QT_TRANSLATE_NOOP("handglass::Faults", "A frame has an opcode that means nothing yet, against RFC 6455 §5.2.")},
    {LongControl, QT_TRANSLATE_NOOP("handglass::Faults", "Ping of"),
        QT_TRANSLATE_NOOP("handglass::Faults", "A control frame is longer than 125 bytes, against RFC 6455 §5.5.")},
    {FragmentedControl, QT_TRANSLATE_NOOP("handglass::Faults", "Fragmented Ping"),
        QT_TRANSLATE_NOOP("handglass::Faults", "A control frame comes in fragments, against RFC 6455 §5.5.")},
    {LoneContinuation, QT_TRANSLATE_NOOP("handglass::Faults", "Lone continuation"),
        QT_TRANSLATE_NOOP(
            "handglass::Faults", "A continuation comes without a message to go on, against RFC 6455 §5.4.")},
    {BadUtf8, QT_TRANSLATE_NOOP("handglass::Faults", "Bad UTF-8"),
        QT_TRANSLATE_NOOP("handglass::Faults", "A text message holds bytes that are no UTF-8, against RFC 6455 §8.1.")},
    {FalseLength, QT_TRANSLATE_NOOP("handglass::Faults", "Length false by"),
        QT_TRANSLATE_NOOP("handglass::Faults",
            "A header announces more bytes than follow (or, below 0, fewer), against RFC 6455 §5.2.")},
    {BrokenDeflate, QT_TRANSLATE_NOOP("handglass::Faults", "Broken deflate"),
        QT_TRANSLATE_NOOP("handglass::Faults",
            "A compressed message holds no deflate stream, against RFC 7692 §7.2; only where compression was agreed.")},
    {Lose, QT_TRANSLATE_NOOP("handglass::Faults", "Lose messages"),
        QT_TRANSLATE_NOOP("handglass::Faults", "A message is not sent.")},
    {Duplicate, QT_TRANSLATE_NOOP("handglass::Faults", "Send twice"),
        QT_TRANSLATE_NOOP("handglass::Faults", "A message is sent twice.")},
    {FaultKind::Delay, QT_TRANSLATE_NOOP("handglass::Faults", "Delay by"),
        QT_TRANSLATE_NOOP("handglass::Faults", "A message is sent so much later.")},
    {Reorder, QT_TRANSLATE_NOOP("handglass::Faults", "Swap with the next"),
        QT_TRANSLATE_NOOP("handglass::Faults", "A message is sent behind the one after it.")},
    {Throughput, QT_TRANSLATE_NOOP("handglass::Faults", "At most"),
        QT_TRANSLATE_NOOP("handglass::Faults", "No more bytes a second are sent to each client.")},
    {Freeze, QT_TRANSLATE_NOOP("handglass::Faults", "Freeze"),
        QT_TRANSLATE_NOOP("handglass::Faults", "Nothing is sent any more; TCP stays open.")},
    {Reset, QT_TRANSLATE_NOOP("handglass::Faults", "Reset mid-frame"),
        QT_TRANSLATE_NOOP("handglass::Faults", "TCP is reset in the middle of a frame.")},
    {CloseNotEchoed, QT_TRANSLATE_NOOP("handglass::Faults", "Close not echoed"),
        QT_TRANSLATE_NOOP(
            "handglass::Faults", "The client's Close frame is not answered with one, against RFC 6455 §5.5.1.")},
    {PongWithheld, QT_TRANSLATE_NOOP("handglass::Faults", "Pong withheld"),
        QT_TRANSLATE_NOOP("handglass::Faults", "The client's Pings are not answered, against RFC 6455 §5.5.2.")},
};

const Text &textOf(FaultKind kind)
{
    return *std::ranges::find(Texts, kind, &Text::kind);
}

constexpr qsizetype MostNamed = 6; ///< clients

/// "Client 3", "Clients 1, 2 and 5".
QString clientsText(const QList<int> &numbers)
{
    if (numbers.size() == 1)
        return Words::tr("Client %1").arg(numbers.first());
    if (numbers.size() > MostNamed)
        return Words::tr("%1 clients").arg(numbers.size());
    QStringList names;
    for (const int number : numbers)
        names.append(QString::number(number));
    const QString last = names.takeLast();
    return Words::tr("Clients %1 and %2").arg(names.join(QStringLiteral(", ")), last);
}

QString outcomeText(Finding outcome, const QList<int> &numbers)
{
    const QString who = clientsText(numbers);
    switch (outcome) {
    case Finding::Waiting:
        return Words::tr("%1: not known yet.").arg(who);
    case Finding::Did:
        return Words::tr("%1 did.").arg(who);
    case Finding::DidNot:
        return Words::tr("%1 did not.").arg(who);
    case Finding::MayDoEither:
        return numbers.size() == 1 ? Words::tr("%1 stayed open, as it may.").arg(who)
                                   : Words::tr("%1 stayed open, as they may.").arg(who);
    case Finding::NotKnown:
        break;
    }
    return Words::tr("%1: ended by the mock before it could be told.").arg(who);
}

} // namespace

QString faultTitle(FaultKind kind)
{
    return Words::tr(textOf(kind).title);
}

QString faultMeaning(FaultKind kind)
{
    return Words::tr(textOf(kind).meaning);
}

QString faultReport(const QList<FaultVerdict> &verdicts, const std::function<int(ConnectionId)> &numberOf)
{
    if (verdicts.isEmpty())
        return {};
    const FaultVerdict &first = verdicts.first();
    qint64 times = 0;
    QMap<Finding, QList<int>> groups;
    QStringList told; ///< what single clients did
    for (const FaultVerdict &verdict : verdicts) {
        times += verdict.times;
        const int number = numberOf(verdict.connection);
        const bool plain = verdict.sentence.isEmpty() || verdict.outcome == Finding::Did;
        if (plain || told.size() >= MostNamed)
            groups[verdict.outcome].append(number);
        else if (verdict.outcome == Finding::DidNot)
            told.append(Words::tr("Client %1 did not. %2").arg(number).arg(verdict.sentence));
        else
            told.append(Words::tr("Client %1: %2").arg(number).arg(verdict.sentence));
    }
    QStringList parts{times == 1
            ? Words::tr("%1, once: %2, %3.").arg(faultTitle(first.fault), first.obligation, first.section)
            : Words::tr("%1, %2 times: %3, %4.")
                  .arg(faultTitle(first.fault))
                  .arg(times)
                  .arg(first.obligation, first.section)};
    for (auto it = groups.begin(); it != groups.end(); ++it) {
        std::ranges::sort(*it);
        parts.append(outcomeText(it.key(), *it));
    }
    return (parts + told).join(u' ');
}

} // namespace handglass
