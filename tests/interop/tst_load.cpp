// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturereader.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"
#include "ui/common/settings.h"
#include "ui/common/theme.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/workbench.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace handglass;

/// The window and the capture under 10 000 frames a second in each direction. HANDGLASS_LOAD_SECONDS sets how long
/// (3; the promise is 30).
class tst_Load : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void windowStaysUsableAndNothingIsMissing();
    void killedInTheMiddleKeepsWhatWasCommitted();

private:
    static constexpr int Rate = 10'000;
    int m_seconds = 3;
};

void tst_Load::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true); // the composer's history of whoever runs this is left alone
    bool given = false;
    const int seconds = qEnvironmentVariableIntValue("HANDGLASS_LOAD_SECONDS", &given);
    if (given)
        m_seconds = seconds;
}

/// Messages of one direction that are not the next number, and how many there were.
struct Sequence {
    qint64 count = 0;
    qint64 wrong = 0;
    void take(const QByteArray &payload)
    {
        if (payload.size() != 64 || !payload.startsWith(QByteArray::number(count) + ' '))
            ++wrong;
        ++count;
    }
};

struct Tally {
    Sequence received;
    Sequence sent;
    qint64 lastId = 0;
};

static Tally tallyOf(const QString &path)
{
    Tally tally;
    const auto reader = CaptureReader::open(path);
    if (!reader)
        return tally;
    const EntryId last = (*reader)->lastId();
    while (tally.lastId < last) {
        const QList<Entry> page = (*reader)->range(tally.lastId + 1, last, 5'000);
        for (const Entry &entry : page) {
            if (entry.row.kind == EntryKind::Frame && entry.opcode() == Opcode::Text)
                (entry.row.direction == Direction::Received ? tally.received : tally.sent).take(entry.head);
        }
        if (page.isEmpty())
            break;
        tally.lastId = page.last().id;
    }
    return tally;
}

/// The longest time that the GUI thread's event loop did not come round.
class GapMeter : public QObject
{
public:
    GapMeter()
    {
        m_clock.start();
        connect(&m_timer, &QTimer::timeout, this, [this] { m_longest = qMax(m_longest, m_clock.restart()); });
        m_timer.start(5);
    }
    qint64 longestMs() const { return m_longest; }

private:
    QElapsedTimer m_clock;
    QTimer m_timer;
    qint64 m_longest = 0;
};

static void useTheWindow(MainWindow &window)
{
    auto *filter = window.findChild<QLineEdit *>(QStringLiteral("logFilter"));
    QVERIFY(filter);
    auto *view = window.findChild<QAbstractItemView *>(QStringLiteral("logView"));
    QVERIFY(view);
    QTRY_VERIFY_WITH_TIMEOUT(view->model()->rowCount() > 5'000, 20'000);
    QTest::keyClicks(filter, QStringLiteral("4321 "));
    QTRY_VERIFY_WITH_TIMEOUT(view->model()->rowCount() >= 2 && view->model()->rowCount() < 1'000, 20'000);
    QTest::keyClick(filter, Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(view->model()->rowCount() > 5'000, 20'000);
    auto *control = window.findChild<QAbstractButton *>(QStringLiteral("logSegment3"));
    QVERIFY(control);
    QTest::mouseClick(control, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(view->model()->rowCount() < 100, 20'000);
    QTest::mouseClick(window.findChild<QAbstractButton *>(QStringLiteral("logSegment0")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(view->model()->rowCount() > 5'000, 20'000);
    QTest::keyClick(view, Qt::Key_Home);
    QTRY_COMPARE_WITH_TIMEOUT(view->currentIndex().row(), 0, 20'000);
}

void tst_Load::windowStaysUsableAndNothingIsMissing()
{
    QTemporaryDir folder;
    Theme theme;
    theme.apply(ThemeChoice::Light);
    Settings settings;
    Workbench workbench(folder.path());
    QCOMPARE(workbench.start(), QString());
    MainWindow window(theme, settings, workbench);
    window.resize(1280, 800);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));

    QSignalSpy added(&workbench, &Workbench::sessionAdded);
    MockOptions options;
    options.port = 0;
    workbench.startMock(options);
    QTRY_COMPARE(added.size(), 1);
    const QString url = workbench.session(added.first().first().toLongLong())->url;

    const GapMeter gaps;
    Peer load(QStringLiteral("ws-load.mjs"),
        {QStringLiteral("--url"), url, QStringLiteral("--rate"), QString::number(Rate), QStringLiteral("--seconds"),
            QString::number(m_seconds)});
    QVERIFY2(load.start(), qPrintable(load.error()));
    useTheWindow(window);
    if (QTest::currentTestFailed())
        return;
    const QJsonObject done = load.take(QStringLiteral("done"), 60'000 + m_seconds * 5'000);
    const qint64 total = qint64(Rate) * m_seconds;
    QCOMPARE(done.value(QStringLiteral("echoed")).toInteger(), total);
    QCOMPARE(done.value(QStringLiteral("wrong")).toInteger(), 0);
    qInfo("longest gap of the GUI thread: %lld ms in %d s", gaps.longestMs(), m_seconds);

    // Opened, the close frames and the end beside the messages.
    QTRY_COMPARE_WITH_TIMEOUT(workbench.live()->lastId(), 2 * total + 4, 20'000);
    const Tally tally = tallyOf(workbench.live()->path());
    QCOMPARE(tally.received.count, total);
    QCOMPARE(tally.received.wrong, 0);
    QCOMPARE(tally.sent.count, total);
    QCOMPARE(tally.sent.wrong, 0);
    auto *view = window.findChild<QAbstractItemView *>(QStringLiteral("logView"));
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), int(2 * total + 4), 20'000);
    workbench.discardUnsaved();
}

void tst_Load::killedInTheMiddleKeepsWhatWasCommitted()
{
    QTemporaryDir data;
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_DATA_HOME"), data.path());
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(HANDGLASS_PROGRAM),
        {QStringLiteral("mock"), QStringLiteral("--listen"), QStringLiteral("0"), QStringLiteral("--json")});
    QTRY_VERIFY_WITH_TIMEOUT(program.canReadLine(), 20'000);
    const QString url = QJsonDocument::fromJson(program.readLine())[QStringLiteral("url")].toString();

    Peer load(QStringLiteral("ws-load.mjs"),
        {QStringLiteral("--url"), url, QStringLiteral("--rate"), QString::number(Rate), QStringLiteral("--seconds"),
            QStringLiteral("30")});
    QVERIFY2(load.start(), qPrintable(load.error()));
    // Each line is of a committed row.
    qint64 committed = 0;
    while (committed < Rate) {
        QTRY_VERIFY_WITH_TIMEOUT(program.canReadLine(), 20'000);
        committed = QJsonDocument::fromJson(program.readLine())[QStringLiteral("row")].toInteger(committed);
    }
    program.kill();
    QVERIFY(program.waitForFinished());
    const QByteArray whole = program.readAllStandardOutput();
    const qsizetype end = whole.lastIndexOf('\n'); // what was cut off by the end is no line
    for (const QByteArray &line : whole.left(end).split('\n'))
        committed = qMax(committed, QJsonDocument::fromJson(line)[QStringLiteral("row")].toInteger());

    const QString folder = data.filePath(QStringLiteral("Handglass/unsaved"));
    Theme theme;
    Settings settings;
    Workbench workbench(folder);
    QCOMPARE(workbench.start(), QString());
    MainWindow window(theme, settings, workbench);
    window.show();
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QWidget *>(QStringLiteral("lostCapture")), 20'000);
    auto *recover = window.findChild<QAbstractButton *>(QStringLiteral("recoverLost"));
    QVERIFY(recover);
    QTest::mouseClick(recover, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window.place().capture && window.place().capture != workbench.live(), 20'000);
    const Capture *recovered = window.place().capture;
    QVERIFY2(recovered->lastId() >= committed,
        qPrintable(QStringLiteral("%1 rows of %2").arg(recovered->lastId()).arg(committed)));
    const Tally tally = tallyOf(recovered->path());
    QCOMPARE(tally.lastId, recovered->lastId());
    QVERIFY(tally.received.count > 0 && tally.sent.count > 0);
    QCOMPARE(tally.received.wrong, 0);
    QCOMPARE(tally.sent.wrong, 0);
}

QTEST_MAIN(tst_Load)
#include "tst_load.moc"
