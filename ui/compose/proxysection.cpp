// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/proxysection.h"

#include "ui/common/proxyform.h"

#include <QHBoxLayout>

namespace handglass {

namespace {

constexpr int FormWidth = 420;

} // namespace

ProxySection::ProxySection(Theme &theme)
    : m_form(new ProxyForm(theme, QStringLiteral("proxy")))
{
    m_form->setMaximumWidth(FormWidth);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_form, 1, Qt::AlignTop);
    row->addStretch();
    connect(m_form, &ProxyForm::edited, this, &ProxySection::edited);
}

QString ProxySection::title() const
{
    return tr("Proxy");
}

void ProxySection::applyTo(ClientOptions &options) const
{
    options.proxy = m_form->proxy();
}

void ProxySection::setOptions(const ClientOptions &options)
{
    m_form->setProxy(options.proxy);
}

int ProxySection::count(const ClientOptions &options, const ClientOptions &defaults) const
{
    return sameProxy(options.proxy, defaults.proxy) ? 0 : 1;
}

QString ProxySection::error() const
{
    return m_form->error();
}

void ProxySection::showError()
{
    m_form->showError();
}

} // namespace handglass
