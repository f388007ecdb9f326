// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"

#include <QStringList>

namespace handglass::lesson {

/// A line of what an end did, does or may do.
struct Note {
    enum class Mark : quint8 { Done, Failed, Waits, May };
    Mark mark = Mark::Done;
    QString text;
    QStringList mono; ///< lines of bytes or values under it: "74 68 65 20 73 61 6d 70"
    bool operator==(const Note &) const = default;
};

struct EndPicture {
    QString address;
    EndState state = EndState::Idle;
    QString stateText; ///< "connecting", "open", "refused"
    QList<Note> notes;
    bool operator==(const EndPicture &) const = default;
};

/// A thing that has crossed, oldest first: an arrow.
struct Arrow {
    int unit = 0; ///< 0: TCP's three-way handshake
    End from = End::Client;
    QString text;  ///< "GET /chat, Upgrade: websocket", "Text, FIN, 5 B “Hello”"
    QString value; ///< at its end: "157 B", "0.04 ms"
    bool broken = false;
    bool operator==(const Arrow &) const = default;
};

/// A line of the held unit, with what a person should know of it.
struct UnitLine {
    QString text;         ///< of a head: the line; of a frame: a field, "FIN 1"
    QString explanation;  ///< rich text, with the section; may be empty
    QByteArray field;     ///< of a head: the header's name, or "start"; of a frame: "fin", "rsv", "opcode", "mask",
                          ///< "length", "maskingKey", "payload"
    qsizetype offset = 0; ///< its bytes in the unit
    qsizetype size = 0;
    bool broken = false; ///< another line than the one that was sent
    bool operator==(const UnitLine &) const = default;
};

struct HeldUnit {
    int unit = 0;
    End from = End::Client;
    bool held = true; ///< false: it has been delivered, and is what is looked at
    QString title;    ///< "101, held on the wire"
    QString size;     ///< "129 B"
    QList<UnitLine> lines;
    bool operator==(const HeldUnit &) const = default;
};

/// What the stage shows of a log at a moment. Values only: the widget paints it, a transcript prints it.
struct StagePicture {
    EndPicture client;
    EndPicture server;
    QList<Arrow> arrows;
    std::optional<HeldUnit> unit; ///< the oldest that is held, else the last that was delivered by the last event
    QString next;                 ///< what comes next: "frames both ways, as soon as the client has checked line 4"
    bool operator==(const StagePicture &) const = default;
};

/// Pure.
StagePicture picture(const WireLog &log, qsizetype moment);

/// A step of any connection's story, for "explain this": the moment, its name in the step line, what to read.
struct StoryStep {
    qsizetype moment = 0;
    QString mark;     ///< at most 8 characters: "TCP", "GET", "Key", "Read", "Accept", "101", "Verify", "Open", "Text"
    QString title;    ///< "the server answers"
    QString heading;  ///< "Line 4 proves that the server means it"
    QString text;     ///< rich text; links "glossary:accept-value", "lesson:accept-value"
    QByteArray focus; ///< UnitLine::field; empty: none
};
/// TCP, GET, Key, Read, Accept, 101, Verify, Open, as far as it went; then a step for each frame (the first 100).
QList<StoryStep> story(const WireLog &log);

} // namespace handglass::lesson
