// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/requestpanel.h"

#include "ui/common/sectionlist.h"
#include "ui/common/theme.h"
#include "ui/compose/compressionsection.h"
#include "ui/compose/connectionsections.h"
#include "ui/compose/cookiesection.h"
#include "ui/compose/headsection.h"
#include "ui/compose/proxysection.h"
#include "ui/compose/tlssection.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>

namespace handglass {

RequestPanel::RequestPanel(Theme &theme, CookieShelf &cookies, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_list(new SectionList(theme))
    , m_pages(new QStackedWidget)
    , m_head(new HeadSection(theme))
{
    setObjectName(QStringLiteral("requestPanel"));
    setAccessibleName(tr("Request"));
    m_list->setObjectName(QStringLiteral("requestSections"));
    m_list->setAccessibleName(tr("Sections of the request"));
    auto *cookieSection = new CookieSection(theme, cookies);
    connect(cookieSection, &CookieSection::cookiesRequested, this, &RequestPanel::cookiesRequested);
    for (RequestSection *section : std::initializer_list<RequestSection *>{m_head, new CompressionSection(theme),
             new TlsSection(theme), new ProxySection(theme), cookieSection, new RedirectSection(theme),
             new PingSection(theme), new ReconnectSection(theme), new RuleSection(theme)})
        add(section);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 8, 12, 10);
    row->setSpacing(12);
    row->addWidget(m_list);
    row->addWidget(m_pages, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_list, &SectionList::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);
    notice();
}

/// As for HeaderEditor: a cell's edit may be committed late.
RequestPanel::~RequestPanel()
{
    for (RequestSection *section : std::as_const(m_sections))
        section->disconnect(this);
}

void RequestPanel::add(RequestSection *section)
{
    m_sections.append(section);
    m_pages->addWidget(section);
    m_list->addItem(section->title());
    connect(section, &RequestSection::edited, this, &RequestPanel::notice);
}

void RequestPanel::turnTo(Section section)
{
    m_list->setCurrentRow(section);
}

void RequestPanel::focusAuthorization()
{
    turnTo(Headers);
    m_head->focusAuthorization();
}

void RequestPanel::setDefaults(const ClientOptions &defaults)
{
    const ClientOptions before = all();
    for (RequestSection *section : std::as_const(m_sections)) {
        if (section->count(before, m_defaults) == 0)
            section->setOptions(defaults);
    }
    m_defaults = defaults;
    notice();
}

void RequestPanel::setUrl(const WebSocketUrl &url)
{
    if (url.host == m_url.host && url.secure == m_url.secure)
        return;
    m_url = url;
    notice();
}

void RequestPanel::applyTo(ClientOptions &options) const
{
    for (const RequestSection *section : m_sections)
        section->applyTo(options);
}

void RequestPanel::setOptions(const ClientOptions &options)
{
    for (RequestSection *section : std::as_const(m_sections))
        section->setOptions(options);
    notice();
}

ClientOptions RequestPanel::all() const
{
    ClientOptions options = m_defaults;
    applyTo(options);
    options.url = m_url;
    return options;
}

int RequestPanel::count() const
{
    const ClientOptions options = all();
    int sum = 0;
    for (const RequestSection *section : m_sections)
        sum += section->count(options, m_defaults);
    return sum;
}

QString RequestPanel::error() const
{
    for (const RequestSection *section : m_sections) {
        if (const QString error = section->error(); !error.isEmpty())
            return error;
    }
    return {};
}

void RequestPanel::showError()
{
    for (int i = 0; i < int(m_sections.size()); ++i) {
        if (m_sections.at(i)->error().isEmpty())
            continue;
        m_list->setCurrentRow(i);
        return m_sections.at(i)->showError();
    }
}

void RequestPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.colours().line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

void RequestPanel::notice()
{
    const ClientOptions options = all();
    for (int i = 0; i < int(m_sections.size()); ++i) {
        RequestSection *section = m_sections.at(i);
        section->noticeAll(options);
        m_list->setState(i, section->count(options, m_defaults), !section->error().isEmpty());
    }
    Q_EMIT changed();
}

} // namespace handglass
