// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/settingscontrol.h"

#include "ui/compose/requestpanel.h"
#include "ui/handshake/handshakepanel.h"
#include "ui/mainwindow/connectcontrol.h"
#include "ui/mainwindow/trustdesk.h"
#include "ui/mainwindow/windowactions.h"
#include "ui/settings/settingspage.h"

#include <QApplication>
#include <QStackedWidget>

namespace handglass {

SettingsControl::SettingsControl(
    Theme &theme, Settings &settings, Workbench &workbench, QStackedWidget &stack, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_workbench(workbench)
    , m_stack(stack)
{
    connect(&workbench, &Workbench::connectionChanged, this, [this] {
        if (m_page != nullptr && m_page->isVisible())
            m_page->refreshCookies();
    });
}

void SettingsControl::connectParts(const WindowActions &actions, RequestPanel &request, ConnectControl &control)
{
    connect(actions.settings, &QAction::triggered, this, &SettingsControl::toggle);
    connect(this, &SettingsControl::connectionsChanged, &control, &ConnectControl::takeDefaults);
    connect(&request, &RequestPanel::cookiesRequested, this, [this](const QString &profile) {
        open();
        m_page->showCookies(profile);
    });
}

void SettingsControl::makePage()
{
    m_page = new SettingsPage(m_theme, m_settings, m_workbench.cookies(), &m_stack);
    m_stack.addWidget(m_page);
    connect(m_page, &SettingsPage::left, this, &SettingsControl::leave);
    connect(m_page, &SettingsPage::themeChosen, this, &SettingsControl::themeChosen);
    connect(m_page, &SettingsPage::retentionChanged, this, &SettingsControl::retentionChanged);
    connect(m_page, &SettingsPage::connectionsChanged, this, &SettingsControl::connectionsChanged);
    Q_EMIT pageMade();
}

QWidget *SettingsControl::page() const
{
    return m_page;
}

void SettingsControl::connectTrust(TrustDesk &trust, HandshakePanel &handshake, ConnectControl &control)
{
    connect(&handshake, &HandshakePanel::trustRequested, this,
        [this, &trust](const TrustedCertificate &certificate) { trust.ask(certificate, m_place.capture); });
    connect(&trust, &TrustDesk::trusted, this, [this, &control] {
        if (m_place.capture == m_workbench.live()) // a recording's try is not repeated
            control.reconnect();
    });
}

void SettingsControl::setPlace(const Place &place)
{
    m_place = place;
}

void SettingsControl::toggle()
{
    if (m_page != nullptr && m_stack.currentWidget() == m_page)
        leave();
    else
        open();
}

void SettingsControl::open()
{
    if (m_page == nullptr)
        makePage();
    if (m_stack.currentWidget() != m_page)
        m_before = m_stack.currentWidget();
    m_stack.setCurrentWidget(m_page);
    m_page->open();
}

void SettingsControl::leave()
{
    if (m_page == nullptr || m_stack.currentWidget() != m_page)
        return;
    const QWidget *focus = QApplication::focusWidget();
    const bool focused = focus != nullptr && m_page->isAncestorOf(focus);
    m_stack.setCurrentWidget(m_before);
    if (focused)
        Q_EMIT focusLeft();
}

} // namespace handglass
