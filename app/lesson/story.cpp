// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/picture.h"

#include "app/lesson/storytexts.h"
#include "app/protocol/bytetext.h"

#include <QCoreApplication>

namespace handglass::lesson {

namespace {

constexpr int MostFrames = 100;
constexpr int SwitchingProtocols = 101;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::Story)
};

StoryStep step(
    qsizetype moment, const QString &mark, const QString &title, const StoryText &text, const QByteArray &focus = {})
{
    return {moment, mark, title, text.heading, text.text, focus};
}

QString ending(const WireEvent &event)
{
    return event.state == EndState::Failed ? Text::tr("Failed") : Text::tr("Closed");
}

/// Walks through the events; each step is a moment behind one of them.
class Teller final
{
public:
    explicit Teller(const WireLog &log)
        : m_log(log)
    {
    }

    QList<StoryStep> tell()
    {
        for (qsizetype i = 0; i < m_log.events.size() && m_frames < MostFrames; ++i)
            take(m_log.events.at(i), i + 1);
        return m_steps;
    }

private:
    void take(const WireEvent &event, qsizetype moment)
    {
        const WireUnit *unit = m_log.unit(event.unit);
        if (event.kind == EventKind::TcpConnected)
            m_steps.append(step(moment, QStringLiteral("TCP"), Text::tr("TCP connects"), tcpText(m_log)));
        else if (event.kind == EventKind::Arrived && unit)
            came(*unit, moment);
        else if (event.kind == EventKind::Delivered && unit)
            delivered(*unit, moment);
        else if (event.kind == EventKind::EndChanged)
            changed(event, moment);
    }

    void came(const WireUnit &unit, qsizetype moment)
    {
        if (unit.kind == UnitKind::Request) {
            m_request = readHead(unit.bytes, unit.kind);
            m_steps.append(step(moment, headText(m_request.method).left(MostMark), Text::tr("the client asks"),
                requestText(m_request), "start"));
            if (m_request.has("Sec-WebSocket-Key"))
                m_steps.append(step(moment, Text::tr("Key"), Text::tr("sixteen random bytes"), keyText(m_request),
                    "Sec-WebSocket-Key"));
        } else if (unit.kind == UnitKind::Response) {
            answered(readHead(unit.bytes, unit.kind), moment);
        } else if (const auto frame = unit.kind == UnitKind::Frame ? readFrame(unit.bytes) : std::nullopt) {
            ++m_frames;
            m_steps.append(step(moment, frameMark(*frame),
                unit.from == End::Client ? Text::tr("the client sends a frame") : Text::tr("the server sends a frame"),
                frameStory(unit, *frame), "opcode"));
        }
    }

    void answered(const HttpHead &response, qsizetype moment)
    {
        const QString mark = QString::number(response.status);
        if (response.status != SwitchingProtocols) {
            m_steps.append(step(moment, mark, Text::tr("the server answers"), otherAnswerText(response), "start"));
            return;
        }
        if (m_request.has("Sec-WebSocket-Key"))
            m_steps.append(step(moment, Text::tr("Accept"), Text::tr("the accept value is computed"),
                acceptText(m_request), "Sec-WebSocket-Accept"));
        m_steps.append(step(moment, mark, Text::tr("the server answers"), switchingText(m_request, response),
            response.has("Sec-WebSocket-Accept") ? QByteArray("Sec-WebSocket-Accept") : QByteArray("start")));
    }

    void delivered(const WireUnit &unit, qsizetype moment)
    {
        if (unit.kind == UnitKind::Request)
            m_steps.append(step(moment, Text::tr("Read"), Text::tr("the server reads"), readText(m_request)));
        else if (unit.kind == UnitKind::Response)
            m_steps.append(step(moment, Text::tr("Verify"), Text::tr("the client checks"),
                verifyText(m_request, readHead(unit.delivered, unit.kind))));
    }

    void changed(const WireEvent &event, qsizetype moment)
    {
        if (m_log.live && event.end == End::Server && event.state == EndState::Open)
            return; // the step is the client's
        if (event.state == EndState::Open && !m_opened) {
            m_opened = true;
            m_steps.append(step(moment, Text::tr("Open"), Text::tr("the connection is open"), openText()));
        } else if (event.state == EndState::Failed || event.state == EndState::Closed) {
            m_steps.append(step(moment, ending(event),
                event.end == End::Client ? Text::tr("how it ended for the client")
                                         : Text::tr("how it ended for the server"),
                endText(event)));
        }
    }

    static constexpr qsizetype MostMark = 8;

    const WireLog &m_log;
    QList<StoryStep> m_steps;
    HttpHead m_request;
    bool m_opened = false;
    int m_frames = 0;
};

} // namespace

QList<StoryStep> story(const WireLog &log)
{
    return Teller(log).tell();
}

} // namespace handglass::lesson
