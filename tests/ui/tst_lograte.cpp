// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logcapture.h"
#include "tests/support/failonwarnings.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <thread>

using namespace handglass;

/// 10 000 rows a second into the panel; prints how late the event loop was. HANDGLASS_LOGRATE_SECONDS: how long (1).
class TestLogRate final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void tenThousandRowsASecond_data();
    void tenThousandRowsASecond();
};

namespace {

constexpr int RowsATick = 100;
constexpr int TickMs = 10;

/// Appends at the wanted rate until the time is over; runs on its own thread.
void produce(LogCapture &capture, int seconds)
{
    QElapsedTimer clock;
    clock.start();
    for (int tick = 0; tick < seconds * 1000 / TickMs; ++tick) {
        EntryBatch batch;
        for (int i = 0; i < RowsATick; ++i) {
            const bool sent = i % 2 == 0;
            batch.add(capture.row(Opcode::Text, sent ? Direction::Sent : Direction::Received, 60),
                "{\"ch\":\"trades\",\"sym\":\"EURUSD\",\"px\":1.08411,\"seq\":"
                    + QByteArray::number(tick * RowsATick + i).leftJustified(10) + "}");
        }
        capture.append(batch);
        const qint64 early = (tick + 1) * TickMs - clock.elapsed();
        if (early > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(early));
    }
}

/// Lateness of a 5 ms timer of the GUI thread, ms.
class Latency final : public QObject
{
public:
    Latency()
    {
        m_clock.start();
        startTimer(IntervalMs, Qt::PreciseTimer);
    }
    void report(const char *what)
    {
        std::sort(m_late.begin(), m_late.end());
        const auto at = [this](double part) { return m_late.at(qsizetype(double(m_late.size() - 1) * part)); };
        qInfo("%s: event loop late by %lld ms (median), %lld (95 %%), %lld (99 %%), %lld (most)", what, at(0.5),
            at(0.95), at(0.99), m_late.last());
    }
    qint64 median()
    {
        std::sort(m_late.begin(), m_late.end());
        return m_late.at(m_late.size() / 2);
    }

protected:
    void timerEvent(QTimerEvent * /*event*/) override
    {
        m_late.append(std::max<qint64>(0, m_clock.restart() - IntervalMs));
    }

private:
    static constexpr int IntervalMs = 5;
    QElapsedTimer m_clock;
    QList<qint64> m_late;
};

} // namespace

void TestLogRate::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("handglass-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_lograte"));
    QStandardPaths::setTestModeEnabled(true);
    QSettings().clear();
}

void TestLogRate::tenThousandRowsASecond_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<qint64>("session");
    QTest::newRow("whole capture") << QString() << qint64(0);
    QTest::newRow("one session") << QString() << qint64(1);
    QTest::newRow("filtered") << QStringLiteral("eurusd") << qint64(0);
}

void TestLogRate::tenThousandRowsASecond()
{
    QFETCH(QString, filter);
    QFETCH(qint64, session);
    const int seconds = std::max(1, qEnvironmentVariableIntValue("HANDGLASS_LOGRATE_SECONDS"));
    Theme theme;
    theme.apply(ThemeChoice::Light);
    LogCapture capture;
    capture.connect(1);
    LogPanel panel(theme);
    panel.resize(1064, 500);
    panel.setScope(capture.get(), {.session = session});
    panel.findChild<QLineEdit *>(QStringLiteral("logFilter"))->setText(filter);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    Latency latency;
    std::thread producer([&capture, seconds] { produce(capture, seconds); });
    const int wanted = seconds * 1000 / TickMs * RowsATick;
    const QAbstractItemModel *rows = panel.view()->model();
    const bool all = QTest::qWaitFor([rows, wanted] { return rows->rowCount() == wanted; }, seconds * 1000 + 20'000);
    producer.join();
    QVERIFY2(all, QByteArray::number(rows->rowCount()).constData());
    QTRY_COMPARE(panel.currentEntry(), wanted);
    latency.report(QTest::currentDataTag());
    QVERIFY(latency.median() < 200);
}

QTEST_MAIN(TestLogRate)
#include "tst_lograte.moc"
