// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace handglass::lesson {

/// What a step does when it is entered: a line under "do:".
struct Command {
    enum class Kind : quint8 {
        Connect,    ///< anew, with the lesson's setup
        Deliver,    ///< the oldest held unit
        DeliverAll, ///< until nothing is held for 100 ms
        Text,
        Binary,
        Fragments, ///< text is cut at "|"
        Ping,
        Close,
        Raw,
        Drop
    };
    Kind kind = Kind::Connect;
    End by = End::Client;
    QString text;          ///< Text, Fragments; Ping's payload; Close's reason
    QByteArray bytes;      ///< Binary, Raw
    quint16 closeCode = 0; ///< 1005: an empty close frame
    bool operator==(const Command &) const = default;
};

/// What must have happened before a step is shown: the line "until:".
struct Until {
    enum class Kind : quint8 {
        Nothing,
        Tcp,  ///< TCP is connected
        Held, ///< a unit of this kind (and opcode, and end) is the oldest that is held
        State ///< an end is in this state
    };
    Kind kind = Kind::Nothing;
    UnitKind unit = UnitKind::Request;
    std::optional<quint8> opcode; ///< of a frame; none: any
    std::optional<End> end;       ///< Held: from this end; none: either
    EndState state = EndState::Open;
    bool operator==(const Until &) const = default;
};

/// What stands where the stage is, or beside the text.
enum class Tool : quint8 { Stage, Compare, Url, Accept, Frame, Mask, Deflate, Origin };

struct LessonStep {
    QString mark;  ///< in the step line: "GET"
    QString title; ///< "the client asks"
    QList<Command> commands;
    Until until;
    QByteArray focus; ///< UnitLine::field that is selected; empty: none
    Tool tool = Tool::Stage;
    QString text; ///< Markdown; links "glossary:ID", "lesson:ID", "rfc:6455#4.1"
    int line = 0; ///< in the file
};

/// A condition of a task, checked on what crossed the wire: "response status = 101". See taskcheck.h for the subjects.
struct TaskCheck {
    QString subject;
    QString op; ///< "=", "!=", "<", ">", "contains"
    QString value;
    QString words; ///< what it says in the list of conditions: "the server answers 101"
    int line = 0;
};

/// What the student does by himself at the end.
struct LessonTask {
    QString title;
    QString text;       ///< Markdown
    QStringList inputs; ///< fields that are offered: "url", "subprotocols", "origin", "accept", "text", "hex",
                        ///< "fragments", "close", "rate", "deflate"; each with a start value after "="
    QList<TaskCheck> checks;
    Tool tool = Tool::Stage; ///< what stands where the stage is, meanwhile
    QString hint;            ///< Markdown; shown on demand
    QString solved;          ///< Markdown; shown when it is done
    int line = 0;
};

struct Lesson {
    QString id;     ///< "opening-handshake": the file's name without number and ending
    int number = 0; ///< from 1
    QString title;
    int minutes = 0;
    // setup of the wire
    QByteArray path = "/";
    QStringList subprotocols;
    QByteArray origin;
    bool deflate = false;
    QString scenario; ///< file name in the lessons' folder; empty: the server echoes
    QList<LessonStep> steps;
    QByteArrayList breaks; ///< ids; see breaks.h
    QString breakText;     ///< Markdown, above the switches
    LessonTask task;
};

} // namespace handglass::lesson
