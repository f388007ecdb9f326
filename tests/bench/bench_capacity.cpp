// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What ten million messages cost the whole program, window open and its log followed and filtered: memory against that
// after a hundred thousand, the write-ahead log's length meanwhile, and how long a capture of them takes to open.
//   bench_capacity [MESSAGES [KEPT_ROWS]]
#include "ui/common/settings.h"
#include "ui/common/theme.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/workbench.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <functional>

using namespace handglass;

namespace {

constexpr qint64 few = 100'000;
constexpr int payloadBytes = 64;

/// MiB of the process's memory, at most so far or now.
double memory(const char *name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    }
    return 0;
}

/// Runs the event loop until it holds; watches the write-ahead log and the loop's gaps meanwhile.
class Wait final
{
public:
    explicit Wait(const QString &capture)
        : m_log(capture + QStringLiteral("-wal"))
    {
    }
    void until(const std::function<bool()> &holds)
    {
        QEventLoop loop;
        QTimer timer;
        QElapsedTimer gap;
        gap.start();
        QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
            m_longestGapMs = std::max(m_longestGapMs, gap.restart());
            m_longestLog = std::max(m_longestLog, QFileInfo(m_log).size());
            if (holds())
                loop.quit();
        });
        timer.start(5);
        loop.exec();
    }
    double longestLogMiB() const { return double(m_longestLog) / (1 << 20); }
    qint64 longestGapMs() const { return m_longestGapMs; }

private:
    const QString m_log;
    qint64 m_longestLog = 0;
    qint64 m_longestGapMs = 0;
};

/// bench_peer, which serves.
class Peer final
{
public:
    Peer()
    {
        m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/bench_peer"));
        while (!m_process.canReadLine() && m_process.waitForReadyRead()) { }
        m_port = m_process.readLine().trimmed().toInt();
    }
    ~Peer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    QString blast(qint64 messages) const
    {
        return QStringLiteral("ws://127.0.0.1:%1/blast/%2/%3").arg(m_port).arg(payloadBytes).arg(messages);
    }

private:
    QProcess m_process;
    int m_port = 0;
};

/// Notes the first time that the log is painted with rows.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(const LogView &view)
        : m_view(view)
    {
        view.viewport()->installEventFilter(this);
    }
    bool painted() const { return m_painted; }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const bool handled = QObject::eventFilter(watched, event);
        if (event->type() == QEvent::Paint && m_view.model()->rowCount() > 0)
            m_painted = true;
        return handled;
    }

private:
    const LogView &m_view;
    bool m_painted = false;
};

/// As a person who types the address.
void receive(const Workbench &workbench, MainWindow &window, const Peer &peer, qint64 messages, Wait &wait)
{
    const Capture &live = *workbench.live();
    const EntryId last = live.lastId() + messages;
    auto *address = window.findChild<QComboBox *>(QStringLiteral("address"));
    address->lineEdit()->setText(peer.blast(messages));
    QTest::keyClick(address, Qt::Key_Return);
    QElapsedTimer timer;
    timer.start();
    wait.until([&] { return live.lastId() >= last; });
    std::printf("%10lld messages in %.1f s; memory %.0f MiB, at most %.0f MiB; log %.0f MiB; longest gap %lld ms\n",
        static_cast<long long>(messages), double(timer.elapsed()) / 1000, memory("VmRSS"), memory("VmHWM"),
        wait.longestLogMiB(), static_cast<long long>(wait.longestGapMs()));
    std::fflush(stdout);
}

/// ms from asking for the file to its first painted row.
double opening(Theme &theme, const QString &file, const QString &folder)
{
    Settings settings;
    Workbench workbench(folder);
    workbench.start();
    MainWindow window(theme, settings, workbench);
    window.show();
    Wait wait(file);
    int turns = 0;
    wait.until([&] { return ++turns > 50; });
    const PaintWatch watch(*window.findChild<LogPanel *>()->view());
    QElapsedTimer timer;
    timer.start();
    window.openFile(file);
    while (!watch.painted())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return double(timer.nsecsElapsed()) / 1e6;
}

/// With the window open; keeps the two captures.
void fill(Theme &theme, const QString &folder, qint64 messages, const Retention &retention, const QString &small,
    const QString &large)
{
    Settings settings;
    Workbench workbench(folder);
    workbench.setRetention(retention);
    workbench.start();
    MainWindow window(theme, settings, workbench);
    window.show();
    const Peer peer;
    const QString path = workbench.live()->path();
    Wait before(path);
    receive(workbench, window, peer, 1'000, before);
    std::ignore = saveCapture(path, small);
    receive(workbench, window, peer, few - 1'000, before);
    const double memoryBefore = memory("VmHWM");
    window.findChild<LogPanel *>()->setFilterText(QStringLiteral("needle"));
    Wait after(path);
    receive(workbench, window, peer, messages - few, after);
    std::printf("peak memory after %lld messages - after %lld: %.0f MiB; goal 128\n", static_cast<long long>(messages),
        static_cast<long long>(few), memory("VmHWM") - memoryBefore);
    std::printf("write-ahead log: %.0f MiB; goal 64\n", after.longestLogMiB());
    std::printf("rows let go: %lld; file %.0f MiB\n", static_cast<long long>(workbench.live()->firstId() - 1),
        double(workbench.live()->fileSize()) / (1 << 20));
    QElapsedTimer timer;
    timer.start();
    std::ignore = saveCapture(path, large);
    std::printf("saving took %.1f s\n", double(timer.elapsed()) / 1000);
    std::fflush(stdout);
    workbench.discardUnsaved();
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariableIsSet("DISPLAY") ? "xcb" : "offscreen");
    const QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const qint64 messages = std::max(few * 2, arguments.value(1, QStringLiteral("10000000")).toLongLong());
    const Retention retention{.rows = arguments.value(2).toLongLong()};
    const QTemporaryDir folder;
    const QString small = folder.filePath(QStringLiteral("small.hgcap"));
    const QString large = folder.filePath(QStringLiteral("large.hgcap"));
    Theme theme;
    theme.apply(ThemeChoice::Light);
    fill(theme, folder.filePath(QStringLiteral("unsaved")), messages, retention, small, large);
    const double smallMs = opening(theme, small, folder.filePath(QStringLiteral("one")));
    const double largeMs = opening(theme, large, folder.filePath(QStringLiteral("two")));
    std::printf("opening to the first painted row: %.0f ms, of 1 000 rows %.0f ms; goal + 100\n", largeMs, smallMs);
    return 0;
}
