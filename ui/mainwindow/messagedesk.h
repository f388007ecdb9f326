// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

#include <QAction>

namespace handglass {

class NoticeArea;
class SessionPage;

/// Carries what the composer and the log's rows ask for to the current place's connections, and the outcome back.
class MessageDesk final : public QObject
{
    Q_OBJECT
public:
    MessageDesk(Workbench &workbench, SessionPage &page, NoticeArea &notices, QObject *parent);
    void setPlace(const Place &place) { m_place = place; }
    /// What the composer does, for the menus.
    QList<QAction *> actions() const { return m_actions; }

private:
    /// The message that a row belongs to.
    struct Message {
        Opcode opcode = Opcode::Text;
        QByteArray payload;
    };
    void makeActions();
    void connectComposer();
    void sendAgain(qint64 entry);
    void editAgain(qint64 entry);
    std::optional<Message> message(qint64 entry) const;
    void tell(const QString &sentence);

    Workbench &m_workbench;
    SessionPage &m_page;
    NoticeArea &m_notices;
    Place m_place;
    QList<QAction *> m_actions;
    qint64 m_nextToken = -1; ///< of what the composer did not ask for: below 0
};

} // namespace handglass
