// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

#include <QElapsedTimer>
#include <QTimer>

namespace handglass {

class CaptureDesk;
class CaptureShelf;
class SessionPage;
class StatusLine;

/// Tells about the current place what stands at the window's edges: status bar, agreed facts, the mock's head line.
/// GUI thread.
class PlaceReport final : public QObject
{
    Q_OBJECT
public:
    PlaceReport(Workbench &workbench, CaptureShelf &shelf, CaptureDesk &desk, StatusLine &status, SessionPage &page,
        QObject *parent);
    void setPlace(const Place &place);

private:
    struct Sample {
        qint64 ms = 0;
        RowCount count;
    };
    void refresh();
    void refreshCapture();
    void reportLive();
    void reportMock(const SessionInfo &info);
    void reportConnection(const ConnectionRecord &record);
    void reportRecording();
    void reportRules();
    const SessionInfo *shownMock() const;
    const ConnectionRecord *shownRecord() const;
    void sampleRates();
    ConnectionId shownConnection() const;

    Workbench &m_workbench;
    CaptureShelf &m_shelf;
    CaptureDesk &m_desk;
    StatusLine &m_status;
    SessionPage &m_page;
    Place m_place;
    bool m_grew = false; ///< the live capture holds something
    QTimer m_timer;
    QElapsedTimer m_clock;
    QList<Sample> m_samples; ///< of the last seconds, oldest first
};

} // namespace handglass
