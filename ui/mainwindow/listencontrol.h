// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/listenchange.h"
#include "ui/mainwindow/workbench.h"

namespace handglass {

class NoticeArea;
class ReachQuestion;

/// Where mocks listen, and what their scenarios say of it while they run: a change is told, and made when a mock is
/// started again. GUI thread.
class ListenControl final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListenControl)
public:
    ListenControl(Workbench &workbench, NoticeArea &notices, ReachQuestion &reach, QObject *parent);

    /// As its scenario says now; its clients get 1001.
    void restart(qint64 mock);

private:
    struct Restart {
        MockOptions options;
        qsizetype clients = 0; ///< that it drops
    };
    std::optional<ListenChange> change(qint64 mock) const;
    void tellChange(qint64 mock);
    void takeListening(qint64 mock);
    void tellFailure(qint64 mock, const QString &sentence, quint16 freePort);
    void restartWith(qint64 mock, const MockOptions &options);

    Workbench &m_workbench;
    NoticeArea &m_notices;
    ReachQuestion &m_reach;
    QHash<qint64, scenario::Listen> m_before; ///< what a mock's scenario said when it was started
    QHash<qint64, Restart> m_restarts;        ///< of mocks that are being started again
};

} // namespace handglass
