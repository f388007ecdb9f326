// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/lessonreader.h"
#include "tests/support/failonwarnings.h"
#include "ui/learn/transcript.h"

#include "app/lesson/lessonrun.h"

#include <QTest>
#include <QTextDocument>

using namespace handglass;
using namespace handglass::lesson;

/// Of the lesson that the program ships, taken on a live wire.
class TestTranscript final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void cleanup();
    void tellsStepsWithTheirBytes();
    void tellsWhatWasBroken();
    void tellsTheTask();

private:
    void take(int steps);
    QString plain() const;

    LessonRun m_run;
};

void TestTranscript::take(int steps)
{
    const Lesson *lesson = lessonOf(QStringLiteral("opening-handshake"));
    QVERIFY(lesson);
    m_run.begin(*lesson, steps);
    QTRY_VERIFY(m_run.entered() == std::min(steps, int(lesson->steps.size()) - 1) && m_run.waitsFor().isEmpty());
}

/// As a reader has it: without marks.
QString TestTranscript::plain() const
{
    QTextDocument document;
    document.setHtml(transcriptHtml(m_run));
    return document.toPlainText();
}

void TestTranscript::cleanup()
{
    const QString html = transcriptHtml(m_run);
    QVERIFY2(!html.contains(QStringLiteral("href")), "links lead nowhere on paper");
    QVERIFY(!html.contains(QStringLiteral("<script")));
}

void TestTranscript::tellsStepsWithTheirBytes()
{
    take(100);
    const QString text = plain();
    for (const LessonStep &step : m_run.lesson().steps)
        QVERIFY2(text.contains(step.mark + QStringLiteral(": ") + step.title), qPrintable(step.mark));
    QVERIFY(text.contains(m_run.lesson().title));
    QVERIFY(text.contains(QStringLiteral("GET /chat HTTP/1.1")));
    QVERIFY(text.contains(QStringLiteral("HTTP/1.1 101 Switching Protocols")));
    const WireUnit request = m_run.stepsLog().units.first();
    QVERIFY(text.contains(QString::fromLatin1(request.bytes.split('\n').value(1).trimmed())));
    QCOMPARE(text.count(QStringLiteral("GET /chat HTTP/1.1\n")), 1);
}

void TestTranscript::tellsWhatWasBroken()
{
    take(0);
    m_run.runBreak("other-guid", Fate::Opens);
    QTRY_VERIFY(!m_run.isBreaking());
    const Break *fault = breakOf("other-guid");
    const QString text = plain();
    QVERIFY(text.contains(fault->labelText()));
    QVERIFY(text.contains(QStringLiteral("Predicted: it will open the connection.")));
    QVERIFY(text.contains(fault->obligationText()));
    QVERIFY(text.contains(QStringLiteral("The client failed the connection.")));
    QVERIFY(text.contains(m_run.results().first().sentence));
    QVERIFY(text.contains(QStringLiteral("delivered with one thing broken:")));
}

void TestTranscript::tellsTheTask()
{
    take(0);
    m_run.setPart(LessonRun::Part::Task);
    m_run.tryTask({{QStringLiteral("origin"), QStringLiteral("http://<b>.example")}});
    QVERIFY(plain().contains(QStringLiteral("origin: http://<b>.example")));
    QVERIFY(plain().contains(QStringLiteral("Not solved yet.")));
    for (const TaskCheck &check : m_run.lesson().task.checks)
        QVERIFY2(plain().contains(check.words), qPrintable(check.words));
}

QTEST_MAIN(TestTranscript)
#include "tst_transcript.moc"
