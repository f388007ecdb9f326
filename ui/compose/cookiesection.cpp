// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/cookiesection.h"

#include "ui/common/cookieshelf.h"
#include "ui/common/fieldform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>

namespace handglass {

namespace {

constexpr int FormWidth = 460;

} // namespace

CookieSection::CookieSection(Theme &theme, CookieShelf &shelf)
    : m_shelf(shelf)
    , m_on(new QCheckBox(tr("Send cookies, and keep those that the answer sets (RFC 6265)")))
    , m_profile(new QComboBox)
{
    m_on->setObjectName(QStringLiteral("cookiesOn"));
    auto *see = new QPushButton(tr("See the cookies"));
    see->setObjectName(QStringLiteral("cookiesSee"));
    auto *form = new FieldForm(theme);
    form->setMaximumWidth(FormWidth);
    form->addWide(m_on);
    form->addField(tr("Profile"), m_profile, QStringLiteral("requestCookieProfile"));
    form->addNote(tr("A Cookie header among the headers goes out instead."));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(form);
    column->addWidget(see, 0, Qt::AlignLeft);
    column->addStretch();
    row->addLayout(column, 1);
    row->addStretch();
    fillProfiles();
    connect(m_on, &QCheckBox::toggled, this, &CookieSection::notice);
    connect(m_profile, &QComboBox::currentIndexChanged, this, &CookieSection::notice);
    connect(&shelf, &CookieShelf::profilesChanged, this, [this] {
        fillProfiles();
        notice();
    });
    connect(see, &QPushButton::clicked, this, [this] { Q_EMIT cookiesRequested(m_profile->currentText()); });
    notice();
}

QString CookieSection::title() const
{
    return tr("Cookies");
}

void CookieSection::applyTo(ClientOptions &options) const
{
    options.cookies = m_on->isChecked() ? m_shelf.jar(m_profile->currentText()) : nullptr;
}

void CookieSection::setOptions(const ClientOptions &options)
{
    const QSignalBlocker blocker(this);
    const QString profile = m_shelf.profileOf(options.cookies);
    m_on->setChecked(options.cookies != nullptr);
    if (const int index = m_profile->findText(profile); index >= 0)
        m_profile->setCurrentIndex(index);
    notice();
}

int CookieSection::count(const ClientOptions &options, const ClientOptions &defaults) const
{
    return options.cookies == defaults.cookies ? 0 : 1;
}

void CookieSection::fillProfiles()
{
    const QSignalBlocker blocker(m_profile);
    const QString chosen = m_profile->currentText();
    m_profile->clear();
    m_profile->addItems(m_shelf.profiles());
    m_profile->setCurrentIndex(qMax(0, m_profile->findText(chosen)));
}

void CookieSection::notice()
{
    m_profile->setEnabled(m_on->isChecked());
    Q_EMIT edited();
}

} // namespace handglass
