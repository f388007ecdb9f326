// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// screenshots FOLDER: takes the README's pictures of the real window, from the demo, a recording and a server that
// refuses.
#include "tests/screenshots/quotes.h"
#include "tests/support/peer.h"
#include "ui/learn/learnpage.h"
#include "ui/log/logpanel.h"
#include "ui/mainwindow/demo.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/sessionpage.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace handglass;

namespace {

constexpr int waitMs = 20'000;
constexpr int settleMs = 600; ///< the views' next refresh and what they read in the background

/// A step that did not come about ends the program.
void need(bool done, const char *what)
{
    if (done)
        return;
    std::fprintf(stderr, "screenshots: %s\n", what);
    std::exit(1);
}

template <typename T> T &part(MainWindow &window, const char *name)
{
    T *found = window.findChild<T *>(QLatin1String(name));
    need(found != nullptr, name);
    return *found;
}

void shoot(MainWindow &window, const QString &path)
{
    QTest::qWait(settleMs);
    need(window.grab().save(path, "PNG"), "the picture could not be written");
}

void trigger(MainWindow &window, const char *action)
{
    part<QAction>(window, action).trigger();
}

void runDemo(MainWindow &window)
{
    QSignalSpy finished(&window.demo(), &Demo::finished);
    window.startDemo();
    need(finished.wait(waitMs), "the demo did not finish");
    QTest::qWait(settleMs);
}

/// The log filtered, and counted.
void shootRecording(MainWindow &window, const QString &folder)
{
    const QTemporaryDir recordings;
    const QString path = recordings.filePath(QStringLiteral("quotes.hgcap"));
    const QString error = recordQuotes(path);
    need(error.isEmpty(), qPrintable(error));
    window.openFile(path);
    auto &page = part<SessionPage>(window, "sessionPage");
    page.setTab(SessionPage::Messages);
    page.splitter().setSizes({430, 180});
    auto &log = part<QAbstractItemView>(window, "logView");
    need(QTest::qWaitFor([&log] { return log.model()->rowCount() > 500; }, waitMs), "the recording did not open");
    constexpr int Shown = 4;
    part<QTabBar>(window, "detailTabs").setCurrentIndex(0);
    page.log().setFilterText(QStringLiteral("$.pair=USDJPY ($.amount>=5000 or $.price>151.4) -GBPUSD"));
    need(QTest::qWaitFor([&log] { return log.model()->rowCount() < 500 && log.model()->rowCount() > Shown; }, waitMs),
        "the filter found nothing");
    log.setCurrentIndex(log.model()->index(log.model()->rowCount() - Shown, 0));
    shoot(window, folder + QStringLiteral("filter.png"));
    page.log().setFilterText(QStringLiteral("time=09:31:28..09:31:39"));
    page.setTab(SessionPage::Statistics);
    QTest::qWait(settleMs);
    shoot(window, folder + QStringLiteral("statistics.png"));
    page.log().setFilterText({});
    trigger(window, "removeItem");
    page.setTab(SessionPage::Handshake);
}

/// The step of the opening handshake at which the answer's accept value is held.
void shootLesson(MainWindow &window, const QString &folder)
{
    constexpr int Accept = 8; // steps behind the first
    trigger(window, "learn");
    auto &page = part<LearnPage>(window, "learnPage");
    page.showLesson(QStringLiteral("opening-handshake"));
    const auto canNext = [&page] { return page.pane().run().canNext(); };
    for (int step = 0; step < Accept; ++step) {
        need(QTest::qWaitFor(canNext, waitMs), "the lesson does not go on");
        trigger(window, "learnNextAction");
    }
    need(QTest::qWaitFor(canNext, waitMs), "the answer is not held");
    shoot(window, folder + QStringLiteral("learn.png"));
    trigger(window, "learn");
}

void connectTo(MainWindow &window, const Workbench &workbench, const QString &url)
{
    trigger(window, "newConnection");
    part<QComboBox>(window, "address").setEditText(url);
    trigger(window, "connectNow");
    const auto refused = [&] {
        const QList<qint64> sessions = workbench.sessions();
        return !sessions.isEmpty() && workbench.session(sessions.last())->refused;
    };
    need(QTest::qWaitFor(refused, waitMs), "the server did not refuse");
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    need(argc == 2, "expected a folder");
    const QString folder = QString::fromLocal8Bit(argv[1]) + u'/';
    const QTemporaryDir unsaved;
    Theme theme;
    Settings settings;
    settings.theme = ThemeChoice::Light;
    Workbench workbench(unsaved.path());
    need(workbench.start().isEmpty(), "no capture could be made");
    workbench.discardUnsaved();
    MainWindow window(theme, settings, workbench);
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    need(QTest::qWaitForWindowActive(&window), "the window did not become active");

    runDemo(window);
    constexpr int JsonRow = 2;
    constexpr int FrameTab = 3;
    auto &log = part<QAbstractItemView>(window, "logView");
    log.setFocus();
    log.setCurrentIndex(log.model()->index(JsonRow, 0));
    shoot(window, folder + QStringLiteral("messages.png"));
    auto &page = part<SessionPage>(window, "sessionPage");
    part<QTabBar>(window, "detailTabs").setCurrentIndex(FrameTab);
    page.splitter().setSizes({240, 400});
    log.scrollTo(log.model()->index(JsonRow, 0));
    shoot(window, folder + QStringLiteral("frame.png"));
    page.setTab(SessionPage::Handshake);
    shoot(window, folder + QStringLiteral("handshake.png"));
    shootRecording(window, folder);

    shootLesson(window, folder);

    Peer server(QStringLiteral("raw-server.mjs"), {QStringLiteral("--answer"), QStringLiteral("401")});
    need(server.start(), qPrintable(server.error()));
    theme.apply(ThemeChoice::Dark);
    connectTo(window, workbench, server.url(QStringLiteral("/quotes")));
    shoot(window, folder + QStringLiteral("refused.png"));
}
