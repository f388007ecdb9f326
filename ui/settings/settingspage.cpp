// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspage.h"

#include "ui/common/panelhead.h"
#include "ui/common/proxyform.h"
#include "ui/common/sectionlist.h"
#include "ui/common/segments.h"
#include "ui/common/textlabel.h"
#include "ui/settings/cookiesettings.h"
#include "ui/settings/numbersettings.h"
#include "ui/settings/retentionsettings.h"
#include "ui/settings/trustsettings.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>

namespace handglass {

namespace {

constexpr int FormWidth = 420;
constexpr int Padding = 16;

} // namespace

SettingsPage::SettingsPage(Theme &theme, Settings &settings, CookieShelf &cookies, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_list(new SectionList(theme))
    , m_pages(new QStackedWidget)
    , m_timeouts(new TimeoutSettings(theme, settings.connections))
    , m_limits(new LimitSettings(theme, settings.connections))
    , m_retention(new RetentionSettings(theme, settings.retention))
    , m_trust(new TrustSettings(theme, settings.connections))
    , m_cookies(new CookieSettings(theme, settings.connections, cookies))
{
    setObjectName(QStringLiteral("settingsPage"));
    setAccessibleName(tr("Settings"));
    m_list->setObjectName(QStringLiteral("settingsSections"));
    m_list->setAccessibleName(tr("Sections of the settings"));
    auto *head = new PanelHead(theme, tr("Settings"));
    auto *close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("settingsClose"));
    close->setProperty("small", true);
    head->addTrailing(close);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(4, 8, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_list);
    row->addWidget(m_pages, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addLayout(row, 1);
    addSection(tr("Appearance"), makeAppearance(theme));
    addSection(tr("Time-outs"), m_timeouts);
    addSection(tr("Limits"), m_limits);
    addSection(tr("Capture"), m_retention);
    addSection(tr("Proxy"), makeProxy(theme));
    addSection(tr("Trusted certificates"), m_trust);
    addSection(tr("Cookies"), m_cookies);
    connect(m_list, &SectionList::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(close, &QPushButton::clicked, this, &SettingsPage::left);
    connect(m_timeouts, &TimeoutSettings::edited, this, &SettingsPage::connectionsChanged);
    connect(m_limits, &LimitSettings::edited, this, &SettingsPage::connectionsChanged);
    connect(m_retention, &RetentionSettings::applied, this, &SettingsPage::retentionChanged);
    connect(m_trust, &TrustSettings::edited, this, &SettingsPage::connectionsChanged);
    connect(m_cookies, &CookieSettings::edited, this, &SettingsPage::connectionsChanged);
    m_list->setCurrentRow(0);
}

/// Each page scrolls by itself where the window is small.
void SettingsPage::addSection(const QString &name, QWidget *page)
{
    auto *frame = new QWidget;
    auto *padding = new QVBoxLayout(frame);
    padding->setContentsMargins(Padding, 4, Padding, Padding);
    padding->addWidget(page);
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setBackgroundRole(QPalette::Window);
    area->setWidget(frame);
    m_pages->addWidget(area);
    m_list->addItem(name);
}

QWidget *SettingsPage::makeAppearance(Theme &theme)
{
    auto *page = new QWidget;
    auto *label = new TextLabel(theme, TypeStep::Body, Ink::Text2);
    label->setText(tr("Theme"));
    m_themes = new Segments(theme);
    m_themes->setObjectName(QStringLiteral("settingsTheme"));
    m_themes->setAccessibleName(tr("Theme"));
    for (const QString &name : {tr("As the system"), tr("Light"), tr("Dark")})
        m_themes->addSegment(name);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_themes);
    row->addStretch();
    auto *all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->addLayout(row);
    all->addStretch();
    connect(m_themes, &Segments::currentChanged, this,
        [this](int index) { Q_EMIT themeChosen(static_cast<ThemeChoice>(index)); });
    return page;
}

QWidget *SettingsPage::makeProxy(Theme &theme)
{
    auto *page = new QWidget;
    m_proxy = new ProxyForm(theme, QStringLiteral("standardProxy"));
    m_proxy->setMaximumWidth(FormWidth);
    auto *note = new TextLabel(theme, TypeStep::Table, Ink::Text2);
    note->setWordWrap(true);
    note->setText(tr("New connections use this proxy unless their request says otherwise. The password is kept while "
                     "Handglass runs, and is not stored."));
    auto *all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addWidget(m_proxy);
    all->addWidget(note);
    all->addStretch();
    connect(m_proxy, &ProxyForm::edited, this, &SettingsPage::takeProxy);
    return page;
}

/// One that cannot be used is said at its field, and the last good one stays.
void SettingsPage::takeProxy()
{
    if (!m_proxy->error().isEmpty())
        return;
    m_settings.connections.proxy = m_proxy->proxy();
    Q_EMIT connectionsChanged();
}

void SettingsPage::open()
{
    {
        const QSignalBlocker blocker(m_themes);
        m_themes->setCurrentIndex(int(m_settings.theme));
    }
    m_timeouts->refresh();
    m_limits->refresh();
    m_retention->refresh();
    m_proxy->setProxy(m_settings.connections.proxy);
    m_trust->refresh();
    m_cookies->refresh();
    m_list->setFocus(Qt::TabFocusReason);
}

void SettingsPage::showCookies(const QString &profile)
{
    m_list->setCurrentRow(m_list->count() - 1);
    m_cookies->showProfile(profile);
}

void SettingsPage::refreshCookies()
{
    m_cookies->refresh();
}

void SettingsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

} // namespace handglass
