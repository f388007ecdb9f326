// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/tools.h"

#include "app/lesson/lessonrun.h"
#include "app/protocol/framereader.h"
#include "app/protocol/httphead.h"
#include "ui/learn/tools/accepttool.h"
#include "ui/learn/tools/comparetool.h"
#include "ui/learn/tools/deflatetool.h"
#include "ui/learn/tools/framelab.h"
#include "ui/learn/tools/masktool.h"
#include "ui/learn/tools/origintool.h"
#include "ui/learn/tools/urltool.h"

namespace handglass {

namespace {

using lesson::LessonRun;
using lesson::UnitKind;
using lesson::WireLog;

/// Of the last head of this kind that came; empty: there is none.
HttpHead lastHead(const WireLog &log, UnitKind kind)
{
    for (auto unit = log.units.crbegin(); unit != log.units.crend(); ++unit) {
        if (unit->kind != kind)
            continue;
        HttpHeadReader reader(
            kind == UnitKind::Request ? HttpHeadReader::Kind::Request : HttpHeadReader::Kind::Response);
        if (reader.feed(unit->delivered) == HttpHeadReader::State::Done)
            return reader.head();
    }
    return {};
}

/// From when the client began to connect; −1: it has not.
qint64 connectNs(const WireLog &log)
{
    qint64 began = -1;
    for (const lesson::WireEvent &event : log.events) {
        if (event.kind == lesson::EventKind::TcpConnecting)
            began = event.ns;
        else if (event.kind == lesson::EventKind::TcpConnected && began >= 0)
            return event.ns - began;
    }
    return -1;
}

/// Calls it now, and whenever the lesson's connection has gone on.
template <typename Tool> QWidget *follow(Tool *tool, LessonRun &run, void (*show)(Tool &, const WireLog &))
{
    const auto showNow = [tool, &run, show] { show(*tool, run.log()); };
    QObject::connect(&run, &LessonRun::changed, tool, showNow);
    showNow();
    return tool;
}

void showAccept(AcceptTool &tool, const WireLog &log)
{
    tool.setLive(lastHead(log, UnitKind::Request).value("Sec-WebSocket-Key"),
        lastHead(log, UnitKind::Response).value("Sec-WebSocket-Accept"));
}

void showDeflate(DeflateTool &tool, const WireLog &log)
{
    tool.setLive(lastHead(log, UnitKind::Request).value("Sec-WebSocket-Extensions"),
        lastHead(log, UnitKind::Response).value("Sec-WebSocket-Extensions"));
}

void showUrl(UrlTool &tool, const WireLog &log)
{
    tool.setLive(log.url, connectNs(log));
}

QWidget *makeCompare(Theme &theme, LessonRun &run, QWidget *parent)
{
    auto *tool = new CompareTool(theme, parent);
    QObject::connect(tool, &CompareTool::measured, &run,
        [&run](const lesson::CompareReport &report) { run.setFigures(lesson::toolFigures(report)); });
    return tool;
}

QWidget *makeOrigin(Theme &theme, LessonRun &run, QWidget *parent)
{
    auto *tool = new OriginTool(theme, parent);
    QObject::connect(tool, &OriginTool::outcomesChanged, &run, [&run](const QString &good, const QString &evil) {
        lesson::ToolFigures figures;
        figures.goodOutcome = good;
        figures.evilOutcome = evil;
        run.setFigures(figures);
    });
    return tool;
}

QWidget *makeFrameLab(Theme &theme, LessonRun &run, QWidget *parent)
{
    auto *lab = new FrameLab(theme, parent);
    lab->setLesson(&run);
    return lab;
}

/// The newest masked frame, once.
void showMask(MaskTool &tool, const WireLog &log)
{
    for (auto unit = log.units.crbegin(); unit != log.units.crend(); ++unit) {
        if (unit->kind != UnitKind::Frame || unit->from != lesson::End::Client)
            continue;
        FrameReader reader;
        reader.feed(unit->delivered);
        Frame frame;
        if (!reader.next(frame) || !frame.header.masked || frame.payload.isEmpty())
            continue;
        return tool.setLive(frame.payload.toByteArray(), frame.header.maskingKey);
    }
}

} // namespace

QWidget *makeLessonTool(lesson::Tool tool, Theme &theme, LessonRun &run, QWidget *parent)
{
    switch (tool) {
    case lesson::Tool::Compare:
        return makeCompare(theme, run, parent);
    case lesson::Tool::Url:
        return follow(new UrlTool(theme, parent), run, showUrl);
    case lesson::Tool::Accept:
        return follow(new AcceptTool(theme, parent), run, showAccept);
    case lesson::Tool::Frame:
        return makeFrameLab(theme, run, parent);
    case lesson::Tool::Mask:
        return follow(new MaskTool(theme, parent), run, showMask);
    case lesson::Tool::Deflate:
        return follow(new DeflateTool(theme, parent), run, showDeflate);
    case lesson::Tool::Origin:
        return makeOrigin(theme, run, parent);
    case lesson::Tool::Stage:
        break;
    }
    return nullptr;
}

} // namespace handglass
