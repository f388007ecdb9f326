// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/messagedesk.h"

#include "ui/compose/composepanel.h"
#include "ui/log/logpanel.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mainwindow/sessionpage.h"

namespace handglass {

MessageDesk::MessageDesk(Workbench &workbench, SessionPage &page, NoticeArea &notices, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_page(page)
    , m_notices(notices)
{
    makeActions();
    connectComposer();
    connect(&m_page.log(), &LogPanel::sendAgainRequested, this, &MessageDesk::sendAgain);
    connect(&m_page.log(), &LogPanel::editRequested, this, &MessageDesk::editAgain);
}

void MessageDesk::makeActions()
{
    const auto add = [&](const char *name, const QString &text, const QKeySequence &keys, void (ComposePanel::*run)()) {
        auto *action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys);
        connect(action, &QAction::triggered, &m_page.compose(), run);
        m_actions.append(action);
    };
    add("sendMessage", tr("&Send"), QKeySequence(Qt::CTRL | Qt::Key_Return), &ComposePanel::sendNow);
    add("sendPing", tr("&Ping…"), QKeySequence(Qt::CTRL | Qt::Key_P), &ComposePanel::openPing);
    add("sendClose", tr("C&lose with code…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W), &ComposePanel::openClose);
    add("composeRaw", tr("Compose raw fra&mes"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
        &ComposePanel::composeRaw);
    add("olderMessage", tr("&Older from the history"), QKeySequence(Qt::ALT | Qt::Key_Up), &ComposePanel::showOlder);
    add("newerMessage", tr("&Newer from the history"), QKeySequence(Qt::ALT | Qt::Key_Down), &ComposePanel::showNewer);
    add("forgetMessages", tr("&Forget the history"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_H),
        &ComposePanel::clearHistory);
}

void MessageDesk::connectComposer()
{
    ComposePanel &compose = m_page.compose();
    connect(&compose, &ComposePanel::sendTextRequested, this,
        [this](const QString &text, qint64 token) { m_workbench.sendText(m_place.scope, text, token); });
    connect(&compose, &ComposePanel::sendBinaryRequested, this,
        [this](const QByteArray &data, qint64 token) { m_workbench.sendBinary(m_place.scope, data, token); });
    connect(&compose, &ComposePanel::pingRequested, this,
        [this](const QByteArray &payload, qint64 token) { m_workbench.ping(m_place.scope, payload, token); });
    connect(&compose, &ComposePanel::rawRequested, this,
        [this](const RawSend &raw, qint64 token) { m_workbench.sendRaw(m_place.scope, raw, token); });
    connect(&compose, &ComposePanel::pongRequested, this,
        [this](const QByteArray &payload, qint64 token) { m_workbench.pong(m_place.scope, payload, token); });
    connect(&compose, &ComposePanel::autoPongRequested, this,
        [this](bool on, qint64 token) { m_workbench.setAutoPong(m_place.scope, on, token); });
    connect(&compose, &ComposePanel::closeRequested, this, [this](quint16 code, const QString &reason, qint64 token) {
        m_workbench.close(m_place.scope, code, reason, token);
    });
    connect(&m_workbench, &Workbench::sendDone, this, [this](qint64 token, const QString &error) {
        if (token > 0)
            m_page.compose().sendDone(token, error);
        else
            tell(error);
    });
}

void MessageDesk::tell(const QString &sentence)
{
    if (!sentence.isEmpty())
        m_notices.tell(QStringLiteral("sendFailed"), NoticeBar::Level::Fail, sentence);
}

std::optional<MessageDesk::Message> MessageDesk::message(qint64 entry) const
{
    if (m_place.capture == nullptr)
        return std::nullopt;
    const CaptureReader &reader = m_place.capture->reader();
    const QList<EntryId> frames = reader.messageFrames(entry);
    const auto first = reader.entry(frames.isEmpty() ? entry : frames.first());
    if (!first || first->row.kind != EntryKind::Frame)
        return std::nullopt;
    return Message{first->opcode(), reader.messagePayload(entry)};
}

void MessageDesk::sendAgain(qint64 entry)
{
    const auto again = message(entry);
    const QString whyNot = m_workbench.whyNoTarget(m_place.scope);
    if (!again || !whyNot.isEmpty())
        return tell(whyNot);
    switch (again->opcode) {
    case Opcode::Ping:
        return m_workbench.ping(m_place.scope, again->payload, m_nextToken--);
    case Opcode::Pong:
        return m_workbench.pong(m_place.scope, again->payload, m_nextToken--);
    default:
        return m_page.compose().send(again->payload, again->opcode == Opcode::Text);
    }
}

void MessageDesk::editAgain(qint64 entry)
{
    const auto again = message(entry);
    if (!again)
        return;
    m_page.compose().edit(again->payload, again->opcode == Opcode::Text);
}

} // namespace handglass
