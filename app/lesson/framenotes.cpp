// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/endnotes.h"

#include "app/protocol/closecode.h"
#include "app/protocol/framereader.h"
#include "app/protocol/framerules.h"

#include <QCoreApplication>

namespace handglass::lesson {

namespace {

constexpr qsizetype MostDone = 4;              ///< of what was sent and read, the last
constexpr qsizetype LargestControl = 14 + 125; ///< bytes of a frame (RFC 6455 §5.2, §5.5)
constexpr int SwitchingProtocols = 101;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::EndNotes)
};

/// What an end makes of the frames so far.
struct Course {
    QList<Note> done;
    bool sentClose = false;
    bool gotClose = false;
    bool inMessage = false;           ///< it has sent a first fragment and not the last
    QList<QByteArray> owed;           ///< payloads of Pings that it has not answered
    QList<QByteArray> asked;          ///< of its own that were not
    std::optional<FrameHeader> begun; ///< of the frame whose end has not come
    quint64 missing = 0;              ///< bytes of it
    bool endedTcp = false;
};

void takePong(QList<QByteArray> &pings, const QByteArray &payload)
{
    const qsizetype at = pings.lastIndexOf(payload); // one answer for all that came before (RFC 6455 §5.5.3)
    if (at >= 0)
        pings.remove(0, at + 1);
}

/// Takes the events of an end, one after the other.
class Follower final
{
public:
    Follower(const WireAt &wire, End end)
        : m_end(end)
        , m_rules(end == End::Client ? Role::Server : Role::Client, wire.responseGot().has("Sec-WebSocket-Extensions"))
    {
    }

    Course follow(const WireAt &wire)
    {
        QList<WireAt::Step> steps;
        for (const WireAt::Step &step : wire.steps()) {
            // What it sends counts as it comes onto the wire, what it gets as it is delivered.
            const bool own = step.unit->from == m_end;
            if (own != step.delivered)
                steps.append(step);
        }
        for (qsizetype i = 0; i < steps.size(); ++i) {
            m_tells = steps.size() - i <= MostTold;
            take(steps.at(i));
        }
        if (const FrameHeader *pending = m_broken ? nullptr : m_reader.pendingHeader();
            pending && !m_rules.check(*pending)) {
            m_course.begun = *pending;
            m_course.missing = quint64(pending->size()) + pending->payloadLength - quint64(m_reader.buffered());
        }
        return m_course;
    }

private:
    static constexpr qsizetype MostTold = 2 * MostDone; ///< units whose frames are told

    void take(const WireAt::Step &step)
    {
        const WireUnit &unit = *step.unit;
        const bool own = unit.from == m_end;
        if (unit.kind == UnitKind::TcpEnd && own)
            m_course.endedTcp = true;
        if (unit.kind != UnitKind::Frame && unit.kind != UnitKind::Bytes)
            return;
        if (own)
            send(unit);
        else if (step.receiver == EndState::Closed || step.receiver == EndState::Failed)
            tell(Note::Mark::Failed, Text::tr("had closed: %1 was not read"), unitText(unit));
        else
            receive(unit);
    }

    void send(const WireUnit &unit)
    {
        const QByteArrayView bytes = unit.bytes;
        const auto frame = unit.kind == UnitKind::Frame
            ? readFrame(m_tells ? bytes : bytes.first(qMin(bytes.size(), LargestControl)))
            : std::nullopt;
        if (!frame)
            return;
        const FrameHeader &header = frame->header;
        tell(Note::Mark::Done, Text::tr("sent %1"), m_tells ? sentText(*frame) : QString());
        if (!isControl(header.opcode))
            m_course.inMessage = !header.fin;
        else if (header.opcode == Opcode::Close)
            m_course.sentClose = true;
        else if (header.opcode == Opcode::Ping)
            m_course.asked.append(frame->payload);
        else if (header.opcode == Opcode::Pong)
            takePong(m_course.owed, frame->payload);
    }

    static QString sentText(const FrameParts &frame)
    {
        const MaskingKey &key = frame.header.maskingKey;
        const QString text = frameText(frame);
        return frame.header.masked
            ? Text::tr("%1, masked with %2").arg(text, hexText({reinterpret_cast<const char *>(key.data()), 4}))
            : text;
    }

    /// As the end reads it: what a length says that lies, too. Behind a broken rule it reads no more (RFC 6455 §7.1.7).
    void receive(const WireUnit &unit)
    {
        if (m_broken)
            return;
        m_reader.feed(unit.delivered);
        Frame frame;
        while (m_reader.next(frame)) {
            m_broken = m_broken || m_rules.check(frame.header);
            if (m_broken)
                continue;
            m_rules.accept(frame.header);
            read(frame);
        }
    }

    void read(const Frame &frame)
    {
        const FrameHeader &header = frame.header;
        const QString text = m_tells ? frameText({header, frame.payload.toByteArray(), {}}) : QString();
        tell(Note::Mark::Done, header.masked ? Text::tr("unmasked and read %1") : Text::tr("read %1"), text);
        if (header.opcode == Opcode::Close)
            m_course.gotClose = true;
        else if (header.opcode == Opcode::Ping)
            m_course.owed.append(frame.payload.toByteArray());
        else if (header.opcode == Opcode::Pong)
            takePong(m_course.asked, frame.payload.toByteArray());
    }

    void tell(Note::Mark mark, const QString &sentence, const QString &what)
    {
        if (m_tells)
            m_course.done.append({mark, sentence.arg(what), {}});
    }

    End m_end;
    FrameReader m_reader; ///< of what the end gets
    FrameRules m_rules;
    bool m_broken = false; ///< a rule, by the other end
    bool m_tells = false;
    Course m_course;
};

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
    if (course.begun)
        notes.append({Note::Mark::Waits,
            Text::tr("waits for %1 more bytes of a %2 frame: it takes what comes next for them")
                .arg(course.missing)
                .arg(opcodeName(course.begun->opcode)),
            {}});
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
    const Course course = Follower(wire, end).follow(wire);
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
