// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/chainsection.h"

#include "ui/common/textlabel.h"
#include "ui/handshake/factsection.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

QString whyText(const ConnectionRecord &record)
{
    switch (record.reason) {
    case Reason::Redirect:
        return ChainSection::tr("redirect %1, from connection %2").arg(record.attempt).arg(record.previous);
    case Reason::Reconnect:
        return ChainSection::tr("try %1 to reconnect, after connection %2").arg(record.attempt).arg(record.previous);
    case Reason::Asked:
        break;
    }
    return ChainSection::tr("asked for");
}

QString nextText(const ConnectionRecord &next)
{
    return next.reason == Reason::Redirect
        ? ChainSection::tr("Redirected: connection %1, %2").arg(next.id).arg(next.url)
        : ChainSection::tr("Tried again: connection %1").arg(next.id);
}

QToolButton *newLink(const QString &objectName)
{
    auto *link = new QToolButton;
    link->setObjectName(objectName);
    link->setAutoRaise(true);
    link->setFocusPolicy(Qt::StrongFocus);
    link->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    link->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return link;
}

} // namespace

ChainSection::ChainSection(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_facts(new FactSection(theme, tr("Chain")))
    , m_previous(newLink(QStringLiteral("previousConnection")))
    , m_next(newLink(QStringLiteral("nextConnection")))
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(2);
    all->addWidget(m_facts);
    all->addWidget(m_previous);
    all->addWidget(m_next);
    for (QToolButton *link : {m_previous, m_next})
        connect(link, &QToolButton::clicked, this,
            [this, link] { Q_EMIT connectionChosen(link->property("connection").toLongLong()); });
    connect(&theme, &Theme::changed, this, &ChainSection::applyTheme);
    applyTheme();
}

void ChainSection::setRecord(const ConnectionRecord &record, const ConnectionRecord *next)
{
    setVisible(record.previous > 0 || next);
    m_facts->clear();
    m_facts->addFact(tr("Why"), whyText(record));
    setLink(m_previous, tr("Before: connection %1").arg(record.previous), record.previous);
    setLink(m_next, next ? nextText(*next) : QString(), next ? next->id : 0);
}

void ChainSection::setLink(QToolButton *link, const QString &text, ConnectionId id)
{
    constexpr int Longest = 60;
    link->setText(text.size() > Longest ? text.left(Longest) + QStringLiteral("…") : text);
    link->setToolTip(text);
    link->setAccessibleName(text);
    link->setProperty("connection", id);
    link->setVisible(id > 0);
}

void ChainSection::applyTheme()
{
    m_previous->setIcon(m_theme.icon(QStringLiteral("back"), m_theme.colours().accent));
    m_next->setIcon(m_theme.icon(QStringLiteral("next"), m_theme.colours().accent));
    for (QToolButton *link : {m_previous, m_next})
        link->setFont(m_theme.font(TypeStep::Table));
}

} // namespace handglass
