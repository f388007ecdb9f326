// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

namespace handglass {

class CaptureShelf;
class NoticeArea;

/// Takes sessions and captures off the list; asks first, in a bar, where that closes a connection. GUI thread.
class RemoveControl final : public QObject
{
    Q_OBJECT
public:
    RemoveControl(Workbench &workbench, CaptureShelf &shelf, NoticeArea &notices, QObject *parent);
    void remove(const Place &place);
    void closeQuestion();

private:
    void ask(const SessionInfo &info);
    void removeSession(qint64 session);

    Workbench &m_workbench;
    CaptureShelf &m_shelf;
    NoticeArea &m_notices;
};

} // namespace handglass
