// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/toolbar.h"

#include "ui/common/textlabel.h"
#include "ui/mainwindow/addressbar.h"
#include "ui/mainwindow/windowactions.h"

#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QToolButton>

namespace handglass {

ToolBar::ToolBar(Theme &theme, const WindowActions &actions, QWidget *parent)
    : QToolBar(parent)
    , m_theme(theme)
    , m_address(new AddressBar(theme, this))
    , m_request(new QPushButton(this))
    , m_phase(new TextLabel(theme, TypeStep::Body, Ink::Warn, QFont::Normal, this))
    , m_connect(new QPushButton(this))
{
    setObjectName(QStringLiteral("toolbar"));
    setWindowTitle(tr("Toolbar"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    layout()->setContentsMargins(8, 6, 10, 7);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const auto addButton = [this](QAction *action) {
        addAction(action);
        auto *button = qobject_cast<QToolButton *>(widgetForAction(action));
        button->setFixedHeight(28);
        button->setFocusPolicy(Qt::TabFocus);
        return button;
    };
    addButton(actions.newConnection);
    addButton(actions.startMock);
    addSeparator();
    addWidget(m_address);
    m_request->setObjectName(QStringLiteral("request"));
    m_request->setFixedHeight(28);
    m_request->setCheckable(true);
    m_request->setToolTip(tr("Headers, compression, TLS, proxy, cookies and what else a connection asks for"));
    addWidget(m_request);
    m_phase->setObjectName(QStringLiteral("phase"));
    m_phase->setContentsMargins(6, 0, 6, 0);
    m_phasePlace = addWidget(m_phase);
    m_phasePlace->setVisible(false);
    m_connect->setObjectName(QStringLiteral("connect"));
    m_connect->setFixedHeight(28);
    m_connect->setMinimumWidth(104);
    addWidget(m_connect);
    addSeparator();
    m_learn = addButton(actions.learn);
    connect(m_connect, &QPushButton::clicked, this, &ToolBar::stepRequested);
    connect(&m_theme, &Theme::changed, this, &ToolBar::applyTheme);
    setRequestCount(0);
    setStep(ConnectStep::Connect, {}, {});
    m_connect->setEnabled(false); // there is no address yet
    applyTheme();
}

void ToolBar::setStep(ConnectStep step, const QString &phase, const QString &whyNot)
{
    m_step = step;
    const QString words[] = {tr("Connect"), tr("Cancel"), tr("Disconnect")};
    m_connect->setText(words[int(step)]);
    m_connect->setEnabled(whyNot.isEmpty());
    m_connect->setToolTip(whyNot);
    m_phase->setText(phase);
    // A countdown moves nothing beside it.
    m_phase->setMinimumWidth(phase.isEmpty() ? 0 : qMax(m_phase->minimumWidth(), m_phase->sizeHint().width()));
    m_phasePlace->setVisible(!phase.isEmpty());
}

void ToolBar::setCompact(bool compact)
{
    setToolButtonStyle(compact ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    setNarrow(m_narrow);
}

void ToolBar::setNarrow(bool narrow)
{
    m_narrow = narrow;
    m_learn->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

void ToolBar::setRequestCount(int count)
{
    m_request->setText(count == 0 ? tr("Request") : tr("Request (%1)").arg(count));
}

void ToolBar::applyTheme()
{
    m_request->setIcon(m_theme.icon(QStringLiteral("request")));
}

} // namespace handglass
