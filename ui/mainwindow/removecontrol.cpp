// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/removecontrol.h"

#include "ui/mainwindow/captureshelf.h"
#include "ui/mainwindow/noticearea.h"

#include <QPushButton>

namespace handglass {

namespace {

QString subject()
{
    return QStringLiteral("removeQuestion");
}

} // namespace

RemoveControl::RemoveControl(Workbench &workbench, CaptureShelf &shelf, NoticeArea &notices, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_shelf(shelf)
    , m_notices(notices)
{
}

void RemoveControl::remove(const Place &place)
{
    if (place.capture != m_workbench.live())
        return m_shelf.close(place.capture);
    const SessionInfo *info = m_workbench.session(place.scope.session);
    if (info == nullptr)
        return;
    const bool open = m_workbench.whyNoTarget({info->number, 0}).isEmpty() || info->isConnecting();
    if (open)
        ask(*info);
    else
        removeSession(info->number);
}

void RemoveControl::closeQuestion()
{
    m_notices.close(subject());
}

void RemoveControl::ask(const SessionInfo &info)
{
    NoticeBar *bar = m_notices.show(subject(), NoticeBar::Level::Warn,
        tr("%1 is connected: removing it closes the connection with 1001 Going Away. Its rows stay in the capture.")
            .arg(info.name));
    QPushButton *remove = bar->addButton(tr("Remove %1").arg(info.name), QStringLiteral("removeNow"));
    QPushButton *keep = bar->addButton(tr("Keep"), QStringLiteral("removeKeep"));
    connect(remove, &QPushButton::clicked, this, [this, session = info.number] { removeSession(session); });
    connect(keep, &QPushButton::clicked, this, &RemoveControl::closeQuestion);
    remove->setFocus();
}

void RemoveControl::removeSession(qint64 session)
{
    closeQuestion();
    m_workbench.remove(session);
}

} // namespace handglass
