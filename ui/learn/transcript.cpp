// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/transcript.h"

#include "app/decode/bytesfromtext.h"
#include "app/lesson/lessonrun.h"
#include "app/lesson/picture.h"
#include "ui/learn/fatetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QLocale>
#include <QRegularExpression>
#include <QTextDocument>

#include <algorithm>

namespace handglass {

namespace {

using namespace lesson;

constexpr qsizetype MostHex = 256; ///< bytes of a unit that are printed

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Transcript)
};

// Named colours of the light theme: a transcript is printed on white.
const auto Css = QStringLiteral("body{font-family:sans-serif;max-width:800px;font-size:10pt;color:#1B2026}"
                                "h1{font-size:17pt}h2{font-size:13pt;margin-top:18px}h3{font-size:11pt}"
                                "pre{font-family:monospace;font-size:9pt;background-color:#F8F9FA;margin:4px 0 8px 0}"
                                "p.small{color:#48515B;font-size:9pt}"
                                ".sent{color:#0B3B7C}.received{color:#A44B00}.ok{color:#17703A}.fail{color:#B3182A}"
                                ".purpose{color:#8A1F6E}");

QString element(const char *name, const QString &inner, const char *kind = nullptr)
{
    const QString tag = QString::fromLatin1(name);
    const QString attribute = kind ? QStringLiteral(" class=\"%1\"").arg(QString::fromLatin1(kind)) : QString();
    return QStringLiteral("<%1%2>%3</%1>\n").arg(tag, attribute, inner);
}

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

/// Without links, which lead nowhere on paper, and without the sizes of a screen.
QString fromMarkdown(const QString &markdown)
{
    QTextDocument document;
    document.setMarkdown(markdown);
    QString html = document.toHtml();
    html = html.mid(html.indexOf(u'>', html.indexOf(QStringLiteral("<body"))) + 1);
    html = html.left(html.lastIndexOf(QStringLiteral("</body>")));
    static const QRegularExpression blockStyle(QStringLiteral("<(p|ul|ol|li|h[1-6]|table|td|th|tr) [^>]*>"));
    static const QRegularExpression link(QStringLiteral("</?a( [^>]*)?>"));
    static const QRegularExpression screen(
        QStringLiteral(" (text-decoration: underline|color:#[0-9a-f]{6}|font-size:[a-z-]+);"));
    return html.replace(blockStyle, QStringLiteral("<\\1>")).remove(link).remove(screen);
}

QString hexLines(const QByteArray &bytes)
{
    QString lines = QString::fromLatin1(hexText(bytes.first(std::min(bytes.size(), MostHex))));
    if (bytes.size() > MostHex)
        lines += u'\n' + Words::tr("… %n more bytes", nullptr, int(bytes.size() - MostHex));
    return lines;
}

QString bytesOf(const WireUnit &unit, const QByteArray &bytes)
{
    const bool text = unit.kind == UnitKind::Request || unit.kind == UnitKind::Response || unit.kind == UnitKind::Body;
    return element("pre", escaped(text ? QString::fromUtf8(bytes).trimmed() : hexLines(bytes)));
}

QString unitHtml(const WireUnit &unit, const QString &what)
{
    const bool sent = unit.from == End::Client;
    const QString arrow = sent ? Words::tr("→ client to server: %1") : Words::tr("← server to client: %1");
    QString html = element("p", escaped(arrow.arg(what)), sent ? "sent" : "received");
    if (unit.kind == UnitKind::TcpEnd)
        return html;
    html += bytesOf(unit, unit.bytes);
    if (!unit.broken.isEmpty() && unit.delivered != unit.bytes)
        html += element("p", escaped(Words::tr("delivered with one thing broken:")), "purpose")
            + bytesOf(unit, unit.delivered);
    return html;
}

/// The units that came after one moment and before another.
QString crossedHtml(const WireLog &log, qsizetype from, qsizetype to)
{
    QHash<int, QString> words; // a unit may have been delivered later than it came
    const StagePicture end = picture(log, log.events.size());
    for (const Arrow &arrow : end.arrows)
        words.insert(arrow.unit, arrow.text);
    if (end.unit && !words.contains(end.unit->unit))
        words.insert(end.unit->unit, end.unit->title);
    QString html;
    for (qsizetype i = from; i < std::min(to, log.events.size()); ++i) {
        const WireUnit *unit = log.unit(log.events[i].unit);
        if (log.events[i].kind != EventKind::Arrived || !unit)
            continue;
        html += unitHtml(*unit, words.value(unit->number, Words::tr("%n bytes", nullptr, int(unit->bytes.size()))));
    }
    return html;
}

QString stepsHtml(const LessonRun &run)
{
    QString html;
    const WireLog *log = nullptr; // of the step before
    qsizetype from = 0;
    for (int i = 0; i <= run.entered(); ++i) {
        const LessonStep &step = run.lesson().steps[i];
        html += element("h2", escaped(QStringLiteral("%1. %2: %3").arg(i + 1).arg(step.mark, step.title)));
        html += fromMarkdown(step.text);
        if (log && log != &run.logOf(i)) { // another connection: the rest of the last one first
            html += crossedHtml(*log, from, log->events.size());
            from = 0;
        }
        log = &run.logOf(i);
        html += crossedHtml(*log, from, run.momentOf(i));
        from = run.momentOf(i);
    }
    return html;
}

QString resultHtml(const LessonRun::BreakResult &result)
{
    const Break *fault = breakOf(result.id);
    if (!fault || !result.happened)
        return {};
    QString html = element("h3", escaped(fault->labelText())) + element("p", escaped(fault->doesText()));
    if (result.predicted)
        html += element("p", escaped(Words::tr("Predicted: it will %1.").arg(fateVerb(*result.predicted))),
            result.predictedRight() ? "ok" : "fail");
    html +=
        element("p", escaped(QStringLiteral("%1 %2").arg(fault->obligationText(), QString::fromUtf8(fault->section))));
    html += element("p", escaped(fateSentence(*fault, result)), result.asObliged() ? "ok" : "fail");
    if (!result.sentence.isEmpty())
        html += element("p", escaped(result.sentence), "small");
    return html + crossedHtml(result.log, 0, result.log.events.size());
}

QString breaksHtml(const LessonRun &run)
{
    QString html;
    for (const LessonRun::BreakResult &result : run.results())
        html += resultHtml(result);
    return html.isEmpty() ? html : element("h2", escaped(Words::tr("Break one thing"))) + html;
}

QString taskHtml(const LessonRun &run)
{
    const LessonTask &task = run.lesson().task;
    QString html = element("h2", escaped(Words::tr("Your turn: %1").arg(task.title))) + fromMarkdown(task.text);
    QStringList inputs = run.tried().keys();
    inputs.sort();
    for (const QString &input : std::as_const(inputs))
        html += element("p", escaped(QStringLiteral("%1: %2").arg(input, run.tried().value(input))));
    const QList<bool> holds = run.checksHold();
    QString conditions;
    for (qsizetype i = 0; i < task.checks.size(); ++i) {
        conditions +=
            element("li", escaped((holds[i] ? QStringLiteral("✓ ") : QStringLiteral("– ")) + task.checks[i].words),
                holds[i] ? "ok" : nullptr);
    }
    html += element("ul", conditions);
    return html
        + element("p", escaped(run.isSolved() ? Words::tr("Solved.") : Words::tr("Not solved yet.")),
            run.isSolved() ? "ok" : nullptr);
}

} // namespace

QString transcriptHtml(const lesson::LessonRun &run)
{
    const Lesson &taken = run.lesson();
    const QString title = QStringLiteral("%1 %2").arg(taken.number).arg(taken.title);
    const QString when = QLocale().toString(QDateTime::currentDateTime(), QLocale::LongFormat);
    const QString body = element("h1", escaped(title))
        + element("p",
            escaped(Words::tr("A lesson of Handglass, taken %1. All bytes are of a live connection.").arg(when)),
            "small")
        + stepsHtml(run) + breaksHtml(run) + taskHtml(run);
    return QStringLiteral(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title><style>%2</style></head>\n"
        "<body>\n%3</body></html>\n")
        .arg(escaped(title), Css, body);
}

} // namespace handglass
