// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/livewire.h"
#include "app/lesson/picture.h"
#include "app/lesson/unitreading.h"

#include <QTest>

namespace handglass::lesson {

/// A wire and what a person would do with it.
class LiveLesson final
{
public:
    explicit LiveLesson(const WireSetup &setup = {}) { wire.start(setup); }

    const WireLog &log() const { return wire.log(); }
    QList<int> held() const { return log().heldAt(log().events.size()); }
    WireEvent state(End end) const { return log().stateAt(end, log().events.size()); }
    /// The oldest unit that is held is of this kind.
    bool waitFor(UnitKind kind)
    {
        return QTest::qWaitFor(
            [this, kind] { return !held().isEmpty() && log().unit(held().first())->kind == kind; }, Patience);
    }
    bool waitFor(End end, EndState wanted)
    {
        return QTest::qWaitFor([this, end, wanted] { return state(end).state == wanted; }, Patience);
    }
    bool open()
    {
        if (!waitFor(UnitKind::Request))
            return false;
        wire.release();
        if (!waitFor(UnitKind::Response))
            return false;
        wire.release();
        return waitFor(End::Client, EndState::Open) && waitFor(End::Server, EndState::Open);
    }
    HttpHead head(int unit) const { return readHead(log().unit(unit)->bytes, log().unit(unit)->kind); }
    StagePicture picture() const { return lesson::picture(log(), log().events.size()); }

    LiveWire wire;

private:
    static constexpr int Patience = 30'000; ///< ms
};

inline QString notes(const EndPicture &end)
{
    QStringList lines;
    for (const Note &note : end.notes)
        lines.append(note.text);
    return lines.join(u'\n');
}

} // namespace handglass::lesson
