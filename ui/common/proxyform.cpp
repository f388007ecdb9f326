// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/proxyform.h"

#include "app/protocol/websocketurl.h"
#include "ui/common/fieldform.h"
#include "ui/common/secretfield.h"
#include "ui/common/textlabel.h"

#include <QComboBox>
#include <QHostAddress>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int HttpPort = 3128;
constexpr int SocksPort = 1080;
constexpr qsizetype SocksLimit = 255;

QString kindNote(ProxyKind kind)
{
    switch (kind) {
    case ProxyKind::System:
        return ProxyForm::tr("What the system or the environment names for the address; never for this computer.");
    case ProxyKind::None:
        return ProxyForm::tr("The server is connected to directly, whatever the system says.");
    case ProxyKind::Http:
        return ProxyForm::tr("CONNECT to the server through an HTTP proxy, which looks up the name.");
    case ProxyKind::Socks5:
        return ProxyForm::tr("Through a SOCKS5 proxy, which looks up the name.");
    }
    return {};
}

bool hasControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

} // namespace

bool sameProxy(const ProxyOptions &one, const ProxyOptions &other)
{
    return one.kind == other.kind && one.host == other.host && one.port == other.port && one.user == other.user
        && one.password == other.password;
}

ProxyForm::ProxyForm(Theme &theme, const QString &prefix, QWidget *parent)
    : QWidget(parent)
    , m_form(new FieldForm(theme))
    , m_kind(new QComboBox)
    , m_host(new QLineEdit)
    , m_port(new QSpinBox)
    , m_user(new QLineEdit)
    , m_password(new SecretField(theme, prefix + QStringLiteral("Password"), tr("Show the password")))
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_form);
    makeFields(prefix);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        proposePort();
        notice();
    });
    for (const QLineEdit *field : {m_host, m_user, m_password})
        connect(field, &QLineEdit::textChanged, this, &ProxyForm::notice);
    connect(m_port, &QSpinBox::valueChanged, this, &ProxyForm::notice);
    notice();
}

void ProxyForm::makeFields(const QString &prefix)
{
    m_kind->addItems({tr("As the system says"), tr("None"), tr("HTTP (CONNECT)"), tr("SOCKS5")});
    m_port->setRange(1, 65535);
    m_port->setValue(HttpPort);
    m_host->setPlaceholderText(tr("proxy.example.net"));
    m_user->setPlaceholderText(tr("none"));
    m_form->addField(tr("Proxy"), m_kind, prefix + QStringLiteral("Kind"));
    m_form->addField(tr("Host"), m_host, prefix + QStringLiteral("Host"));
    m_form->addField(tr("Port"), m_port, prefix + QStringLiteral("Port"));
    m_form->addField(tr("User"), m_user, prefix + QStringLiteral("User"));
    m_form->addField(tr("Password"), m_password, prefix + QStringLiteral("Password"));
    m_note = m_form->addNote({});
}

ProxyKind ProxyForm::kind() const
{
    return static_cast<ProxyKind>(m_kind->currentIndex());
}

bool ProxyForm::isOwn() const
{
    return kind() == ProxyKind::Http || kind() == ProxyKind::Socks5;
}

ProxyOptions ProxyForm::proxy() const
{
    ProxyOptions proxy;
    proxy.kind = kind();
    if (!isOwn())
        return proxy;
    proxy.host = m_host->text().trimmed();
    proxy.port = quint16(m_port->value());
    proxy.user = m_user->text();
    proxy.password = m_password->text();
    return proxy;
}

void ProxyForm::setProxy(const ProxyOptions &proxy)
{
    if (sameProxy(proxy, this->proxy()))
        return;
    {
        const QSignalBlocker kind(m_kind);
        const QSignalBlocker host(m_host);
        const QSignalBlocker port(m_port);
        const QSignalBlocker user(m_user);
        const QSignalBlocker password(m_password);
        m_kind->setCurrentIndex(int(proxy.kind));
        m_host->setText(proxy.host);
        if (proxy.port != 0)
            m_port->setValue(proxy.port);
        m_user->setText(proxy.user);
        m_password->setText(proxy.password);
    }
    const QSignalBlocker blocker(this);
    notice();
}

QString ProxyForm::error() const
{
    return m_form->error();
}

void ProxyForm::showError()
{
    m_form->showError();
}

/// The usual port of the other kind is replaced by that of this one.
void ProxyForm::proposePort()
{
    const QSignalBlocker blocker(m_port);
    if (kind() == ProxyKind::Socks5 && m_port->value() == HttpPort)
        m_port->setValue(SocksPort);
    else if (kind() == ProxyKind::Http && m_port->value() == SocksPort)
        m_port->setValue(HttpPort);
}

void ProxyForm::notice()
{
    for (QWidget *field : std::initializer_list<QWidget *>{m_host, m_port, m_user, m_password})
        m_form->setRowVisible(field, isOwn());
    m_form->setError(m_host, hostError());
    m_form->setError(m_user, userError());
    m_form->setError(m_password, passwordError());
    m_note->setText(kindNote(kind()));
    Q_EMIT edited();
}

QString ProxyForm::hostError() const
{
    const QString host = m_host->text().trimmed();
    if (!isOwn() || QHostAddress(host).protocol() == QAbstractSocket::IPv6Protocol)
        return {};
    if (host.isEmpty())
        return tr("expected the proxy's name or address, got none");
    const auto url = parseWebSocketUrl(QStringLiteral("ws://%1/").arg(host));
    const bool plain = url && url->port == 80 && url->target == "/" && url->user.isEmpty();
    return plain && !host.contains(u':') && !host.contains(u'/')
        ? QString()
        : tr("expected a name or an address, got %1").arg(host);
}

QString ProxyForm::userError() const
{
    const QString user = m_user->text();
    if (!isOwn())
        return {};
    if (user.isEmpty() && !m_password->text().isEmpty())
        return tr("expected a user with the password, got none");
    if (hasControl(user))
        return tr("expected a user without control characters, got one");
    if (kind() == ProxyKind::Http && user.contains(u':'))
        return tr("expected a user without “:”, got one, RFC 7617 §2");
    const qsizetype bytes = user.toUtf8().size();
    if (kind() == ProxyKind::Socks5 && bytes > SocksLimit)
        return tr("expected at most 255 bytes, got %1, RFC 1929 §2").arg(bytes);
    return {};
}

QString ProxyForm::passwordError() const
{
    const QString password = m_password->text();
    if (!isOwn())
        return {};
    if (hasControl(password))
        return tr("expected a password without control characters, got one");
    const qsizetype bytes = password.toUtf8().size();
    if (kind() == ProxyKind::Socks5 && bytes > SocksLimit)
        return tr("expected at most 255 bytes, got %1, RFC 1929 §2").arg(bytes);
    if (kind() == ProxyKind::Socks5 && password.isEmpty() && !m_user->text().isEmpty())
        return tr("expected a password of 1 to 255 bytes with the user, got none, RFC 1929 §2");
    return {};
}

} // namespace handglass
