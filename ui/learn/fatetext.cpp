// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/fatetext.h"

#include "app/protocol/closecode.h"

#include <QCoreApplication>

namespace handglass {

namespace {

using lesson::Break;
using lesson::End;
using lesson::Fate;
using lesson::UnitKind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::LessonFate)
};

QString closedSentence(const QString &end, quint16 code)
{
    if (code == AbnormalClosure)
        return Words::tr("%1 ended TCP without a Close frame.").arg(end);
    if (code == NoStatusReceived || code == 0)
        return Words::tr("%1 closed the connection, without a code.").arg(end);
    return Words::tr("%1 closed the connection with %2.").arg(end, closeCodeText(code));
}

} // namespace

QList<Fate> predictions(const Break &fault)
{
    if (fault.kind == UnitKind::Request)
        return {Fate::Opens, Fate::Refused, Fate::Waits};
    if (fault.kind == UnitKind::Response)
        return {Fate::Opens, Fate::Fails, Fate::Waits};
    return {Fate::GoesOn, Fate::Closes, Fate::Waits};
}

QString fateVerb(Fate fate)
{
    switch (fate) {
    case Fate::Opens:
        return Words::tr("open the connection");
    case Fate::Refused:
        return Words::tr("answer with an error status");
    case Fate::Fails:
        return Words::tr("fail the connection");
    case Fate::GoesOn:
        return Words::tr("take it");
    case Fate::Closes:
        return Words::tr("close the connection");
    case Fate::Waits:
        return Words::tr("wait for more");
    }
    return {};
}

QString fateSentence(const Break &fault, const lesson::LessonRun::BreakResult &result)
{
    const QString end = fault.by == End::Server ? Words::tr("The client") : Words::tr("The server");
    if (!result.happened)
        return {};
    switch (*result.happened) {
    case Fate::Opens:
        return Words::tr("%1 opened the connection.").arg(end);
    case Fate::Refused:
        return Words::tr("%1 answered with an error status.").arg(end);
    case Fate::Fails:
        return Words::tr("%1 failed the connection.").arg(end);
    case Fate::GoesOn:
        return Words::tr("%1 took it.").arg(end);
    case Fate::Closes:
        return closedSentence(end, result.closeCode);
    case Fate::Waits:
        return Words::tr("%1 waited for more, and did nothing else.").arg(end);
    }
    return {};
}

} // namespace handglass
