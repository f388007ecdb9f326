// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/exchange/exchangeparts.h"
#include "tests/support/failonwarnings.h"
#include "tests/ui/windowrig.h"
#include "ui/common/noticebar.h"
#include "ui/exchange/exportdialog.h"
#include "ui/mainwindow/exchangedesk.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QRadioButton>

using namespace handglass;

class TestExchangeDesk final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init();
    void cleanup() { m_rig.reset(); }
    void nothingToExportSaysWhy();
    void exportedAsChosen();
    void theSuffixFollowsTheFormat();
    void aWrongTargetIsToldInTheDialog();
    void credentialsIfAsked();
    void droppedHarIsImported();
    void brokenFileIsASentence();
    void copiedForAnotherProgram();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    void openCapture()
    {
        m_rig->window->openFile(path(u"varied.hgcap"_qs));
        QVERIFY(m_rig->window->place().capture != nullptr);
    }
    ExportDialog *openDialog()
    {
        m_rig->action(u"exportRows"_qs)->trigger();
        return m_rig->find<ExportDialog>(u"exportDialog"_qs);
    }
    NoticeBar *bar(const QString &name) const { return m_rig->find<NoticeBar>(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<WindowRig> m_rig;
};

void TestExchangeDesk::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = {};
    m_settings.saveFolder = m_folder->path();
    {
        CaptureMaker maker(path(u"varied.hgcap"_qs));
        fillVariedCapture(maker);
    }
    m_rig = std::make_unique<WindowRig>(path(u"unsaved"_qs));
    QVERIFY(m_rig->open(m_settings));
}

void TestExchangeDesk::nothingToExportSaysWhy()
{
    for (const char *name : {"exportRows", "copyAsCurl"}) {
        const QAction *action = m_rig->action(QLatin1String(name));
        QVERIFY2(!action->isEnabled() && action->toolTip().contains(u": "), name);
    }
}

void TestExchangeDesk::exportedAsChosen()
{
    openCapture();
    ExportDialog *dialog = openDialog();
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(m_rig->find<QRadioButton>(u"exportAll"_qs)->text().endsWith(u"16"));
    QVERIFY(!m_rig->find<QRadioButton>(u"exportSelected"_qs)->text().isEmpty());
    QCOMPARE(dialog->target(), path(u"varied.har"_qs));
    m_rig->click(u"exportNow"_qs);
    QTRY_VERIFY(bar(u"exchangeJob"_qs) != nullptr);
    QTRY_VERIFY2(bar(u"exchangeJob"_qs)->text().contains(u"rows exported to varied.har"),
        qPrintable(bar(u"exchangeJob"_qs)->text()));
    QVERIFY(bar(u"exchangeJob"_qs)->text().contains(u"Credentials hidden in it: 5."));
    QVERIFY(fileBytes(path(u"varied.har"_qs)).contains("_webSocketMessages"));
}

void TestExchangeDesk::theSuffixFollowsTheFormat()
{
    openCapture();
    ExportDialog *dialog = openDialog();
    dialog->setFormat(ExportFormat::Pcapng);
    QCOMPARE(dialog->target(), path(u"varied.pcapng"_qs));
    dialog->setFormat(ExportFormat::Raw);
    QCOMPARE(dialog->target(), path(u"varied"_qs));
    dialog->setFormat(ExportFormat::Text);
    QCOMPARE(dialog->target(), path(u"varied.txt"_qs));
}

void TestExchangeDesk::aWrongTargetIsToldInTheDialog()
{
    openCapture();
    const ExportDialog *dialog = openDialog();
    m_rig->find<QLineEdit>(u"exportTarget"_qs)->setText(path(u"nowhere/x.har"_qs));
    m_rig->click(u"exportNow"_qs);
    QVERIFY(dialog->isVisible());
    QVERIFY(m_rig->find<QLabel>(u"exportError"_qs)->text().startsWith(u"expected a folder that exists"));
}

void TestExchangeDesk::credentialsIfAsked()
{
    openCapture();
    openDialog();
    m_rig->find<QCheckBox>(u"exportCredentials"_qs)->setChecked(true);
    m_rig->click(u"exportNow"_qs);
    QTRY_VERIFY(QFile::exists(path(u"varied.har"_qs)));
    QVERIFY(fileBytes(path(u"varied.har"_qs)).contains("abcdef123456"));
}

void TestExchangeDesk::droppedHarIsImported()
{
    QVERIFY(exportCapture({path(u"varied.hgcap"_qs), ExportFormat::Har, {}, true}, path(u"devtools.har"_qs)));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path(u"devtools.har"_qs))});
    QDropEvent drop(QPointF(400, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    static_cast<QObject *>(m_rig->window.get())->event(&drop); // as the system would deliver it
    QTRY_VERIFY(m_rig->window->place().capture != nullptr);
    QCOMPARE(m_rig->window->place().capture->connections().size(), 2);
    QVERIFY(bar(u"exchangeJob"_qs)->text().startsWith(u"devtools.har imported, not saved yet. Connections: 2."));
    QCOMPARE(m_rig->sidebar()->currentIndex().data().toString(), u"devtools.har"_qs);
}

void TestExchangeDesk::brokenFileIsASentence()
{
    QFile file(path(u"broken.har"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"log\": 7}");
    file.close();
    m_rig->window->openFile(file.fileName());
    QTRY_VERIFY(bar(u"exchangeFailed"_qs) != nullptr);
    QVERIFY2(bar(u"exchangeFailed"_qs)->text().contains(u"log.entries"), qPrintable(bar(u"exchangeFailed"_qs)->text()));
    QVERIFY(m_rig->window->place().capture == nullptr);
}

void TestExchangeDesk::copiedForAnotherProgram()
{
    openCapture();
    m_rig->action(u"copyAsWscat"_qs)->trigger();
    const QString hidden = QGuiApplication::clipboard()->text();
    QVERIFY2(hidden.startsWith(u"wscat -c 'ws://example.test/chat?room=7&access_token=xxxxxx'"), qPrintable(hidden));
    QTRY_VERIFY(bar(u"copiedCommand"_qs) != nullptr);
    m_rig->click(u"copyWithCredentials"_qs);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"access_token=s3cr3t"));
}

QTEST_MAIN(TestExchangeDesk)
#include "tst_exchangedesk.moc"
