// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "tests/ui/windowrig.h"
#include "ui/common/noticebar.h"
#include "ui/mainwindow/capturedesk.h"

#include <QCheckBox>
#include <QDir>
#include <QDropEvent>
#include <QMessageBox>
#include <QMimeData>

using namespace handglass;

class TestCaptureDesk final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = {};
        m_settings.saveFolder = m_folder->path();
    }
    void cleanup() { m_rig.reset(); }
    void savedAndOpenedAgain();
    void wrongFileIsLeftAlone();
    void openFileIsNotOverwritten();
    void droppedFileOpens();
    void closingAsks();
    void closingDiscardsAsRemembered();
    void closingSaves();
    void closingWithoutRowsAsksNothing();
    void lowDiskOffersAChoice();
    void oldRowsGoOnALowDisk();
    void lostCaptureIsRecovered();
    void lostCaptureIsDiscardedInTwoSteps();

private:
    void open()
    {
        m_rig.reset();
        m_rig = std::make_unique<WindowRig>(m_folder->filePath(u"unsaved"_qs));
        QVERIFY(m_rig->open(m_settings));
    }
    /// A few rows in the live capture: a connection that fails.
    void record(bool written = true)
    {
        m_rig->connectTo(u"127.0.0.1:1/x"_qs);
        QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
        QTRY_COMPARE(m_rig->state(), SessionState::Idle);
        QTRY_VERIFY(!written || m_rig->workbench.live()->lastId() > 0);
    }
    void leaveLost()
    {
        open();
        record();
        m_rig.reset(); // neither saved nor discarded
        open();
        QTRY_VERIFY(bar(u"lostCapture"_qs) != nullptr);
    }
    NoticeBar *bar(const QString &name) const { return m_rig->find<NoticeBar>(name); }
    CaptureDesk *desk() const { return m_rig->window->findChild<CaptureDesk *>(); }
    QMessageBox *question() const { return m_rig->window->findChild<QMessageBox *>(u"closeQuestion"_qs); }
    QStringList files() const
    {
        return QDir(m_folder->filePath(u"unsaved"_qs)).entryList({u"*.hgcap"_qs}, QDir::Files);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<WindowRig> m_rig;
};

void TestCaptureDesk::savedAndOpenedAgain()
{
    open();
    record();
    const QString target = m_folder->filePath(u"kept.hgcap"_qs);
    desk()->saveTo(nullptr, target);
    QTRY_COMPARE(desk()->stateText(), u"Saved as kept.hgcap"_qs);
    QVERIFY(!m_rig->workbench.hasUnsaved());
    QVERIFY(bar(u"saveProgress"_qs) == nullptr);

    m_rig->window->openFile(target);
    const Place place = m_rig->window->place();
    QVERIFY(place.capture != nullptr && !place.capture->isLive());
    QCOMPARE(place.capture->connections().size(), 1);
    QVERIFY(m_rig->find<QWidget>(u"statusState"_qs)->property("text").toString().startsWith(u"Recording kept.hgcap"));
    QVERIFY(m_rig->window->close());
    m_rig.reset();
    QVERIFY(files().isEmpty());
    QVERIFY(QFile::exists(target));
}

void TestCaptureDesk::wrongFileIsLeftAlone()
{
    open();
    QFile file(m_folder->filePath(u"letter.hgcap"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Dear reader, this is no capture.");
    file.close();
    m_rig->window->openFile(file.fileName());
    QVERIFY(bar(u"openFailed"_qs) != nullptr);
    QVERIFY(!bar(u"openFailed"_qs)->text().isEmpty());
    QVERIFY(m_rig->window->place().capture == nullptr);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("Dear reader, this is no capture."));
    m_rig->click(u"openFailedClose"_qs);
    QVERIFY(bar(u"openFailed"_qs) == nullptr);
    m_rig->window->openFile(m_folder->filePath(u"nowhere.hgcap"_qs));
    QVERIFY(bar(u"openFailed"_qs) != nullptr);
}

void TestCaptureDesk::openFileIsNotOverwritten()
{
    open();
    record();
    const QString target = m_folder->filePath(u"kept.hgcap"_qs);
    desk()->saveTo(nullptr, target);
    QTRY_VERIFY(!m_rig->workbench.hasUnsaved());
    m_rig->window->openFile(target);
    desk()->saveTo(nullptr, target);
    QVERIFY(bar(u"openFailed"_qs)->text().contains(u"kept.hgcap is open here"));
}

void TestCaptureDesk::droppedFileOpens()
{
    open();
    record();
    const QString target = m_folder->filePath(u"kept.hgcap"_qs);
    desk()->saveTo(nullptr, target);
    QTRY_VERIFY(!m_rig->workbench.hasUnsaved());
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(target)});
    QDropEvent drop(QPointF(400, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    static_cast<QObject *>(m_rig->window.get())->event(&drop); // as the system would deliver it
    QVERIFY(!m_rig->window->place().capture->isLive());
}

void TestCaptureDesk::closingAsks()
{
    open();
    record();
    QVERIFY(!m_rig->window->close());
    QVERIFY(question() != nullptr);
    QVERIFY(!m_rig->window->close());
    QCOMPARE(m_rig->window->findChildren<QMessageBox *>().size(), 1); // no pile
    QTest::mouseClick(question()->findChild<QPushButton *>(u"closeCancel"_qs), Qt::LeftButton);
    QTRY_VERIFY(question() == nullptr);
    QVERIFY(m_rig->window->isVisible());
    QVERIFY(m_rig->workbench.hasUnsaved());
    m_rig->workbench.discardUnsaved();
}

void TestCaptureDesk::closingDiscardsAsRemembered()
{
    open();
    record();
    m_rig->window->close();
    question()->findChild<QCheckBox *>(u"closeRemember"_qs)->setChecked(true);
    QTest::mouseClick(question()->findChild<QPushButton *>(u"closeDiscard"_qs), Qt::LeftButton);
    QTRY_VERIFY(!m_rig->window->isVisible());
    QCOMPARE(m_settings.closing, CloseChoice::Discard);
    m_rig.reset();
    QVERIFY(files().isEmpty());

    open();
    QVERIFY(m_rig->action(u"closingDiscard"_qs)->isChecked());
    m_rig->action(u"closingAsk"_qs)->trigger();
    QCOMPARE(m_settings.closing, CloseChoice::Ask);
}

void TestCaptureDesk::closingSaves()
{
    open();
    record();
    const QString target = m_folder->filePath(u"kept.hgcap"_qs);
    desk()->saveTo(nullptr, target); // from now on it has a file
    QTRY_VERIFY(!m_rig->workbench.hasUnsaved());
    const qint64 before = m_rig->workbench.live()->lastId();
    QTest::keyClick(m_rig->window.get(), Qt::Key_F5);
    QTRY_VERIFY(m_rig->workbench.live()->lastId() > before);
    QTRY_VERIFY(m_rig->session()->refused);
    m_rig->window->close();
    QTest::mouseClick(question()->findChild<QPushButton *>(u"closeSave"_qs), Qt::LeftButton);
    QTRY_VERIFY(!m_rig->window->isVisible());
    const auto saved = Capture::open(target);
    QVERIFY(saved);
    QCOMPARE((*saved)->connections().size(), 2);
}

void TestCaptureDesk::closingWithoutRowsAsksNothing()
{
    open();
    QVERIFY(m_rig->window->close());
    m_rig.reset();
    QVERIFY(files().isEmpty());
}

void TestCaptureDesk::lowDiskOffersAChoice()
{
    open();
    Capture *live = m_rig->workbench.live();
    Q_EMIT live->diskLow(100 << 20);
    QVERIFY(bar(u"diskLow"_qs)->text().startsWith(u"100 MiB are left"));
    for (const QString &name : {u"diskContinue"_qs, u"diskLetGo"_qs, u"diskSave"_qs, u"diskStop"_qs})
        QVERIFY(m_rig->find(name)->isVisible());
    Q_EMIT live->resumed(); // somebody made room
    QVERIFY(bar(u"diskLow"_qs) == nullptr);
    m_rig->workbench.setRetention({.minFree = std::numeric_limits<qint64>::max()});
    record(false);
    QTRY_VERIFY(bar(u"diskLow"_qs) != nullptr);
    QCOMPARE(live->lastId(), 0);
    m_rig->click(u"diskStop"_qs);
    QVERIFY(bar(u"diskLow"_qs) == nullptr);
    QTRY_VERIFY(bar(u"recordingStopped"_qs) != nullptr);
    QVERIFY(bar(u"recordingStopped"_qs)->text().contains(u"were not recorded"));
}

void TestCaptureDesk::oldRowsGoOnALowDisk()
{
    open();
    record();
    const Capture *live = m_rig->workbench.live();
    const EntryId before = live->lastId();
    m_rig->workbench.setRetention({.minFree = std::numeric_limits<qint64>::max()});
    record(false);
    QTRY_VERIFY(bar(u"diskLow"_qs) != nullptr);
    QCOMPARE(live->lastId(), before);
    m_rig->click(u"diskLetGo"_qs);
    QVERIFY(bar(u"diskLow"_qs) == nullptr);
    QTRY_VERIFY(live->lastId() > before);
    QTRY_VERIFY(live->firstId() > 1);
}

void TestCaptureDesk::lostCaptureIsRecovered()
{
    leaveLost();
    QVERIFY(bar(u"lostCapture"_qs)->text().contains(u"was not saved"));
    m_rig->click(u"recoverLost"_qs);
    QVERIFY(bar(u"lostCapture"_qs) == nullptr);
    const Place place = m_rig->window->place();
    QVERIFY(place.capture != nullptr && !place.capture->isLive());
    QCOMPARE(place.capture->connections().size(), 1);

    // Saved, it is not lost any more.
    const QString target = m_folder->filePath(u"recovered.hgcap"_qs);
    desk()->saveTo(place.capture, target);
    QTRY_COMPARE(m_rig->window->place().capture->path(), target);
    QVERIFY(m_rig->window->close());
    m_rig.reset();
    QVERIFY(files().isEmpty());
}

void TestCaptureDesk::lostCaptureIsDiscardedInTwoSteps()
{
    leaveLost();
    m_rig->click(u"discardLost"_qs);
    QCOMPARE(files().size(), 2); // the lost one and the live one
    m_rig->click(u"keepLost"_qs);
    m_rig->click(u"discardLost"_qs);
    m_rig->click(u"discardLostNow"_qs);
    QVERIFY(bar(u"lostCapture"_qs) == nullptr);
    QCOMPARE(files().size(), 1);
}

QTEST_MAIN(TestCaptureDesk)
#include "tst_capturedesk.moc"
