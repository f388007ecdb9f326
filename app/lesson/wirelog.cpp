// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/wirelog.h"

#include <span>

namespace handglass::lesson {

namespace {

std::span<const WireEvent> before(const WireLog &log, qsizetype moment)
{
    return {log.events.constData(), std::size_t(qBound(qsizetype(0), moment, log.events.size()))};
}

} // namespace

QList<int> WireLog::heldAt(qsizetype moment) const
{
    QList<int> held;
    for (const WireEvent &event : before(*this, moment)) {
        if (event.kind == EventKind::Arrived)
            held.append(event.unit);
        else if (event.kind == EventKind::Delivered)
            held.removeOne(event.unit);
    }
    return held;
}

WireEvent WireLog::stateAt(End end, qsizetype moment) const
{
    WireEvent last;
    last.kind = EventKind::EndChanged;
    last.end = end;
    for (const WireEvent &event : before(*this, moment)) {
        if (event.kind == EventKind::EndChanged && event.end == end)
            last = event;
    }
    return last;
}

} // namespace handglass::lesson
