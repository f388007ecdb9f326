// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

namespace handglass {

class NoticeArea;
class ScenarioDesk;
class SessionPage;
class StatusLine;
struct WindowActions;

/// Messages of a mock that no rule held for: how many there are, which, and a rule from one of them. GUI thread.
class UnmatchedControl final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnmatchedControl)
public:
    UnmatchedControl(Workbench &workbench, ScenarioDesk &scenarios, SessionPage &page, StatusLine &status,
        NoticeArea &notices, const WindowActions &actions, QObject *parent);
    void setPlace(const Place &place);

private:
    struct Message {
        QString error; ///< why no rule can be made of it
        qint64 session = 0;
        QString target; ///< of the client's request
        QByteArray payload;
        bool isText = false;
        bool isCut = false;
    };
    static Message read(const QString &capture, EntryId row);
    const SessionInfo *mock() const;
    void showCount();
    void showNext();
    void makeRule(EntryId row);
    void take(const Message &message);

    Workbench &m_workbench;
    ScenarioDesk &m_scenarios;
    SessionPage &m_page;
    StatusLine &m_status;
    NoticeArea &m_notices;
    Place m_place;
};

} // namespace handglass
