// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/handshake.h"
#include "app/protocol/httphead.h"
#include "tests/learn/learnrig.h"
#include "tests/support/failonwarnings.h"
#include "ui/learn/lessonmodel.h"

#include <QCheckBox>
#include <QListWidget>
#include <QRadioButton>
#include <QSlider>

using namespace handglass;
using namespace Qt::StringLiterals;

/// Every lesson in the window, to its end: its steps by Next, each of its breaks, its task.
class TestLessonWindow final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init();
    void cleanup();

    void steps_data() { addLessons(); }
    void steps();
    void breaks_data() { addLessons(); }
    void breaks();
    void tasks_data();
    void tasks();
    void theAcceptTask();
    void theOriginTask();
    void theCompareTask();

private:
    static void addLessons();
    void toTask();
    bool isDone() const;
    bool runBreak(const QByteArray &id, lesson::Fate predicted);

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<LearnRig> m_rig;
};

void TestLessonWindow::addLessons()
{
    QTest::addColumn<QString>("id");
    for (const lesson::Lesson &lesson : lesson::lessons())
        QTest::newRow(qPrintable(lesson.id)) << lesson.id;
}

void TestLessonWindow::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = {};
    m_rig = std::make_unique<LearnRig>(m_folder->path());
    m_rig->workbench.discardUnsaved();
    QVERIFY(m_rig->openLearn(m_settings));
}

void TestLessonWindow::cleanup()
{
    m_rig.reset();
}

void TestLessonWindow::steps()
{
    QFETCH(QString, id);
    QVERIFY(m_rig->chooseLesson(id));
    const lesson::Lesson lesson = m_rig->run().lesson();
    for (int step = 0; step < lesson.steps.size(); ++step) {
        const QByteArray mark = lesson.steps.at(step).mark.toUtf8();
        QVERIFY2(m_rig->words("learnSubtitle").endsWith(lesson.steps.at(step).title), mark.constData());
        QVERIFY2(m_rig->text().size() > 80, mark.constData()); // it says something
        QTRY_VERIFY2(m_rig->run().canNext(), qPrintable(m_rig->words("learnHint")));
        const bool staged = lesson.steps.at(step).tool == lesson::Tool::Stage;
        QCOMPARE(m_rig->find(u"stage"_s)->isVisible(), staged);
        const QByteArray focus = lesson.steps.at(step).focus;
        if (staged && !focus.isEmpty()) {
            auto *lines = m_rig->find<QListWidget>(u"unitLines"_s);
            QTRY_VERIFY2(lines->currentRow() >= 0, mark.constData());
            QCOMPARE(m_rig->picture().unit->lines.at(lines->currentRow()).field.toLower(), focus.toLower());
        }
        QVERIFY2(m_rig->next(), mark.constData());
    }
    QCOMPARE(m_rig->run().part(), lesson::LessonRun::Part::Break);
    QVERIFY(m_rig->run().error().isEmpty());
}

bool TestLessonWindow::runBreak(const QByteArray &id, lesson::Fate predicted)
{
    const qsizetype before = m_rig->run().results().size();
    auto *check = m_rig->find<QCheckBox>(u"break-"_s + QString::fromLatin1(id));
    check->setChecked(false);
    check->click();
    m_rig->find<QRadioButton>(u"fate%1"_s.arg(int(predicted)))->click();
    m_rig->button("breakRun")->click();
    return QTest::qWaitFor(
        [&] { return m_rig->run().results().size() > before && !m_rig->run().isBreaking(); }, 15'000);
}

void TestLessonWindow::breaks()
{
    QFETCH(QString, id);
    QVERIFY(m_rig->chooseLesson(id));
    bool wrong = false;
    for (const QByteArray &name : m_rig->run().lesson().breaks) {
        const lesson::Break &fault = *lesson::breakOf(name);
        QVERIFY2(runBreak(name, fault.fate), name.constData());
        QVERIFY2(m_rig->words("breakJudged").startsWith(u"You were right"_s), name.constData());
        QVERIFY2(m_rig->words("breakObliged").contains(QString::fromUtf8(fault.section)), name.constData());
        QVERIFY2(!m_rig->words("breakHappened").isEmpty(), name.constData());
        if (wrong)
            continue;
        const auto other = fault.fate == lesson::Fate::Waits ? lesson::Fate::Closes : lesson::Fate::Waits;
        QVERIFY2(runBreak(name, other), name.constData());
        QVERIFY2(m_rig->words("breakJudged").startsWith(u"Not what you expected"_s), name.constData());
        wrong = true;
    }
}

void TestLessonWindow::toTask()
{
    const auto steps = m_rig->run().lesson().steps.size();
    m_rig->find<QAbstractButton>(u"step%1"_s.arg(steps + 2))->click();
}

bool TestLessonWindow::isDone() const
{
    const QModelIndex row = m_rig->row(m_rig->run().lesson().title);
    return row.data(LessonModel::StateRole).toInt() == int(LessonModel::State::Done);
}

void TestLessonWindow::tasks_data()
{
    using Inputs = QMap<QString, QString>;
    QTest::addColumn<Inputs>("inputs");
    const auto row = [](const char *id, const Inputs &inputs) { QTest::newRow(id) << inputs; };
    row("url-to-connection", {{u"url"_s, u"ws://127.0.0.1/rooms/7?name=C%23"_s}});
    row("opening-handshake",
        {{u"url"_s, u"ws://127.0.0.1/chat"_s}, {u"origin"_s, u"http://example.com"_s},
            {u"subprotocols"_s, u"chat, superchat"_s}});
    row("subprotocols-extensions", {{u"subprotocols"_s, u"chat.v3, chat.v1"_s}, {u"deflate"_s, u"on"_s}});
    row("frames", {{u"hex"_s, u"81 82 00 00 00 00 4f 4b"_s}});
    row("masking", {{u"hex"_s, u"81 82 de ad be ef 96 c4"_s}});
    row("messages-fragments", {{u"hex"_s, u"01 83 00 00 00 00 48 65 6c 89 80 00 00 00 00 80 82 00 00 00 00 6c 6f"_s}});
    row("closing", {{u"close"_s, u"4001 lunch"_s}});
    row("permessage-deflate", {{u"deflate"_s, u"on"_s}, {u"text"_s, QString(200, u'a')}});
}

/// With what stands in the fields at first, then with what solves it.
void TestLessonWindow::tasks()
{
    using Inputs = QMap<QString, QString>;
    QFETCH(Inputs, inputs);
    QVERIFY(m_rig->chooseLesson(QString::fromLatin1(QTest::currentDataTag())));
    toTask();
    m_rig->click(u"taskTry"_s);
    QTRY_VERIFY(m_rig->run().checksHold().contains(false) && !m_rig->run().isTrying());
    QVERIFY(!m_rig->find(u"taskSolved"_s)->isVisible());
    QVERIFY(!isDone());
    for (auto input = inputs.cbegin(); input != inputs.cend(); ++input) {
        QWidget *field = m_rig->find(u"input-"_s + input.key());
        if (auto *check = qobject_cast<QCheckBox *>(field))
            check->setChecked(input.value() == u"on"_s);
        else
            qobject_cast<QLineEdit *>(field)->setText(input.value());
    }
    m_rig->click(u"taskTry"_s);
    QTRY_VERIFY2(m_rig->find(u"taskSolved"_s)->isVisible(), qPrintable(m_rig->words("taskError")));
    QVERIFY(isDone());
}

/// The answer is held until the value is given that goes into it.
void TestLessonWindow::theAcceptTask()
{
    QVERIFY(m_rig->chooseLesson(u"accept-value"_s));
    toTask();
    const auto key = [this] {
        HttpHeadReader reader(HttpHeadReader::Kind::Request);
        reader.feed(m_rig->run().log().units.value(0).bytes);
        return reader.state() == HttpHeadReader::State::Done ? reader.head().value("Sec-WebSocket-Key") : QByteArray();
    };
    QTRY_VERIFY(m_rig->run().log().units.size() >= 2);
    auto *accept = m_rig->find<QLineEdit>(u"input-accept"_s);
    accept->setText(u"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="_s); // of another key
    QTest::keyClick(accept, Qt::Key_Return);
    QTRY_COMPARE(m_rig->picture().client.state, lesson::EndState::Failed);
    QVERIFY(!isDone());
    accept->clear();
    QTest::keyClick(accept, Qt::Key_Return); // a new connection
    QTRY_VERIFY(m_rig->picture().client.state == lesson::EndState::Connecting && m_rig->run().log().units.size() >= 2);
    accept->setText(QString::fromLatin1(acceptValue(key())));
    QTest::keyClick(accept, Qt::Key_Return);
    QTRY_VERIFY(isDone());
}

/// Its tool stands in the stage's place: first both pages get in, then only one.
void TestLessonWindow::theOriginTask()
{
    QVERIFY(m_rig->chooseLesson(u"security"_s));
    toTask();
    m_rig->click(u"originGoodConnect"_s);
    m_rig->click(u"originEvilConnect"_s);
    QTRY_COMPARE(m_rig->run().checksHold(), (QList<bool>{true, false}));
    QVERIFY(!m_rig->find(u"taskSolved"_s)->isVisible());
    m_rig->find<QCheckBox>(u"originCheck"_s)->click();
    m_rig->click(u"originGoodConnect"_s);
    m_rig->click(u"originEvilConnect"_s);
    QTRY_VERIFY(m_rig->find(u"taskSolved"_s)->isVisible());
    QVERIFY(isDone());
}

void TestLessonWindow::theCompareTask()
{
    QVERIFY(m_rig->chooseLesson(u"why-websocket"_s));
    toTask();
    m_rig->click(u"compareRun"_s);
    m_rig->find<QSlider>(u"compareRate"_s)->setValue(100); // a busy chat, seldom asked for: polling is cheap
    m_rig->find<QSlider>(u"compareInterval"_s)->setValue(40);
    QTRY_VERIFY_WITH_TIMEOUT(m_rig->run().checksHold().value(1), 20'000);
    QVERIFY(!isDone());
    m_rig->find<QSlider>(u"compareRate"_s)->setValue(40); // a quiet one, often asked for
    m_rig->find<QSlider>(u"compareInterval"_s)->setValue(0);
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 30'000);
}

QTEST_MAIN(TestLessonWindow)
#include "tst_lessonwindow.moc"
