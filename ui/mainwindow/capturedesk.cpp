// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/capturedesk.h"

#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/mainwindow/captureshelf.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mainwindow/workbench.h"

#include <QCheckBox>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

namespace handglass {

namespace {

const QString LostSubject = QStringLiteral("lostCapture");
const QString SaveSubject = QStringLiteral("saveProgress");
const QString OpenSubject = QStringLiteral("openFailed");
const QString DiskSubject = QStringLiteral("diskLow");

QString clockOf(qint64 modifiedMs)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(modifiedMs);
    const bool today = time.date() == QDate::currentDate();
    return time.toString(today ? QStringLiteral("HH:mm") : QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString fileFilter()
{
    return CaptureDesk::tr("Handglass captures (*.hgcap)");
}

} // namespace

CaptureDesk::CaptureDesk(
    Workbench &workbench, CaptureShelf &shelf, Settings &settings, NoticeArea &notices, QWidget *window)
    : QObject(window)
    , m_workbench(workbench)
    , m_shelf(shelf)
    , m_settings(settings)
    , m_notices(notices)
    , m_window(window)
{
    connect(&m_save, &SaveJob::saved, this, &CaptureDesk::takeSaved);
    connect(&m_save, &SaveJob::failed, this, &CaptureDesk::takeSaveFailure);
    connect(&m_save, &SaveJob::progressed, this, [this](int percent) {
        if (NoticeBar *bar = m_notices.bar(SaveSubject))
            bar->setText(tr("Saving %1 %").arg(percent));
    });
    Capture *live = m_workbench.live();
    connect(live, &Capture::diskLow, this, &CaptureDesk::showDiskLow);
    connect(live, &Capture::resumed, this, [this] { m_notices.close(DiskSubject); });
    connect(live, &Capture::stopped, this, &CaptureDesk::showStopped);
    connect(live, &Capture::markFailed, this, &CaptureDesk::showMarkFailure);
    connect(&m_shelf, &CaptureShelf::opened, this, [this](const Capture *capture) {
        connect(capture, &Capture::markFailed, this, &CaptureDesk::showMarkFailure);
    });
    connect(live, &Capture::failed, this, [this](const QString &sentence) {
        m_notices.tell(QStringLiteral("captureFailed"), NoticeBar::Level::Fail, sentence);
    });
}

// ---- saving

QString CaptureDesk::suggestedPath() const
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString usual = QDir(documents).exists() ? documents : QDir::homePath();
    const QDir folder(m_settings.saveFolder.isEmpty() ? usual : m_settings.saveFolder);
    const QString name = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH-mm"));
    return folder.filePath(name + QStringLiteral(".hgcap"));
}

void CaptureDesk::save(Capture *capture)
{
    const bool live = capture == nullptr || capture == m_workbench.live();
    if (live && !m_workbench.savedTo().isEmpty())
        saveTo(nullptr, m_workbench.savedTo());
    else
        saveAs(capture);
}

void CaptureDesk::saveAs(Capture *capture)
{
    auto *dialog = new QFileDialog(m_window, tr("Save capture"), suggestedPath(), fileFilter());
    dialog->setObjectName(QStringLiteral("saveDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("hgcap"));
    dialog->selectFile(QFileInfo(suggestedPath()).fileName());
    const QPointer<Capture> source(capture == nullptr ? m_workbench.live() : capture);
    connect(dialog, &QFileDialog::fileSelected, this, [this, source](const QString &path) {
        if (source)
            saveTo(source, path);
    });
    connect(dialog, &QDialog::rejected, this, [this] { m_closeAfterSave = false; });
    dialog->open();
}

void CaptureDesk::saveTo(Capture *capture, const QString &target)
{
    if (capture == nullptr)
        capture = m_workbench.live();
    if (m_save.isRunning())
        return m_notices.tell(OpenSubject, NoticeBar::Level::Warn, tr("Another capture is being saved: try after it."));
    const QFileInfo file(target);
    const QList<Capture *> shown = m_shelf.captures();
    for (const Capture *open : shown) {
        if (QFileInfo(open->path()) == file) {
            m_closeAfterSave = false;
            return m_notices.tell(OpenSubject, NoticeBar::Level::Fail,
                tr("%1 is open here and was left as it is: close it first, or choose another name.")
                    .arg(file.fileName()));
        }
    }
    m_settings.saveFolder = file.absolutePath();
    start(capture, file.absoluteFilePath());
}

void CaptureDesk::start(Capture *capture, const QString &target)
{
    m_savingLive = capture == m_workbench.live();
    m_savingUpTo = capture->lastId();
    NoticeBar *bar = m_notices.show(SaveSubject, NoticeBar::Level::Info, tr("Saving %1 %").arg(0));
    QPushButton *cancel = bar->addButton(tr("Cancel"), QStringLiteral("cancelSave"));
    connect(cancel, &QPushButton::clicked, &m_save, &SaveJob::cancel);
    m_save.start(capture->path(), target);
}

void CaptureDesk::takeSaved(const QString &source, const QString &target)
{
    m_notices.close(SaveSubject);
    if (m_savingLive) {
        m_workbench.markSaved(m_savingUpTo, target);
    } else {
        const QList<Capture *> shown = m_shelf.captures();
        for (Capture *capture : shown) {
            if (capture->path() != source || !m_shelf.isLost(capture))
                continue;
            m_shelf.close(capture); // saved now: its place is taken by the file
            m_workbench.files().discard(source);
            openFile(target);
        }
    }
    Q_EMIT stateChanged();
    if (std::exchange(m_closeAfterSave, false))
        Q_EMIT closeAllowed();
}

void CaptureDesk::takeSaveFailure(const QString &sentence)
{
    m_closeAfterSave = false;
    m_notices.close(SaveSubject);
    if (!sentence.isEmpty())
        m_notices.tell(OpenSubject, NoticeBar::Level::Fail, sentence);
}

QString CaptureDesk::stateText() const
{
    const Capture *live = m_workbench.live();
    if (!m_workbench.savedTo().isEmpty()) {
        const QString name = QFileInfo(m_workbench.savedTo()).fileName();
        const qint64 rows = m_workbench.unsavedRows();
        if (rows == 0)
            return tr("Saved as %1").arg(name);
        return rows == 1 ? tr("%1, 1 row not saved").arg(name)
                         : tr("%1, %2 rows not saved").arg(name, groupedNumber(rows));
    }
    if (!m_workbench.hasUnsaved())
        return {};
    return tr("Capture not saved, %1").arg(sizeText(live->fileSize()));
}

// ---- opening

void CaptureDesk::open()
{
    auto *dialog = new QFileDialog(
        m_window, tr("Open"), m_settings.saveFolder, tr("Captures and scenarios (*.hgcap *.json);;All files (*)"));
    dialog->setObjectName(QStringLiteral("openDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &CaptureDesk::fileChosen);
    dialog->open();
}

void CaptureDesk::openFile(const QString &path)
{
    QString error;
    Capture *capture = m_shelf.open(path, false, &error);
    if (capture == nullptr)
        return m_notices.tell(OpenSubject, NoticeBar::Level::Fail, error);
    m_settings.saveFolder = QFileInfo(path).absolutePath();
    m_notices.close(OpenSubject);
    Q_EMIT opened(capture);
}

// ---- what an earlier run left behind

void CaptureDesk::offerLost()
{
    inBackground([folder = m_workbench.folder()] {
        CaptureFiles files(folder); // the live capture's lock holds against this one, too
        files.discardOld();
        return files.lost();
    }).then(this, [this](const QList<LostCapture> &lost) {
        m_lost = lost;
        showLost();
    });
}

void CaptureDesk::showLost()
{
    if (m_lost.isEmpty())
        return m_notices.close(LostSubject);
    const LostCapture lost = m_lost.first();
    QString text =
        tr("A capture of %1, %2 rows, was not saved.").arg(clockOf(lost.modifiedMs), groupedNumber(lost.rows));
    if (m_lost.size() > 1)
        text += u' ' + tr("It is the first of %1.").arg(m_lost.size());
    NoticeBar *bar = m_notices.show(LostSubject, NoticeBar::Level::Info, text);
    QPushButton *recover = bar->addButton(tr("Recover"), QStringLiteral("recoverLost"));
    recover->setToolTip(tr("Opens it; it stays unsaved until you save it"));
    QPushButton *discard = bar->addButton(tr("Discard"), QStringLiteral("discardLost"));
    QPushButton *later = bar->addButton(tr("Later"), QStringLiteral("laterLost"));
    later->setToolTip(tr("Asks again at the next start; what is older than 30 days, and the oldest beyond 20, is "
                         "discarded then"));
    connect(recover, &QPushButton::clicked, this, [this, lost] {
        m_lost.removeFirst();
        QString error;
        if (Capture *capture = m_shelf.open(lost.path, true, &error))
            Q_EMIT opened(capture);
        else
            m_notices.tell(OpenSubject, NoticeBar::Level::Fail, error);
        showLost();
    });
    connect(discard, &QPushButton::clicked, this, [this, lost] { askDiscard(lost); });
    connect(later, &QPushButton::clicked, this, [this] {
        m_lost.clear();
        showLost();
    });
}

void CaptureDesk::askDiscard(const LostCapture &lost)
{
    NoticeBar *bar = m_notices.show(LostSubject, NoticeBar::Level::Warn,
        tr("Discarding removes the %1 rows of %2 for good.").arg(groupedNumber(lost.rows), clockOf(lost.modifiedMs)));
    QPushButton *discard =
        bar->addButton(tr("Discard %1 rows").arg(groupedNumber(lost.rows)), QStringLiteral("discardLostNow"));
    QPushButton *keep = bar->addButton(tr("Keep"), QStringLiteral("keepLost"));
    keep->setFocus();
    connect(discard, &QPushButton::clicked, this, [this, lost] {
        m_workbench.files().discard(lost.path);
        m_lost.removeFirst();
        showLost();
    });
    connect(keep, &QPushButton::clicked, this, &CaptureDesk::showLost);
}

// ---- the end

bool CaptureDesk::mayClose()
{
    if (!m_workbench.hasUnsaved())
        return true;
    if (m_settings.closing == CloseChoice::Ask)
        askClose();
    else
        answerClose(m_settings.closing, false);
    return false;
}

void CaptureDesk::askClose()
{
    if (m_window->findChild<QMessageBox *>(QStringLiteral("closeQuestion")) != nullptr)
        return;
    auto *box = new QMessageBox(m_window);
    box->setObjectName(QStringLiteral("closeQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("Unsaved rows"));
    box->setText(tr("The capture holds %1 rows that are in no file.").arg(groupedNumber(m_workbench.unsavedRows())));
    box->setInformativeText(tr("Discarded rows cannot be brought back."));
    QPushButton *save = box->addButton(tr("Save…"), QMessageBox::AcceptRole);
    QPushButton *discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    QPushButton *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    save->setObjectName(QStringLiteral("closeSave"));
    discard->setObjectName(QStringLiteral("closeDiscard"));
    cancel->setObjectName(QStringLiteral("closeCancel"));
    box->setDefaultButton(save);
    box->setEscapeButton(cancel);
    auto *remember = new QCheckBox(tr("Remember my choice (File, When closing)"), box);
    remember->setObjectName(QStringLiteral("closeRemember"));
    box->setCheckBox(remember);
    connect(
        save, &QPushButton::clicked, this, [this, remember] { answerClose(CloseChoice::Save, remember->isChecked()); });
    connect(discard, &QPushButton::clicked, this,
        [this, remember] { answerClose(CloseChoice::Discard, remember->isChecked()); });
    box->open();
}

void CaptureDesk::answerClose(CloseChoice choice, bool remember)
{
    if (remember) {
        m_settings.closing = choice;
        Q_EMIT closingChoiceChanged();
    }
    if (choice == CloseChoice::Save) {
        m_closeAfterSave = true;
        save(nullptr);
        return;
    }
    m_workbench.discardUnsaved();
    // After the question is gone: closing the window inside its click would end the click's own widgets.
    QMetaObject::invokeMethod(this, &CaptureDesk::closeAllowed, Qt::QueuedConnection);
}

void CaptureDesk::showDiskLow(qint64 freeBytes)
{
    NoticeBar *bar = m_notices.show(DiskSubject, NoticeBar::Level::Warn,
        tr("%1 are left on the disk. Recording stands still and the connections wait; nothing is lost so far.")
            .arg(sizeText(freeBytes)));
    QPushButton *carryOn = bar->addButton(tr("Continue"), QStringLiteral("diskContinue"));
    carryOn->setToolTip(tr("Goes on down to an eighth of the free space that is kept now"));
    QPushButton *letGo = bar->addButton(tr("Let old rows go"), QStringLiteral("diskLetGo"));
    letGo->setToolTip(tr("Goes on, and the oldest rows make room: the capture takes no more of the disk than now"));
    QPushButton *elsewhere = bar->addButton(tr("Save elsewhere…"), QStringLiteral("diskSave"));
    QPushButton *stop = bar->addButton(tr("Stop recording"), QStringLiteral("diskStop"));
    stop->setToolTip(tr("What was recorded is kept; connections go on, and what they bring is not recorded"));
    CaptureWriter *writer = m_workbench.live()->writer();
    connect(carryOn, &QPushButton::clicked, this, [this, writer] {
        writer->continueWriting();
        m_notices.close(DiskSubject);
    });
    connect(letGo, &QPushButton::clicked, this, [this, writer] {
        writer->letOldGo();
        m_notices.close(DiskSubject);
    });
    connect(elsewhere, &QPushButton::clicked, this, [this] { saveAs(nullptr); });
    connect(stop, &QPushButton::clicked, this, [this, writer] {
        writer->stopWriting();
        m_notices.close(DiskSubject);
    });
}

void CaptureDesk::showStopped(qint64 rowsLost)
{
    QString text = tr("Recording has stopped: what was recorded is kept, what comes now is not recorded.");
    if (rowsLost > 0)
        text += u' ' + tr("%1 rows that waited were not recorded.").arg(groupedNumber(rowsLost));
    m_notices.tell(QStringLiteral("recordingStopped"), NoticeBar::Level::Warn, text);
}

void CaptureDesk::showMarkFailure(const QString &sentence)
{
    m_notices.tell(QStringLiteral("markFailed"), NoticeBar::Level::Fail,
        tr("The mark is shown, but not in the file, and is lost when the capture is closed: %1").arg(sentence));
}

} // namespace handglass
