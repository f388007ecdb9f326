// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capture.h"
#include "ui/common/theme.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/mainwindow/sessionpage.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <thread>

using namespace handglass;

namespace {

constexpr int TickMs = 5;

struct Load {
    int seconds = 30;
    int rate = 200'000; ///< rows a second
    int payload = 64;   ///< bytes
    qint64 existing = 0;
};

EntryBatch batchOf(int rows, int payload)
{
    EntryBatch batch;
    EntryRow row;
    row.connection = 1;
    row.wireLength = payload + 2;
    row.bits = 0x81;
    QByteArray text = "{\"channel\":\"trades\",\"symbol\":\"EURUSD\",\"price\":1.08411,\"id\":";
    text = text.leftJustified(payload - 1, '7', true) + '}';
    for (int i = 0; i < rows; ++i) {
        row.timeNs = nowNs();
        row.direction = i % 2 == 0 ? Direction::Sent : Direction::Received;
        batch.add(row, text);
    }
    return batch;
}

void append(CaptureWriter &writer, qint64 rows, int payload)
{
    for (qint64 done = 0; done < rows; done += 10'000) {
        EntryBatch batch = batchOf(static_cast<int>(std::min<qint64>(10'000, rows - done)), payload);
        writer.append(batch);
        if (writer.isFull())
            writer.flush();
    }
    writer.flush();
}

/// At the rate, until the time is over; returns the rows that were held back because the writer was full.
qint64 flood(CaptureWriter &writer, const Load &load)
{
    const int rows = load.rate * TickMs / 1000;
    qint64 held = 0;
    QElapsedTimer clock;
    clock.start();
    for (qint64 tick = 1; clock.elapsed() < load.seconds * 1000LL; ++tick) {
        if (writer.isFull()) {
            held += rows;
        } else {
            EntryBatch batch = batchOf(rows, load.payload);
            writer.append(batch);
        }
        const qint64 early = tick * TickMs - clock.elapsed();
        if (early > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(early));
    }
    return held;
}

/// Gaps between the ticks of a 1 ms timer on the GUI thread, ms.
class Gaps final : public QObject
{
public:
    Gaps()
    {
        startTimer(1, Qt::PreciseTimer);
        m_clock.start();
    }
    void print(const char *what)
    {
        std::sort(m_gaps.begin(), m_gaps.end());
        const auto at = [this](double part) { return m_gaps.at(qsizetype(double(m_gaps.size() - 1) * part)); };
        std::printf("%-28s %8.1f %8.1f %8.1f %8.1f\n", what, at(0.5), at(0.99), at(0.999), m_gaps.last());
        std::fflush(stdout);
    }

protected:
    void timerEvent(QTimerEvent * /*event*/) override
    {
        m_gaps.append(double(m_clock.nsecsElapsed()) / 1e6);
        m_clock.restart();
    }

private:
    QElapsedTimer m_clock;
    QList<double> m_gaps;
};

qint64 peakMemory() ///< KiB
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmHWM:");
    return at < 0 ? 0 : text.mid(at + 6, 20).trimmed().split(' ').first().toLongLong();
}

void wait(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

void measureIdle(int seconds)
{
    Gaps gaps;
    wait(seconds * 1000);
    gaps.print("idle window");
}

void measureFlood(Capture &capture, const Load &load)
{
    qint64 held = 0;
    {
        Gaps gaps;
        QEventLoop loop;
        std::thread producer([&] {
            held = flood(*capture.writer(), load);
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
        });
        loop.exec();
        producer.join();
        gaps.print("rows arriving, followed");
    }
    std::thread rest([&] { capture.writer()->flush(); });
    rest.join();
    std::printf("%lld rows, %lld held back by a full queue, file %lld MiB, peak memory %lld MiB\n",
        static_cast<long long>(capture.lastId()), static_cast<long long>(held),
        static_cast<long long>(capture.fileSize() >> 20), static_cast<long long>(peakMemory() >> 10));
}

/// Scrolling through all of it: every step is a place that was not seen before.
void measureScrolling(LogView &view)
{
    view.setFollowing(false);
    Gaps gaps;
    const int rows = view.model()->rowCount();
    for (int step = 0; step < 500; ++step) {
        view.setFirstVisibleRow(static_cast<int>(qint64(step) * 7919 % 500 * rows / 500));
        wait(8);
    }
    gaps.print("jumping through the rows");
}

bool readOptions(Load &load)
{
    QCommandLineParser parser;
    parser.addHelpOption();
    const auto add = [&parser](const char *name, const char *what, int value) {
        parser.addOption({QLatin1String(name), QLatin1String(what), QLatin1String("n"), QString::number(value)});
    };
    add("seconds", "How long the rows arrive, and the window is idle before.", load.seconds);
    add("rate", "Rows a second.", load.rate);
    add("payload", "Bytes of each.", load.payload);
    add("existing", "Rows that are there before.", 0);
    parser.process(*QCoreApplication::instance());
    const auto value = [&parser](const char *name) { return parser.value(QLatin1String(name)).toInt(); };
    load.seconds = value("seconds");
    load.rate = value("rate");
    load.payload = value("payload");
    load.existing = value("existing");
    return load.seconds > 0 && load.rate > 0 && load.payload > 1 && load.existing >= 0;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    app.setApplicationName(QStringLiteral("bench_gui"));
    Load load;
    if (!readOptions(load)) {
        std::fputs("expected numbers above 0\n", stderr);
        return 2;
    }
    QTemporaryDir folder;
    auto made = Capture::create(folder.filePath(QStringLiteral("bench/gui.hgcap")));
    if (!made) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(made.error().sentence));
        return 1;
    }
    Capture &capture = **made;
    append(*capture.writer(), load.existing, load.payload);
    Theme theme;
    theme.apply(ThemeChoice::Light);
    SessionPage page(theme);
    page.resize(1064, 700);
    page.setScope(&capture, {}, false);
    page.show();
    wait(1000);
    std::printf("%-28s %8s %8s %8s %8s   ms, gaps of the event loop\n", "", "median", "99 %", "99.9 %", "longest");
    measureIdle(load.seconds);
    measureFlood(capture, load);
    wait(500);
    measureScrolling(*page.log().view());
    page.setScope(nullptr, {}, false);
    return 0;
}
