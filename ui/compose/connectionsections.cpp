// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/connectionsections.h"

#include "ui/common/fieldform.h"
#include "ui/common/secondsbox.h"
#include "ui/common/textlabel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

namespace handglass {

namespace {

using namespace std::chrono_literals;

constexpr int FormWidth = 460;
constexpr auto UsualInterval = 20s;

/// A form at the left of the page, as wide as is easy to read.
FieldForm *makeForm(Theme &theme, QWidget *page)
{
    auto *form = new FieldForm(theme);
    form->setMaximumWidth(FormWidth);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(form, 1);
    row->addStretch();
    return form;
}

int differs(bool different)
{
    return different ? 1 : 0;
}

} // namespace

// ---- redirects

RedirectSection::RedirectSection(Theme &theme)
    : m_follow(new QCheckBox(tr("Follow redirects")))
    , m_most(new QSpinBox)
{
    m_follow->setObjectName(QStringLiteral("followRedirects"));
    m_most->setRange(1, 100);
    m_most->setValue(RedirectOptions().most);
    FieldForm *form = makeForm(theme, this);
    form->addWide(m_follow);
    form->addField(tr("At most"), m_most, QStringLiteral("mostRedirects"));
    form->addNote(tr("A 3xx answer with a Location is then followed, each hop as a connection of its own. Credentials "
                     "go to no other host."));
    form->addStretch();
    connect(m_follow, &QCheckBox::toggled, this, &RedirectSection::notice);
    connect(m_most, &QSpinBox::valueChanged, this, &RedirectSection::notice);
    notice();
}

QString RedirectSection::title() const
{
    return tr("Redirects");
}

void RedirectSection::applyTo(ClientOptions &options) const
{
    options.redirects.follow = m_follow->isChecked();
    options.redirects.most = m_most->value();
}

void RedirectSection::setOptions(const ClientOptions &options)
{
    const QSignalBlocker blocker(this);
    m_follow->setChecked(options.redirects.follow);
    m_most->setValue(options.redirects.most);
}

int RedirectSection::count(const ClientOptions &options, const ClientOptions &defaults) const
{
    const RedirectOptions &one = options.redirects;
    return differs(one.follow != defaults.redirects.follow || (one.follow && one.most != defaults.redirects.most));
}

void RedirectSection::notice()
{
    m_most->setEnabled(m_follow->isChecked());
    Q_EMIT edited();
}

// ---- pings

PingSection::PingSection(Theme &theme)
    : m_keepAlive(new QCheckBox(tr("Send a Ping in intervals, to notice a dead connection")))
    , m_interval(new SecondsBox(50ms, 24h))
    , m_timeout(new SecondsBox(50ms, 1h))
    , m_autoPong(new QCheckBox(tr("Answer the peer's Pings automatically")))
{
    m_keepAlive->setObjectName(QStringLiteral("keepAlive"));
    m_autoPong->setObjectName(QStringLiteral("autoPong"));
    m_autoPong->setChecked(true);
    m_autoPong->setToolTip(tr("RFC 6455 §5.5.2 asks for a Pong; off, it is sent by hand"));
    m_interval->setDuration(UsualInterval);
    m_timeout->setDuration(KeepAlive().timeout);
    FieldForm *form = makeForm(theme, this);
    form->addWide(m_keepAlive);
    form->addField(tr("Every"), m_interval, QStringLiteral("keepAliveInterval"));
    form->addField(tr("Wait for the Pong"), m_timeout, QStringLiteral("keepAliveTimeout"));
    form->addNote(tr("Without a Pong in that time TCP is ended, and the log says so."));
    form->addWide(m_autoPong);
    form->addStretch();
    for (const QCheckBox *box : {m_keepAlive, m_autoPong})
        connect(box, &QCheckBox::toggled, this, &PingSection::notice);
    for (const SecondsBox *box : {m_interval, m_timeout})
        connect(box, &SecondsBox::valueChanged, this, &PingSection::notice);
    notice();
}

QString PingSection::title() const
{
    return tr("Ping and Pong");
}

void PingSection::applyTo(ClientOptions &options) const
{
    options.keepAlive.interval = m_keepAlive->isChecked() ? m_interval->duration() : 0ms;
    options.keepAlive.timeout = m_timeout->duration();
    options.autoPong = m_autoPong->isChecked();
}

void PingSection::setOptions(const ClientOptions &options)
{
    const QSignalBlocker blocker(this);
    const bool on = options.keepAlive.interval > 0ms;
    m_keepAlive->setChecked(on);
    m_interval->setDuration(on ? options.keepAlive.interval : UsualInterval);
    m_timeout->setDuration(options.keepAlive.timeout);
    m_autoPong->setChecked(options.autoPong);
}

int PingSection::count(const ClientOptions &options, const ClientOptions &defaults) const
{
    const bool isOff = options.keepAlive.interval == 0ms && defaults.keepAlive.interval == 0ms;
    return differs(!isOff && options.keepAlive != defaults.keepAlive) + differs(options.autoPong != defaults.autoPong);
}

void PingSection::notice()
{
    for (SecondsBox *box : {m_interval, m_timeout})
        box->setEnabled(m_keepAlive->isChecked());
    Q_EMIT edited();
}

// ---- reconnect

ReconnectSection::ReconnectSection(Theme &theme)
    : m_form(makeForm(theme, this))
    , m_on(new QCheckBox(tr("Reconnect when the connection ends without your wish, or a try fails")))
    , m_first(new SecondsBox(10ms, 1h))
    , m_longest(new SecondsBox(10ms, 24h))
    , m_most(new QSpinBox)
    , m_jitter(ReconnectOptions().jitter)
{
    m_on->setObjectName(QStringLiteral("reconnectOn"));
    m_first->setDuration(ReconnectOptions().first);
    m_longest->setDuration(ReconnectOptions().longest);
    m_most->setRange(0, 1'000'000);
    m_most->setSpecialValueText(tr("without end"));
    m_form->addWide(m_on);
    m_form->addField(tr("First wait"), m_first, QStringLiteral("reconnectFirst"));
    m_form->addField(tr("Longest wait"), m_longest, QStringLiteral("reconnectLongest"));
    m_form->addField(tr("Tries"), m_most, QStringLiteral("reconnectMost"));
    m_form->addNote(tr("Each wait is twice the last one, less a random part; Cancel beside the address stops it."));
    m_form->addStretch();
    connect(m_on, &QCheckBox::toggled, this, &ReconnectSection::notice);
    connect(m_most, &QSpinBox::valueChanged, this, &ReconnectSection::notice);
    for (const SecondsBox *box : {m_first, m_longest})
        connect(box, &SecondsBox::valueChanged, this, &ReconnectSection::notice);
    notice();
}

QString ReconnectSection::title() const
{
    return tr("Reconnect");
}

void ReconnectSection::applyTo(ClientOptions &options) const
{
    options.reconnect.enabled = m_on->isChecked();
    options.reconnect.first = m_first->duration();
    options.reconnect.longest = m_longest->duration();
    options.reconnect.most = m_most->value();
    options.reconnect.jitter = m_jitter;
}

void ReconnectSection::setOptions(const ClientOptions &options)
{
    const QSignalBlocker blocker(this);
    m_on->setChecked(options.reconnect.enabled);
    m_first->setDuration(options.reconnect.first);
    m_longest->setDuration(options.reconnect.longest);
    m_most->setValue(options.reconnect.most);
    m_jitter = options.reconnect.jitter;
}

int ReconnectSection::count(const ClientOptions &options, const ClientOptions &defaults) const
{
    const ReconnectOptions &one = options.reconnect;
    const ReconnectOptions &other = defaults.reconnect;
    const bool waits = one.first != other.first || one.longest != other.longest || one.most != other.most;
    return differs(one.enabled != other.enabled || (one.enabled && waits));
}

QString ReconnectSection::error() const
{
    return m_form->error();
}

void ReconnectSection::showError()
{
    m_form->showError();
}

void ReconnectSection::notice()
{
    for (QWidget *box : std::initializer_list<QWidget *>{m_first, m_longest, m_most})
        box->setEnabled(m_on->isChecked());
    const bool wrong = m_on->isChecked() && m_longest->duration() < m_first->duration();
    m_form->setError(m_longest,
        wrong ? tr("expected at least the first wait, %1, got %2").arg(m_first->text(), m_longest->text()) : QString());
    Q_EMIT edited();
}

// ---- rules

RuleSection::RuleSection(Theme &theme)
    : m_observe(new QCheckBox(tr("Observe only")))
{
    m_observe->setObjectName(QStringLiteral("observeOnly"));
    FieldForm *form = makeForm(theme, this);
    form->addWide(m_observe);
    form->addNote(tr("What the peer does against RFC 6455 or RFC 7692 is then recorded and passed over. Otherwise it "
                     "fails the connection, as RFC 6455 §7.1.7 says."));
    form->addStretch();
    connect(m_observe, &QCheckBox::toggled, this, &RuleSection::edited);
}

QString RuleSection::title() const
{
    return tr("Strictness");
}

void RuleSection::applyTo(ClientOptions &options) const
{
    options.observeOnly = m_observe->isChecked();
}

void RuleSection::setOptions(const ClientOptions &options)
{
    const QSignalBlocker blocker(this);
    m_observe->setChecked(options.observeOnly);
}

int RuleSection::count(const ClientOptions &options, const ClientOptions &defaults) const
{
    return differs(options.observeOnly != defaults.observeOnly);
}

} // namespace handglass
