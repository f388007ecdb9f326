// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"

#include "app/tap/epolldispatcher.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <memory>

#include <sys/socket.h>
#include <unistd.h>

using namespace handglass;

namespace {

/// Two connected sockets.
class Pair final
{
    Q_DISABLE_COPY_MOVE(Pair)
public:
    Pair()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, m_ends.data()) != 0)
            qFatal("no sockets");
    }
    ~Pair()
    {
        endFar();
        ::close(near());
    }
    int near() const { return m_ends[0]; }
    void write() const { QCOMPARE(::write(m_ends[1], "x", 1), 1); }
    void read() const
    {
        char byte = 0;
        QCOMPARE(::read(near(), &byte, 1), 1);
    }
    void endFar()
    {
        if (m_ends[1] >= 0)
            ::close(std::exchange(m_ends[1], -1));
    }

private:
    std::array<int, 2> m_ends{};
};

int countOf(const QSignalSpy &spy)
{
    return int(spy.size());
}

} // namespace

/// Its event loop runs each test.
class TestEpollDispatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void isTheOneThatRuns();
    void readsUntilThereIsNothing();
    void writesOnlyWhileAsked();
    void tellsTheEndToAllThatWait();
    void aDescriptorThatStandsForAnother();
    void oneNotifierEndsAnother();
    void silentNotifiersWakeNobody();
    void timersInOrder();
    void aTimerEndsItself();
    void timersOfAnObjectEndWithIt();
    void remainingTime();
    void aTimerThatIsLateFiresOnce();
    void otherThreadsWakeIt();
};

void TestEpollDispatcher::isTheOneThatRuns()
{
    QVERIFY(qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()) != nullptr);
}

/// A notifier tells again as long as something is unread.
void TestEpollDispatcher::readsUntilThereIsNothing()
{
    const Pair pair;
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    int told = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        if (++told > 2)
            pair.read();
    });
    pair.write();
    QTRY_COMPARE(told, 3);
    QTest::qWait(20);
    QCOMPARE(told, 3);
    notifier.setEnabled(false);
    pair.write();
    QTest::qWait(20);
    QCOMPARE(told, 3);
    notifier.setEnabled(true);
    QTRY_COMPARE(told, 4);
}

void TestEpollDispatcher::writesOnlyWhileAsked()
{
    const Pair pair;
    QSocketNotifier reads(pair.near(), QSocketNotifier::Read);
    QSocketNotifier writes(pair.near(), QSocketNotifier::Write);
    const QSignalSpy read(&reads, &QSocketNotifier::activated);
    int told = 0;
    connect(&writes, &QSocketNotifier::activated, this, [&] {
        ++told;
        writes.setEnabled(false);
    });
    QTRY_COMPARE(told, 1);
    QCOMPARE(countOf(read), 0);
    writes.setEnabled(true);
    writes.setEnabled(false);
    QTest::qWait(20);
    QCOMPARE(told, 1);
    pair.write();
    QTRY_VERIFY(countOf(read) > 0);
    QCOMPARE(told, 1);
}

void TestEpollDispatcher::tellsTheEndToAllThatWait()
{
    Pair pair;
    QSocketNotifier reads(pair.near(), QSocketNotifier::Read);
    QSocketNotifier exceptions(pair.near(), QSocketNotifier::Exception);
    int told = 0;
    for (QSocketNotifier *notifier : {&reads, &exceptions})
        connect(notifier, &QSocketNotifier::activated, this, [&told, notifier] {
            ++told;
            notifier->setEnabled(false);
        });
    pair.endFar();
    QTRY_COMPARE(told, 2);
}

/// As when a connection ends and the next one gets its number, within one turn of the loop.
void TestEpollDispatcher::aDescriptorThatStandsForAnother()
{
    auto first = std::make_unique<Pair>();
    const int descriptor = first->near();
    auto notifier = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    QTest::qWait(1); // it is watched
    notifier.reset();
    first.reset();
    const Pair second;
    QCOMPARE(second.near(), descriptor);
    notifier = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    const QSignalSpy told(notifier.get(), &QSocketNotifier::activated);
    second.write();
    QTRY_VERIFY(countOf(told) > 0);
}

void TestEpollDispatcher::oneNotifierEndsAnother()
{
    const Pair pairs[2];
    std::array<std::unique_ptr<QSocketNotifier>, 2> notifiers;
    int told = 0;
    for (size_t i = 0; i < notifiers.size(); ++i) {
        notifiers[i] = std::make_unique<QSocketNotifier>(pairs[i].near(), QSocketNotifier::Read);
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            ++told;
            pairs[i].read();
            notifiers[1 - i].reset();
        });
    }
    pairs[0].write();
    pairs[1].write();
    QTRY_COMPARE(told, 1);
    QTest::qWait(20);
    QCOMPARE(told, 1);
}

/// What ended far away must not keep a loop awake that nobody asked to tell of it.
void TestEpollDispatcher::silentNotifiersWakeNobody()
{
    Pair pair;
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    QTest::qWait(1);
    notifier.setEnabled(false);
    pair.endFar();
    const QSignalSpy turns(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake);
    QTest::qWait(50);
    QVERIFY2(turns.size() < 30, qPrintable(QString::number(turns.size())));
}

void TestEpollDispatcher::timersInOrder()
{
    QList<int> fired;
    QElapsedTimer clock;
    clock.start();
    QTimer every;
    connect(&every, &QTimer::timeout, this, [&] { fired.append(20); });
    every.start(20);
    QTimer::singleShot(30, this, [&] { fired.append(30); });
    QTimer::singleShot(10, this, [&] { fired.append(10); });
    QTimer::singleShot(0, this, [&] { fired.append(0); });
    QTRY_VERIFY(fired.size() >= 5);
    QCOMPARE(fired.first(4), QList<int>({0, 10, 20, 30}));
    QVERIFY(clock.elapsed() >= 40);
}

void TestEpollDispatcher::aTimerEndsItself()
{
    int fired = 0;
    auto timer = std::make_unique<QTimer>();
    connect(timer.get(), &QTimer::timeout, this, [&] {
        if (++fired == 3)
            timer.release()->deleteLater();
    });
    timer->start(0);
    QTRY_COMPARE(fired, 3);
    QTest::qWait(20);
    QCOMPARE(fired, 3);
}

void TestEpollDispatcher::timersOfAnObjectEndWithIt()
{
    auto *dispatcher = QAbstractEventDispatcher::instance();
    auto object = std::make_unique<QObject>();
    const int first = object->startTimer(1'000);
    const int second = object->startTimer(2'000, Qt::PreciseTimer);
    QCOMPARE(dispatcher->registeredTimers(object.get()).size(), 2);
    object->killTimer(first);
    const auto left = dispatcher->registeredTimers(object.get());
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().timerId, second);
    QCOMPARE(left.first().interval, 2'000);
    object.reset();
    QCOMPARE(dispatcher->remainingTime(second), -1);
}

void TestEpollDispatcher::remainingTime()
{
    QTimer timer;
    QCOMPARE(timer.remainingTime(), -1);
    timer.start(60'000);
    QVERIFY(timer.remainingTime() > 50'000);
    QVERIFY(timer.remainingTime() <= 60'000);
}

/// Not once for each time that was missed.
void TestEpollDispatcher::aTimerThatIsLateFiresOnce()
{
    int fired = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] {
        if (++fired == 1)
            QThread::msleep(100);
        else
            timer.stop();
    });
    QTimer::singleShot(150, this, [] {});
    timer.start(10);
    QTRY_COMPARE(fired, 2);
    QTest::qWait(20);
    QCOMPARE(fired, 2);
}

void TestEpollDispatcher::otherThreadsWakeIt()
{
    constexpr int Posts = 10'000;
    QObject here;
    int came = 0;
    const std::unique_ptr<QThread> other(QThread::create([&] {
        for (int i = 0; i < Posts; ++i)
            QMetaObject::invokeMethod(
                &here, [&came] { ++came; }, Qt::QueuedConnection);
    }));
    QEventLoop loop;
    connect(other.get(), &QThread::finished, &loop, &QEventLoop::quit);
    other->start();
    loop.exec(); // no timer of QTest's helps it along
    other->wait();
    QTRY_COMPARE(came, Posts);
}

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    const QCoreApplication application(argc, argv);
    TestEpollDispatcher test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_epolldispatcher.moc"
