// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/endnotes.h"

#include "app/protocol/closecode.h"

#include <QCoreApplication>

namespace handglass::lesson {

namespace {

constexpr qsizetype MostDone = 4; ///< of what was sent and read, the last
constexpr int SwitchingProtocols = 101;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::EndNotes)
};

/// What an end makes of the frames so far.
struct Course {
    QList<Note> done;
    bool sentClose = false;
    bool gotClose = false;
    bool inMessage = false;  ///< it has sent a first fragment and not the last
    QList<QByteArray> owed;  ///< payloads of Pings that it has not answered
    QList<QByteArray> asked; ///< of its own that were not
    bool endedTcp = false;
    bool otherEndedTcp = false;
};

void takePong(QList<QByteArray> &pings, const QByteArray &payload)
{
    const qsizetype at = pings.lastIndexOf(payload); // one answer for all that came before (RFC 6455 §5.5.3)
    if (at >= 0)
        pings.remove(0, at + 1);
}

void sent(Course &course, const FrameParts &frame)
{
    const QString text = frameText(frame);
    const QString key = hexText(
        {reinterpret_cast<const char *>(frame.header.maskingKey.data()), qsizetype(frame.header.maskingKey.size())});
    course.done.append({Note::Mark::Done,
        frame.header.masked ? Text::tr("sent %1, masked with %2").arg(text, key) : Text::tr("sent %1").arg(text), {}});
    if (!isControl(frame.header.opcode))
        course.inMessage = !frame.header.fin;
    else if (frame.header.opcode == Opcode::Close)
        course.sentClose = true;
    else if (frame.header.opcode == Opcode::Ping)
        course.asked.append(frame.payload);
    else if (frame.header.opcode == Opcode::Pong)
        takePong(course.owed, frame.payload);
}

void read(Course &course, const FrameParts &frame)
{
    const QString text = frameText(frame);
    course.done.append({Note::Mark::Done,
        frame.header.masked ? Text::tr("unmasked and read %1").arg(text) : Text::tr("read %1").arg(text), {}});
    if (frame.header.opcode == Opcode::Close)
        course.gotClose = true;
    else if (frame.header.opcode == Opcode::Ping)
        course.owed.append(frame.payload);
    else if (frame.header.opcode == Opcode::Pong)
        takePong(course.asked, frame.payload);
}

/// In the order of the events.
Course courseOf(const WireAt &wire, End end)
{
    Course course;
    for (const WireAt::Step &step : wire.steps()) {
        const bool own = step.unit->from == end;
        if (own == step.delivered)
            continue; // what it sends counts as it comes onto the wire, what it gets as it is delivered
        if (step.unit->kind == UnitKind::TcpEnd)
            (own ? course.endedTcp : course.otherEndedTcp) = true;
        const auto frame = step.unit->kind == UnitKind::Frame ? readFrame(own ? step.unit->bytes : step.unit->delivered)
                                                              : std::nullopt;
        if (frame)
            own ? sent(course, *frame) : read(course, *frame);
    }
    return course;
}

/// What an open end may do.
QString permission(const Course &course, End end)
{
    if (course.inMessage)
        return Text::tr("may send the next fragment, and control frames in between");
    return end == End::Client ? Text::tr("may send frames, each masked with a new key")
                              : Text::tr("may send frames, none of them masked");
}

void addOpen(QList<Note> &notes, const Course &course, End end)
{
    if (!course.owed.isEmpty())
        notes.append({Note::Mark::Waits, Text::tr("owes a Pong with the Ping’s payload"), {}});
    if (!course.asked.isEmpty())
        notes.append({Note::Mark::Waits, Text::tr("waits for the Pong"), {}});
    notes.append({Note::Mark::May, permission(course, end), {}});
}

void addClosing(QList<Note> &notes, const Course &course, End end)
{
    if (!course.sentClose)
        notes.append({Note::Mark::Waits, Text::tr("owes a Close in answer"), {}});
    else if (!course.gotClose)
        notes.append({Note::Mark::Waits, Text::tr("waits for the other end’s Close"), {}});
    else if (end == End::Client)
        notes.append({Note::Mark::Waits, Text::tr("waits for the server to end TCP"), {}});
    if (course.sentClose)
        notes.append({Note::Mark::May, Text::tr("may send no data frame behind its Close"), {}});
}

void addEnd(QList<Note> &notes, const Course &course, const WireEvent &state)
{
    if (course.endedTcp)
        notes.append({Note::Mark::Done, Text::tr("ended TCP"), {}});
    if (state.state != EndState::Closed)
        return;
    const bool lost = state.closeCode == AbnormalClosure;
    notes.append({lost ? Note::Mark::Failed : Note::Mark::Done,
        lost ? Text::tr("closed with %1: no Close frame has come").arg(closeCodeText(state.closeCode))
             : Text::tr("closed with %1").arg(closeCodeText(state.closeCode)),
        {}});
}

} // namespace

QList<Note> frameNotes(const WireAt &wire, End end)
{
    const WireEvent &state = wire.state(end);
    const bool opened = wire.response()
        && (end == End::Server ? wire.responseSent() : wire.responseGot()).status == SwitchingProtocols
        && (end == End::Server || wire.isDelivered(*wire.response()));
    if (!opened || state.state == EndState::Failed)
        return {};
    const Course course = courseOf(wire, end);
    QList<Note> notes = course.done.sliced(qMax(qsizetype(0), course.done.size() - MostDone));
    if (state.state == EndState::Open && !course.sentClose && !course.gotClose) {
        // RFC 6455 §4.2.2: behind its 101 the server may send at once.
        if (end == End::Server && !wire.isDelivered(*wire.response()) && notes.isEmpty())
            notes.append({Note::Mark::May, Text::tr("may send frames right behind it"), {}});
        else
            addOpen(notes, course, end);
    } else if (state.state == EndState::Open || state.state == EndState::Closing) {
        addClosing(notes, course, end);
    }
    addEnd(notes, course, state);
    return notes;
}

} // namespace handglass::lesson
