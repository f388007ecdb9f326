// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/urltool.h"

#include "app/capture/capture.h"
#include "app/session/clientsession.h"
#include "app/session/mockserver.h"
#include "ui/common/fieldform.h"
#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/handshake/waterfall.h"
#include "ui/learn/tools/localrig.h"
#include "ui/learn/tools/phasepicture.h"

#include <QHostAddress>
#include <QPushButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr quint16 PlainPort = 80;
constexpr quint16 SecurePort = 443;

bool isAddress(const QString &host)
{
    return QHostAddress().setAddress(host);
}

/// What was measured; empty: it was not.
QString measured(qint64 ns)
{
    return ns < 0 ? QString() : durationText(ns);
}

PicturePhase lookUp(const WebSocketUrl &url, const ConnectionRecord *record)
{
    PicturePhase phase{
        UrlTool::tr("Name look-up"), record == nullptr ? QString() : measured(record->times.nameLookup), {}, {}};
    if (isAddress(url.host))
        phase.note = UrlTool::tr("%1 is an address: nothing to look up").arg(url.host);
    else if (record == nullptr || record->peerAddress.isEmpty())
        phase.note = UrlTool::tr("which address is %1?").arg(url.host);
    else
        phase.note = UrlTool::tr("%1 is %2").arg(url.host, record->peerAddress.section(u':', 0, -2));
    return phase;
}

PicturePhase tcp(const ConnectionRecord *record)
{
    return {UrlTool::tr("TCP"), record == nullptr ? QString() : measured(record->times.tcp),
        {{QStringLiteral("SYN"), true}, {QStringLiteral("SYN, ACK"), false}, {QStringLiteral("ACK"), true}}, {}};
}

PicturePhase tls(const WebSocketUrl &url, const ConnectionRecord *record)
{
    PicturePhase phase{UrlTool::tr("TLS"), record == nullptr ? QString() : measured(record->times.tls), {}, {}};
    if (!url.secure) {
        phase.note = UrlTool::tr("ws: none, whoever is on the way reads along");
        return phase;
    }
    const QString agreed = record == nullptr ? QString() : record->tls;
    phase.arrows = {{UrlTool::tr("ClientHello: I want to speak to %1").arg(url.host), true},
        {agreed.isEmpty() ? UrlTool::tr("ServerHello, Certificate, Finished")
                          : UrlTool::tr("ServerHello (%1), Certificate, Finished").arg(agreed.section(u',', 0, 0)),
            false},
        {QStringLiteral("Finished"), true}};
    return phase;
}

PicturePhase upgrade(const WebSocketUrl &url, const ConnectionRecord *record)
{
    const QByteArray answer =
        record == nullptr ? QByteArray() : record->rawResponse.left(record->rawResponse.indexOf('\r'));
    return {UrlTool::tr("Upgrade"), record == nullptr ? QString() : measured(record->times.upgrade),
        {{QStringLiteral("GET %1").arg(QString::fromLatin1(url.target)), true},
            {answer.isEmpty() ? QStringLiteral("101 Switching Protocols")
                              : QString::fromLatin1(answer).section(u' ', 1),
                false}},
        {}};
}

} // namespace

UrlTool::UrlTool(Theme &theme, QWidget *parent)
    : ToolPage(theme, parent)
    , m_form(new FieldForm(theme))
    , m_edit(monoEdit(theme))
    , m_scheme(new TextLabel(theme))
    , m_host(new TextLabel(theme))
    , m_port(new TextLabel(theme))
    , m_path(new TextLabel(theme))
    , m_query(new TextLabel(theme))
    , m_sends(new InkLabel(theme))
    , m_connect(pushButton(tr("Connect"), QStringLiteral("urlConnect")))
    , m_status(new TextLabel(theme, TypeStep::Body, Ink::Text2))
    , m_picture(new PhasePicture(theme))
    , m_times(new Waterfall(theme))
    , m_live(new TextLabel(theme, TypeStep::Table, Ink::Text2))
{
    setObjectName(QStringLiteral("urlTool"));
    setAccessibleName(tr("From URL to connection"));
    addHeading(tr("From URL to connection"));
    makeForm();
    column()->addWidget(m_form);
    column()->addWidget(m_status);
    column()->addWidget(m_picture);
    column()->addWidget(m_times);
    column()->addWidget(m_live);
    column()->addStretch(1);
    m_status->setObjectName(QStringLiteral("urlStatus"));
    m_status->setWordWrap(true);
    m_picture->setObjectName(QStringLiteral("urlPhases"));
    m_times->setObjectName(QStringLiteral("urlTimes"));
    m_live->setObjectName(QStringLiteral("urlLive"));
    m_live->setWordWrap(true);
    connect(m_edit, &QLineEdit::textChanged, this, &UrlTool::showParts);
    connect(m_edit, &QLineEdit::returnPressed, this, &UrlTool::connectNow);
    connect(m_connect, &QPushButton::clicked, this, &UrlTool::connectNow);
    m_edit->setText(QStringLiteral("ws://localhost/chat?room=1"));
    setLive({}, -1);
}

UrlTool::~UrlTool() = default;

void UrlTool::makeForm()
{
    auto *plain = pushButton(tr("ws:// here"), QStringLiteral("urlPlain"));
    plain->setToolTip(tr("Starts a mock on this computer and connects to it"));
    auto *secure = pushButton(tr("wss:// here"), QStringLiteral("urlSecure"));
    secure->setToolTip(tr("Starts a mock with TLS and a certificate of its own on this computer and connects to it"));
    connect(plain, &QPushButton::clicked, this, [this] { startMocks(false); });
    connect(secure, &QPushButton::clicked, this, [this] { startMocks(true); });
    m_form->addField(tr("URL"), withButtons(m_edit, 30, {m_connect}), QStringLiteral("url"));
    m_edit->setObjectName(QStringLiteral("urlEdit"));
    m_edit->setAccessibleName(tr("URL"));
    auto *own = new QWidget;
    auto *row = new FlowLayout(8, 4, own);
    row->addWidget(plain);
    row->addWidget(secure);
    m_form->addField(tr("Or try"), own, QStringLiteral("urlOwn"));
    m_form->addField(tr("Scheme"), m_scheme, QStringLiteral("urlScheme"));
    m_form->addField(tr("Host"), m_host, QStringLiteral("urlHost"));
    m_form->addField(tr("Port"), m_port, QStringLiteral("urlPort"));
    m_form->addField(tr("Path"), m_path, QStringLiteral("urlPath"));
    m_form->addField(tr("Query"), m_query, QStringLiteral("urlQuery"));
    m_form->addField(tr("The request says"), m_sends, QStringLiteral("urlSends"));
}

void UrlTool::showParts()
{
    const auto url = parseWebSocketUrl(m_edit->text());
    m_form->setError(m_edit->parentWidget(), url ? QString() : url.error().sentence);
    m_url = url ? std::optional(*url) : std::nullopt;
    const QString none = QStringLiteral("–");
    if (!m_url) {
        for (TextLabel *label : {m_scheme, m_host, m_port, m_path, m_query})
            label->setText(none);
        m_sends->setText(none, Ink::Text3);
    } else {
        const quint16 usual = m_url->secure ? SecurePort : PlainPort;
        m_scheme->setText(m_url->secure ? tr("wss: WebSocket in TLS") : tr("ws: WebSocket over plain TCP"));
        m_host->setText(m_url->host);
        m_port->setText(m_url->port != usual ? QString::number(m_url->port)
                : m_url->secure              ? tr("443, as wss has without another (RFC 6455 §3)")
                                             : tr("80, as ws has without another (RFC 6455 §3)"));
        const QString target = QString::fromLatin1(m_url->target);
        m_path->setText(target.section(u'?', 0, 0));
        m_query->setText(target.contains(u'?') ? target.section(u'?', 1) : tr("none"));
        m_sends->setText(
            QStringLiteral("GET %1 HTTP/1.1\nHost: %2").arg(target, QString::fromLatin1(m_url->hostHeader())));
    }
    const QString why = whyNotHere();
    m_connect->setEnabled(why.isEmpty());
    m_connect->setToolTip(why);
    m_shown = 0;
    say(m_url ? why : QString(), Ink::Text2);
    drawPhases(nullptr);
}

/// Lessons stay on this computer.
QString UrlTool::whyNotHere() const
{
    if (!m_url)
        return tr("The URL must be right first.");
    const bool here = m_url->host == QLatin1String("localhost") || QHostAddress(m_url->host).isLoopback();
    return here ? QString()
                : tr("Lessons stay on this computer: localhost, 127.0.0.1 or ::1 can be connected to from here, any "
                     "other host from the address bar.");
}

void UrlTool::say(const QString &words, Ink ink)
{
    m_status->setInk(ink);
    m_status->setText(words);
    m_status->setVisible(!words.isEmpty());
}

void UrlTool::startMocks(bool secure)
{
    MockServer *&mock = secure ? m_secure : m_plain;
    if (!m_rig)
        m_rig = std::make_unique<LocalRig>();
    if (!m_rig->error().isEmpty()) {
        say(m_rig->error(), Ink::Fail);
        return m_rig.reset();
    }
    m_connectSecure = secure;
    m_rig->disconnect(this);
    connect(m_rig.get(), &LocalRig::failed, this, [this](const QString &sentence) { say(sentence, Ink::Fail); });
    connect(m_rig.get(), &LocalRig::listening, this, [this](MockServer *told, quint16 port) {
        if (told != (m_connectSecure ? m_secure : m_plain))
            return;
        m_edit->setText(QStringLiteral("%1://localhost:%2/chat?room=1")
                            .arg(m_connectSecure ? QStringLiteral("wss") : QStringLiteral("ws"))
                            .arg(port));
        connectNow();
    });
    MockOptions options;
    options.tls.enabled = secure;
    if (mock == nullptr)
        mock = m_rig->addMock(options);
    else
        mock->listen(options);
}

void UrlTool::connectNow()
{
    if (!whyNotHere().isEmpty())
        return;
    if (!m_rig)
        m_rig = std::make_unique<LocalRig>();
    if (!m_rig->error().isEmpty()) {
        say(m_rig->error(), Ink::Fail);
        return m_rig.reset();
    }
    if (m_client == nullptr) {
        m_client = m_rig->addClient(tr("lesson"));
        connect(m_client, &ClientSession::opened, this, &UrlTool::showRecord);
        connect(m_client, &ClientSession::refused, this, &UrlTool::showRecord);
        connect(&m_rig->capture(), &Capture::connectionChanged, this, [this](qint64 connection) {
            if (connection == m_shown)
                showRecord(connection);
        });
    }
    say(tr("Connecting…"), Ink::Text2);
    m_client->open(LocalRig::options(*m_url));
}

void UrlTool::showRecord(qint64 connection)
{
    m_shown = connection;
    const ConnectionRecord *record = m_rig ? m_rig->capture().connection(connection) : nullptr;
    if (record == nullptr || (record->openedNs == 0 && !record->failure))
        return; // not written yet
    drawPhases(record);
    m_times->setBars(phaseBars(*record));
    if (record->failure) {
        say(tr("✗ %1").arg(record->failure.fact), Ink::Fail);
    } else {
        QString words = tr("✓ Open, connected to %1.").arg(record->peerAddress);
        if (!record->tls.isEmpty())
            words += u' ' + tr("%1.").arg(record->tls);
        if (!record->tlsFacts.errors.isEmpty())
            words += u' '
                + tr("The certificate is the mock's own, nobody vouches for it (%1); here it was accepted.")
                      .arg(record->tlsFacts.errors.first());
        say(words, Ink::Ok);
    }
}

void UrlTool::drawPhases(const ConnectionRecord *record)
{
    m_picture->setVisible(m_url.has_value());
    m_times->setVisible(record != nullptr);
    if (!m_url)
        return;
    const QString server = QStringLiteral("%1:%2").arg(m_url->host).arg(m_url->port);
    m_picture->setPhases(server, {lookUp(*m_url, record), tcp(record), tls(*m_url, record), upgrade(*m_url, record)});
}

void UrlTool::setLive(const QString &url, qint64 connectNs)
{
    m_live->setVisible(!url.isEmpty());
    m_live->setText(connectNs < 0
            ? tr("This lesson's wire: %1").arg(url)
            : tr("This lesson's wire: %1, TCP took %2 to connect.").arg(url, durationText(connectNs)));
}

void UrlTool::end()
{
    m_client = nullptr;
    m_plain = nullptr;
    m_secure = nullptr;
    m_shown = 0;
    m_rig.reset();
}

void UrlTool::hideEvent(QHideEvent *event)
{
    ToolPage::hideEvent(event);
    end();
}

} // namespace handglass
