// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/replayrig.h"
#include "windowrig.h"

#include "tests/support/failonwarnings.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QItemSelectionModel>
#include <QLabel>

using namespace handglass;

/// The panel of a replay in the whole window.
class TestReplayWindow final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void toTheOpenConnection();
    void oneByOneByKeys();
    void pauseAndStop();
    void selectedRows();
    void toAnotherAddress();
    void noConnection();
    void aCaptureToItsOwnAddress();
    void theServersSideIsNone();
    void theConnectionEnds();
};

namespace {

enum Pace : int { Recorded, Factor, Fastest, OneByOne };

struct Rig : WindowRig {
    explicit Rig(const QString &folder)
        : WindowRig(folder)
    {
    }
    /// False: it did not come up, connected to the server and with these texts sent.
    bool openWith(Settings &settings, const QStringList &texts)
    {
        if (!WindowRig::open(settings))
            return false;
        connectTo(server.url());
        if (!QTest::qWaitFor([this] { return state() == SessionState::Open; }, 20'000))
            return false;
        for (const QString &text : texts)
            workbench.sendText(window->place().scope, text, 0);
        return QTest::qWaitFor([&] { return server.messages.size() == texts.size(); }, 20'000)
            && QTest::qWaitFor([&] { return workbench.live()->lastId() > texts.size(); }, 20'000)
            && QTest::qWaitFor([&] { return action(QStringLiteral("replay"))->isEnabled(); }, 20'000);
    }
    void trigger(const char *name) const { action(QLatin1String(name))->trigger(); }
    QWidget *panel() const { return find(QStringLiteral("replayPanel")); }
    QString text(const char *name) const { return find<QLabel>(QLatin1String(name))->text(); }
    QString status() const { return text("replayStatus"); }
    QPushButton *button(const char *name) const { return find<QPushButton>(QLatin1String(name)); }
    QComboBox *target() const { return find<QComboBox>(QStringLiteral("replayTarget")); }
    void setPace(Pace pace) const { find<QComboBox>(QStringLiteral("replayPace"))->setCurrentIndex(pace); }
    QStringList got() const
    {
        QStringList texts;
        for (const BareServer::Message &message : server.messages)
            texts.append(QString::fromUtf8(message.bytes));
        return texts;
    }
    void key(int key) const { QTest::keyClick(QApplication::focusWidget(), Qt::Key(key)); }

    BareServer server;
};

QStringList list(std::initializer_list<const char *> texts)
{
    QStringList all;
    for (const char *text : texts)
        all.append(QString::fromUtf8(text));
    return all;
}

} // namespace

void TestReplayWindow::toTheOpenConnection()
{
    QTemporaryDir folder;
    Settings settings;
    Rig rig(folder.path());
    QVERIFY(rig.openWith(settings, list({"one", "two"})));
    QVERIFY(!rig.panel()->isVisible());
    rig.trigger("replay");
    QVERIFY(rig.panel()->isVisible());
    QVERIFY(rig.target()->hasFocus());
    QCOMPARE(rig.target()->currentText(), rig.session()->name);
    QVERIFY2(rig.text("replaySource").contains(QStringLiteral(", connection 1")), qPrintable(rig.text("replaySource")));
    QTRY_COMPARE(rig.text("replayCount"), QStringLiteral("2 messages."));
    QVERIFY(!rig.button("replayStep")->isEnabled());
    QVERIFY(!rig.button("replayStop")->isEnabled());
    rig.key(Qt::Key_Return);
    QTRY_COMPARE(rig.got(), list({"one", "two", "one", "two"}));
    QTRY_COMPARE(rig.status(), QStringLiteral("Replay done: 2 messages sent."));
    QVERIFY(rig.button("replayGo")->isEnabled());
    rig.key(Qt::Key_Escape);
    QVERIFY(!rig.panel()->isVisible());
}

void TestReplayWindow::oneByOneByKeys()
{
    QTemporaryDir folder;
    Settings settings;
    Rig rig(folder.path());
    QVERIFY(rig.openWith(settings, list({"one", "two"})));
    rig.trigger("replay");
    QTRY_COMPARE(rig.text("replayCount"), QStringLiteral("2 messages."));
    rig.setPace(OneByOne);
    rig.key(Qt::Key_Return);
    QTRY_VERIFY(rig.button("replayStep")->hasFocus());
    QTRY_VERIFY2(rig.status().startsWith(QStringLiteral("0 of 2 sent. Waits before row ")), qPrintable(rig.status()));
    QVERIFY(!rig.button("replayGo")->isEnabled());
    QVERIFY(!rig.button("replayClose")->isEnabled());
    rig.key(Qt::Key_Escape); // it goes on: it stays in sight
    QVERIFY(rig.panel()->isVisible());
    rig.key(Qt::Key_Return);
    QTRY_COMPARE(rig.got(), list({"one", "two", "one"}));
    QTRY_VERIFY2(rig.status().startsWith(QStringLiteral("1 of 2 sent.")), qPrintable(rig.status()));
    rig.key(Qt::Key_Space);
    QTRY_COMPARE(rig.got(), list({"one", "two", "one", "two"}));
    QTRY_COMPARE(rig.status(), QStringLiteral("Replay done: 2 messages sent."));
}

void TestReplayWindow::pauseAndStop()
{
    QTemporaryDir folder;
    Settings settings;
    SourceCapture source;
    source.addText("now");
    source.addText("in an hour", 3'600'000);
    source.addText("never", 3'600'000);
    Rig rig(folder.path());
    source.addConnection(rig.server.url());
    source.finish();
    QVERIFY(rig.openWith(settings, {}));
    rig.window->openFile(source.path());
    QTRY_VERIFY(rig.window->place().capture != rig.workbench.live());
    rig.trigger("replay");
    rig.target()->setCurrentIndex(0); // the open connection
    rig.click(QStringLiteral("replayGo"));
    QTRY_COMPARE(rig.got(), list({"now"}));
    QCOMPARE(rig.window->place().capture, rig.workbench.live()); // where it can be watched
    QTRY_VERIFY2(rig.status().startsWith(QStringLiteral("1 of 3 sent. Next: row 2 in ")), qPrintable(rig.status()));
    QCOMPARE(rig.button("replayGo")->text(), QStringLiteral("Pause"));
    rig.click(QStringLiteral("replayGo"));
    QTRY_COMPARE(rig.status(), QStringLiteral("1 of 3 sent. Waits before row 2."));
    rig.click(QStringLiteral("replayStep"));
    QTRY_COMPARE(rig.got(), list({"now", "in an hour"}));
    QTRY_COMPARE(rig.status(), QStringLiteral("2 of 3 sent. Waits before row 3."));
    // The pace may change meanwhile.
    rig.setPace(Factor);
    QVERIFY(rig.find<QDoubleSpinBox>(QStringLiteral("replayFactor"))->isVisible());
    rig.find<QDoubleSpinBox>(QStringLiteral("replayFactor"))->setValue(100);
    QCOMPARE(rig.button("replayGo")->text(), QStringLiteral("Go on"));
    rig.click(QStringLiteral("replayGo"));
    QTRY_VERIFY2(rig.status().startsWith(QStringLiteral("2 of 3 sent. Next: row 3 in 3")), qPrintable(rig.status()));
    rig.click(QStringLiteral("replayStop"));
    QTRY_COMPARE(rig.status(), QStringLiteral("Replay ended after 2 messages, before row 3."));
    QCOMPARE(rig.got(), list({"now", "in an hour"}));
}

void TestReplayWindow::selectedRows()
{
    QTemporaryDir folder;
    Settings settings;
    Rig rig(folder.path());
    QVERIFY(rig.openWith(settings, list({"one", "two", "three"})));
    auto *log = rig.find<LogPanel>(QStringLiteral("logPanel"));
    QTRY_COMPARE(log->view()->model()->rowCount(), 4);
    QItemSelectionModel *selection = log->view()->selectionModel();
    selection->setCurrentIndex(
        log->view()->model()->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    selection->select(log->view()->model()->index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTRY_VERIFY(rig.action(QStringLiteral("replaySelected"))->isEnabled());
    rig.trigger("replaySelected");
    QVERIFY2(rig.text("replaySource").startsWith(QStringLiteral("2 selected rows of ")),
        qPrintable(rig.text("replaySource")));
    QTRY_COMPARE(rig.text("replayCount"), QStringLiteral("1 message. Rows left out: 1 not sent by this side."));
    rig.click(QStringLiteral("replayGo"));
    QTRY_COMPARE(rig.got(), list({"one", "two", "three", "two"}));
}

void TestReplayWindow::toAnotherAddress()
{
    QTemporaryDir folder;
    Settings settings;
    BareServer other;
    Rig rig(folder.path());
    QVERIFY(rig.openWith(settings, list({"one"})));
    rig.trigger("replay");
    auto *address = rig.find<QLineEdit>(QStringLiteral("replayAddress"));
    QVERIFY(!address->isVisible());
    rig.target()->setCurrentIndex(rig.target()->count() - 1);
    QVERIFY(address->isVisible());
    QVERIFY(!rig.button("replayGo")->isEnabled());
    address->setFocus();
    QTest::keyClicks(address, QStringLiteral("http:/nowhere"));
    rig.key(Qt::Key_Return);
    QVERIFY(address->property("error").toBool());
    QVERIFY(!rig.status().isEmpty());
    address->selectAll();
    QTest::keyClicks(address, other.url());
    QVERIFY(!address->property("error").toBool());
    const qint64 first = rig.session()->number;
    rig.key(Qt::Key_Return);
    QTRY_COMPARE(other.messages.size(), 1);
    QCOMPARE(other.messages.first().bytes, "one");
    QTRY_VERIFY(rig.session() != nullptr && rig.session()->number != first);
    QCOMPARE(rig.server.messages.size(), 1);
}

void TestReplayWindow::noConnection()
{
    QTemporaryDir folder;
    Settings settings;
    Rig rig(folder.path());
    QVERIFY(rig.openWith(settings, list({"one"})));
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    const int port = probe.serverPort();
    probe.close();
    rig.trigger("replay");
    rig.target()->setCurrentIndex(rig.target()->count() - 1);
    rig.find<QLineEdit>(QStringLiteral("replayAddress"))->setFocus();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("127.0.0.1:%1").arg(port));
    rig.key(Qt::Key_Return);
    QTRY_VERIFY2(rig.status().startsWith(QStringLiteral("Not connected, nothing was sent")), qPrintable(rig.status()));
    QVERIFY(rig.button("replayGo")->isEnabled());
}

void TestReplayWindow::aCaptureToItsOwnAddress()
{
    QTemporaryDir folder;
    Settings settings;
    Rig rig(folder.path());
    SourceCapture source;
    source.addText("kept");
    source.add(0x89, "ping");
    source.addConnection(rig.server.url());
    source.finish();
    QVERIFY(rig.open(settings));
    rig.window->openFile(source.path());
    QTRY_VERIFY(rig.action(QStringLiteral("replay"))->isEnabled());
    rig.trigger("replay");
    QCOMPARE(rig.target()->currentText(), rig.server.url() + QStringLiteral(", a new connection"));
    QTRY_COMPARE(rig.text("replayCount"), QStringLiteral("1 message."));
    rig.click(QStringLiteral("replayPings"));
    QTRY_COMPARE(rig.text("replayCount"), QStringLiteral("2 messages."));
    rig.click(QStringLiteral("replayGo"));
    QTRY_COMPARE(rig.got(), list({"kept"}));
    QTRY_COMPARE(rig.status(), QStringLiteral("Replay done: 2 messages sent."));
}

void TestReplayWindow::theServersSideIsNone()
{
    QTemporaryDir folder;
    Settings settings;
    Rig rig(folder.path());
    QVERIFY(rig.open(settings));
    const QAction *replay = rig.action(QStringLiteral("replay"));
    QVERIFY(!replay->isEnabled());
    QVERIFY2(
        replay->toolTip().contains(QStringLiteral("Connect or open a capture first")), qPrintable(replay->toolTip()));
    rig.startMock();
    QTRY_COMPARE(rig.state(), SessionState::Listening);
    QVERIFY(!replay->isEnabled());
    QVERIFY2(replay->toolTip().contains(QStringLiteral("not the server's side")), qPrintable(replay->toolTip()));
}

void TestReplayWindow::theConnectionEnds()
{
    QTemporaryDir folder;
    Settings settings;
    Rig rig(folder.path());
    QVERIFY(rig.openWith(settings, list({"one", "two"})));
    rig.trigger("replay");
    rig.setPace(OneByOne);
    rig.click(QStringLiteral("replayGo"));
    QTRY_VERIFY2(rig.status().contains(QStringLiteral("Waits before row ")), qPrintable(rig.status()));
    rig.server.socket()->close(QWebSocketProtocol::CloseCodeGoingAway);
    QTRY_VERIFY2(
        rig.status().contains(QStringLiteral("closed by the peer, 1001 Going Away")), qPrintable(rig.status()));
    QVERIFY2(rig.status().startsWith(QStringLiteral("Replay ended after 0 messages, before row ")),
        qPrintable(rig.status()));
}

QTEST_MAIN(TestReplayWindow)
#include "tst_replay_window.moc"
