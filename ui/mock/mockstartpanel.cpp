// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/mockstartpanel.h"

#include "app/session/mockserver.h"
#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"
#include "ui/mock/mockoptionsform.h"
#include "ui/mock/reachquestion.h"
#include "ui/mock/scenariochoice.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace handglass {

QStringList splitSubprotocols(const QString &text)
{
    static const QRegularExpression separator(QStringLiteral("[,\\s]+"));
    return text.split(separator, Qt::SkipEmptyParts);
}

MockStartPanel::MockStartPanel(Theme &theme, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_scenario(new ScenarioChoice(this))
    , m_facts(new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, this))
    , m_port(new QSpinBox(this))
    , m_subprotocols(new QLineEdit(this))
    , m_greeting(new QLineEdit(this))
    , m_more(new QToolButton(this))
    , m_moreOptions(new MockOptionsForm(theme, this))
    , m_start(new QPushButton(tr("Start"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_error(new TextLabel(theme, TypeStep::Table, Ink::Fail, QFont::Normal, this))
    , m_free(new QPushButton(this))
    , m_mend(new QPushButton(tr("Start and mend it"), this))
    , m_reach(new ReachQuestion(this))
{
    setObjectName(QStringLiteral("mockStartPanel"));
    setAutoFillBackground(true);
    makeMore(theme);
    build(theme);
    connect(m_start, &QPushButton::clicked, this, &MockStartPanel::start);
    connect(m_cancel, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_free, &QPushButton::clicked, this, [this] { startOn(m_freePort); });
    connect(m_mend, &QPushButton::clicked, this, &MockStartPanel::startWrong);
    connect(m_scenario, &ScenarioChoice::chosen, this, &MockStartPanel::takeChoice);
    connect(m_scenario, &ScenarioChoice::finished, this, &MockStartPanel::takeScenario);
    for (QLineEdit *line : {m_subprotocols, m_greeting})
        connect(line, &QLineEdit::returnPressed, this, &MockStartPanel::start);
    connect(m_subprotocols, &QLineEdit::textEdited, this, [this] { setError({}, 0); });
    setError({}, 0);
    hide();
}

void MockStartPanel::build(Theme &theme)
{
    m_port->setObjectName(QStringLiteral("mockPort"));
    m_port->setRange(1, 65535);
    m_port->setAccelerated(true);
    m_port->setToolTip(tr("TCP port on 127.0.0.1; only programs on this computer can connect"));
    m_subprotocols->setObjectName(QStringLiteral("mockSubprotocols"));
    m_subprotocols->setPlaceholderText(tr("none, or for example chat, chat.v2"));
    m_subprotocols->setToolTip(tr("The first of a client's offers that is in this list is chosen, RFC 6455 §4.2.2"));
    m_greeting->setObjectName(QStringLiteral("mockGreeting"));
    m_greeting->setPlaceholderText(tr("none"));
    m_greeting->setToolTip(tr("A text message that each client gets as it has connected"));
    m_start->setObjectName(QStringLiteral("mockStartButton"));
    m_start->setProperty("primary", true);
    m_free->setObjectName(QStringLiteral("mockFreePort"));
    m_mend->setObjectName(QStringLiteral("mockMend"));
    m_mend->setToolTip(tr("The mock turns every client away until its scenario is right"));
    m_facts->setObjectName(QStringLiteral("mockScenarioFacts"));
    m_facts->setElided(Qt::ElideRight);
    m_error->setObjectName(QStringLiteral("mockError"));
    m_error->setWordWrap(true);

    const auto field = [this](const QString &text, QWidget *buddy) {
        auto *label = new QLabel(text, this);
        label->setBuddy(buddy);
        return label;
    };
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    auto *title = new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::Medium, this);
    title->setText(tr("Mock server"));
    title->setElided(Qt::ElideRight); // the fields need the room more
    row->addWidget(title);
    row->addSpacing(8);
    row->addWidget(field(tr("S&cenario"), m_scenario));
    row->addWidget(m_scenario, 2);
    row->addWidget(field(tr("&Port"), m_port));
    row->addWidget(m_port);
    m_ofEcho = {
        field(tr("S&ubprotocols"), m_subprotocols), m_subprotocols, field(tr("&Greeting"), m_greeting), m_greeting};
    for (QWidget *part : std::as_const(m_ofEcho))
        row->addWidget(part, part == m_subprotocols ? 3 : (part == m_greeting ? 2 : 0));
    row->addWidget(m_facts, 5);
    row->addWidget(m_more);
    row->addWidget(m_start);
    row->addWidget(m_cancel);
    auto *errorRow = new QHBoxLayout;
    errorRow->setContentsMargins(12, 0, 12, 8);
    errorRow->setSpacing(8);
    errorRow->addWidget(m_error, 1);
    errorRow->addWidget(m_free);
    errorRow->addWidget(m_mend);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_moreOptions);
    column->addLayout(errorRow);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void MockStartPanel::makeMore(Theme &theme)
{
    m_more->setObjectName(QStringLiteral("mockMore"));
    m_more->setCheckable(true);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setAutoRaise(true);
    m_more->setToolTip(tr("TLS, compression, Ping and Pong, strictness"));
    m_moreOptions->hide();
    const auto paint = [this, &theme] {
        m_more->setIcon(theme.icon(m_more->isChecked() ? QStringLiteral("collapse") : QStringLiteral("expand")));
    };
    connect(m_more, &QToolButton::toggled, m_moreOptions, &QWidget::setVisible);
    connect(m_more, &QToolButton::toggled, this, paint);
    connect(&theme, &Theme::changed, m_more, paint);
    connect(m_moreOptions, &MockOptionsForm::edited, this, &MockStartPanel::noticeMore);
    paint();
    noticeMore();
}

void MockStartPanel::noticeMore()
{
    const int count = m_moreOptions->count();
    m_more->setText(count == 0 ? tr("More options") : tr("More options (%1)").arg(count));
}

void MockStartPanel::open()
{
    if (!isVisible())
        load();
    show();
    m_port->setFocus();
    m_port->selectAll();
}

void MockStartPanel::openScenario(const QString &file)
{
    open();
    m_scenario->choose(file);
    m_start->setFocus();
}

void MockStartPanel::startScenario(const QString &file)
{
    if (!isVisible())
        load();
    m_startsWhenRead = true;
    m_scenario->choose(file);
}

void MockStartPanel::startMade(const QString &name, const QByteArray &scenario)
{
    startScenario(m_scenario->addMade(name, scenario));
}

/// As the last mock was started.
void MockStartPanel::load()
{
    m_port->setValue(m_settings.mockPort);
    m_subprotocols->setText(m_settings.mockSubprotocols);
    m_greeting->setText(m_settings.mockGreeting);
    m_moreOptions->setTls(m_settings.connections.mockTls);
    m_scenario->choose({});
    m_start->setEnabled(true);
    setError({}, 0);
}

MockOptions MockStartPanel::options() const
{
    MockOptions options;
    options.scenario = m_scenario->scenario();
    if (options.scenario && !options.scenario->listen.host.isEmpty()) {
        const QHostAddress address(options.scenario->listen.host);
        if (address.isLoopback() || m_reach->isAllowed(options.scenario->listen.host))
            options.address = address;
    }
    options.port = quint16(m_port->value());
    options.subprotocols = splitSubprotocols(m_subprotocols->text());
    options.greeting = m_greeting->text();
    m_moreOptions->applyTo(options);
    return options;
}

void MockStartPanel::takeChoice()
{
    const bool echoes = m_scenario->isNone();
    for (QWidget *part : std::as_const(m_ofEcho))
        part->setVisible(echoes);
    m_facts->setVisible(!echoes);
    m_facts->setText(m_scenario->isReading() ? tr("Reading…") : QString());
    if (std::exchange(m_tlsOfScenario, false))
        m_moreOptions->setTls(m_settings.connections.mockTls);
    setError({}, 0);
}

/// Where it says nothing of that, mocks listen as before.
void MockStartPanel::takeScenario()
{
    const bool starts = std::exchange(m_startsWhenRead, false);
    const SharedScenario &scenario = m_scenario->scenario();
    if (!scenario) {
        m_facts->setText({});
        m_start->setEnabled(true);
        show();
        showWrongField();
        return;
    }
    qsizetype rules = 0;
    for (const scenario::Route &route : scenario->routes)
        rules += qsizetype(route.rules.size());
    QStringList facts{scenario->routes.size() == 1 ? tr("1 route") : tr("%1 routes").arg(scenario->routes.size()),
        rules == 1 ? tr("1 rule") : tr("%1 rules").arg(rules)};
    if (const QString host = hostBeyond(); !host.isEmpty())
        facts.append(tr("says that it listens on %1").arg(host));
    m_facts->setText(facts.join(QStringLiteral(", ")));
    if (scenario->listen.port)
        m_port->setValue(*scenario->listen.port);
    if (scenario->listen.tls) {
        TlsServerOptions tls = options().tls;
        tls.enabled = true;
        tls.certificateFile = scenario->listen.certificateFile;
        tls.keyFile = scenario->listen.keyFile;
        m_moreOptions->setTls(tls);
        m_tlsOfScenario = true;
    }
    if (starts)
        start();
}

/// Where the scenario says that others than this computer can come from; empty: it does not.
QString MockStartPanel::hostBeyond() const
{
    const SharedScenario &scenario = m_scenario->scenario();
    const QString host = scenario ? scenario->listen.host : QString();
    return host.isEmpty() || QHostAddress(host).isLoopback() ? QString() : host;
}

void MockStartPanel::start()
{
    m_port->interpretText();
    if (m_scenario->isReading()) {
        m_startsWhenRead = true;
        m_start->setEnabled(false);
        return;
    }
    if (showWrongField())
        return;
    if (const QString host = hostBeyond(); !host.isEmpty() && !m_reach->isAnswered(host))
        return m_reach->ask(host, [this] { start(); });
    if (m_scenario->isNone()) {
        m_settings.mockPort = options().port;
        m_settings.mockSubprotocols = m_subprotocols->text();
        m_settings.mockGreeting = m_greeting->text();
        m_settings.connections.mockTls = options().tls;
    }
    request(options());
}

/// With the scenario's text to be mended in the window; until then it has no route.
void MockStartPanel::startWrong()
{
    MockOptions wrong = options();
    wrong.scenario = std::make_shared<const Scenario>();
    request(wrong);
}

void MockStartPanel::request(const MockOptions &options)
{
    m_start->setEnabled(false);
    Q_EMIT startRequested(options, m_scenario->text());
}

/// False: nothing is wrong.
bool MockStartPanel::showWrongField()
{
    const scenario::Errors &wrong = m_scenario->errors();
    if (!wrong.isEmpty()) {
        const qsizetype more = wrong.size() - 3;
        QString text = scenario::errorText(wrong.first(qMin<qsizetype>(3, wrong.size())), m_scenario->currentText());
        if (more > 0)
            text += u'\n' + tr("and %1 more").arg(more);
        setError(text, 0);
        m_mend->setVisible(!m_scenario->text().text.isEmpty());
        return true;
    }
    const QString error = m_scenario->isNone() ? MockServer::optionsError(options()) : QString();
    setError(error, 0);
    if (!error.isEmpty()) {
        m_subprotocols->setFocus();
        return true;
    }
    if (m_moreOptions->error().isEmpty())
        return false;
    m_more->setChecked(true);
    m_moreOptions->showError();
    return true;
}

void MockStartPanel::startOn(quint16 port)
{
    m_port->setValue(port);
    start();
}

void MockStartPanel::showFailure(const QString &sentence, quint16 freePort)
{
    m_start->setEnabled(true);
    show();
    setError(sentence, freePort);
    if (freePort == 0 && options().tls.enabled)
        m_more->setChecked(true); // what it speaks of may stand there
    if (freePort != 0)
        m_free->setFocus();
}

void MockStartPanel::showSuccess()
{
    m_start->setEnabled(true);
    hide();
}

void MockStartPanel::setError(const QString &sentence, quint16 freePort)
{
    m_freePort = freePort;
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    m_free->setText(tr("Start on port %1").arg(freePort));
    m_free->setVisible(freePort != 0);
    m_mend->hide();
    const bool subprotocols = !sentence.isEmpty() && !MockServer::optionsError(options()).isEmpty();
    m_subprotocols->setProperty("error", subprotocols);
    m_port->setProperty("error", freePort != 0);
    m_subprotocols->update();
    m_port->update();
}

/// Presses the button that has the focus, else starts.
void MockStartPanel::enter()
{
    auto *button = qobject_cast<QAbstractButton *>(focusWidget());
    if (button != nullptr && qobject_cast<QCheckBox *>(button) == nullptr)
        button->click();
    else
        start();
}

void MockStartPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        enter();
    else
        QWidget::keyPressEvent(event);
}

} // namespace handglass
