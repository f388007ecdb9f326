// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturefiles.h"
#include "ui/common/settings.h"
#include "ui/mainwindow/savejob.h"

#include <QWidget>

#include <functional>

namespace handglass {

class Capture;
class CaptureShelf;
class NoticeArea;
class Workbench;

/// What a person does with captures: save, open, take back what an earlier run lost, and say what becomes of unsaved
/// rows at the end. Speaks through the window's notices and asks with dialogs of the window that never block.
class CaptureDesk final : public QObject
{
    Q_OBJECT
public:
    CaptureDesk(Workbench &workbench, CaptureShelf &shelf, Settings &settings, NoticeArea &notices, QWidget *window);

    /// To the file it has, else asks for one. nullptr: the live capture.
    void save(Capture *capture);
    void saveAs(Capture *capture);
    void saveTo(Capture *capture, const QString &target);
    void open();
    void openFile(const QString &path);
    /// Discards by the stated rule what is too old, and offers the rest in a bar. The disk is read on a worker.
    void offerLost();
    /// True: the window may close now. Else a question is open, and closeAllowed() may come.
    bool mayClose();
    /// "Capture not saved, 316 KiB", "Saved as x.hgcap", …; empty if nothing is recorded.
    QString stateText() const;

Q_SIGNALS:
    /// In answer to open(): a capture, or something else that the window opens.
    void fileChosen(const QString &path);
    void opened(handglass::Capture *capture);
    void closeAllowed();
    void stateChanged();
    void closingChoiceChanged();

private:
    void start(Capture *capture, const QString &target);
    void takeSaved(const QString &source, const QString &target);
    void takeSaveFailure(const QString &sentence);
    void showLost();
    void askDiscard(const LostCapture &lost);
    void askClose();
    void answerClose(CloseChoice choice, bool remember);
    void showDiskLow(qint64 freeBytes);
    void showStopped(qint64 rowsLost);
    void showMarkFailure(const QString &sentence);
    QString suggestedPath() const;

    Workbench &m_workbench;
    CaptureShelf &m_shelf;
    Settings &m_settings;
    NoticeArea &m_notices;
    QWidget *m_window;
    SaveJob m_save;
    qint64 m_savingUpTo = 0;
    bool m_savingLive = false;
    bool m_closeAfterSave = false;
    QList<LostCapture> m_lost;
};

} // namespace handglass
