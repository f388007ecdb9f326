// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/authorizationform.h"

#include "app/session/clientsession.h"
#include "ui/common/secretfield.h"
#include "ui/common/textlabel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStackedLayout>

namespace handglass {

AuthorizationForm::AuthorizationForm(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(new QComboBox)
    , m_pages(new QStackedLayout)
    , m_error(new TextLabel(theme, TypeStep::Table, Ink::Fail))
{
    auto *title = new TextLabel(theme, TypeStep::Small, Ink::Text2, QFont::DemiBold);
    title->setText(tr("Authorization"));
    title->setBuddy(m_kind);
    setFocusProxy(m_kind);
    m_kind->setObjectName(QStringLiteral("authorization"));
    m_kind->setAccessibleName(tr("Authorization"));
    m_kind->addItems({tr("None"), tr("Basic: user and password"), tr("Bearer token")});
    m_error->setObjectName(QStringLiteral("authorizationError"));
    m_error->setWordWrap(true);
    m_error->hide();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    all->addWidget(title);
    all->addWidget(m_kind);
    all->addLayout(m_pages); // before its pages: the first one is shown at once, and would be a window
    m_pages->addWidget(new QWidget);
    m_pages->addWidget(makeBasic());
    m_pages->addWidget(makeBearer());
    all->addWidget(m_error);
    all->addStretch();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AuthorizationForm::notice);
    for (const QLineEdit *field : {m_user, m_password, m_token})
        connect(field, &QLineEdit::textChanged, this, &AuthorizationForm::notice);
}

void AuthorizationForm::applyTo(ClientOptions &options) const
{
    const int kind = m_kind->currentIndex();
    options.user = kind == Basic ? m_user->text() : QString();
    options.password = kind == Basic ? m_password->text() : QString();
    options.bearer = kind == Bearer ? m_token->text() : QString();
}

void AuthorizationForm::setOptions(const ClientOptions &options)
{
    {
        const QSignalBlocker kind(m_kind);
        const QSignalBlocker user(m_user);
        const QSignalBlocker password(m_password);
        const QSignalBlocker token(m_token);
        m_user->setText(options.user);
        m_password->setText(options.password);
        m_token->setText(options.bearer);
        const bool basic = !options.user.isEmpty() || !options.password.isEmpty();
        m_kind->setCurrentIndex(!options.bearer.isEmpty() ? Bearer : basic ? Basic : None);
    }
    notice();
}

bool AuthorizationForm::isSet() const
{
    ClientOptions options;
    applyTo(options);
    return !options.user.isEmpty() || !options.password.isEmpty() || !options.bearer.isEmpty();
}

QString AuthorizationForm::error() const
{
    ClientOptions options;
    options.url.host = QStringLiteral("localhost");
    applyTo(options);
    return ClientSession::optionsError(options);
}

void AuthorizationForm::showError()
{
    (m_kind->currentIndex() == Bearer ? m_token : m_user)->setFocus();
}

QWidget *AuthorizationForm::makeBasic()
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(4);
    m_user = new QLineEdit;
    m_user->setObjectName(QStringLiteral("authUser"));
    m_user->setAccessibleName(tr("User"));
    m_password = new SecretField(m_theme, QStringLiteral("authPassword"), tr("Show the password"));
    m_password->setAccessibleName(tr("Password"));
    form->addRow(tr("User"), m_user);
    form->addRow(tr("Password"), m_password);
    return page;
}

QWidget *AuthorizationForm::makeBearer()
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    m_token = new SecretField(m_theme, QStringLiteral("authToken"), tr("Show the token"));
    m_token->setAccessibleName(tr("Token"));
    form->addRow(tr("Token"), m_token);
    return page;
}

void AuthorizationForm::notice()
{
    m_pages->setCurrentIndex(m_kind->currentIndex());
    const QString why = error();
    m_error->setText(why);
    m_error->setVisible(!why.isEmpty());
    for (QLineEdit *field : {m_user, m_token}) {
        field->setProperty("error", !why.isEmpty());
        field->update();
    }
    Q_EMIT edited();
}

} // namespace handglass
