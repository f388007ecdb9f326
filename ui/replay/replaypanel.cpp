// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replaypanel.h"

#include "ui/common/flowlayout.h"
#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"
#include "ui/replay/paceform.h"
#include "ui/replay/replaytext.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int CountdownMs = 100;
constexpr int TargetWidth = 240;

void setWhyNot(QWidget *widget, const QString &whyNot, const QString &toolTip)
{
    widget->setEnabled(whyNot.isEmpty());
    widget->setToolTip(whyNot.isEmpty() ? toolTip : whyNot);
}

} // namespace

ReplayPanel::ReplayPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_source(new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::Medium, this))
    , m_count(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_target(new QComboBox(this))
    , m_address(new QLineEdit(this))
    , m_frames(new QCheckBox(tr("F&rames as recorded"), this))
    , m_pings(new QCheckBox(tr("Pi&ngs, too"), this))
    , m_status(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_go(new QPushButton(this))
    , m_step(new QPushButton(tr("Step"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_close(new QPushButton(tr("Close"), this))
{
    setObjectName(QStringLiteral("replayPanel"));
    setAutoFillBackground(true);
    m_countdown.setInterval(CountdownMs);
    build(theme);
    connectParts();
    setStage(Stage::Ready);
    hide();
}

void ReplayPanel::build(Theme &theme)
{
    m_source->setObjectName(QStringLiteral("replaySource"));
    m_source->setElided(Qt::ElideMiddle);
    m_count->setObjectName(QStringLiteral("replayCount"));
    m_count->setElided(Qt::ElideRight);
    m_status->setObjectName(QStringLiteral("replayStatus"));
    m_status->setWordWrap(true);
    auto *title = new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, this);
    title->setText(tr("Replay"));
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(title);
    head->addWidget(m_source);
    head->addWidget(m_count, 1);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    column->addLayout(head);
    column->addLayout(makeFields());
    column->addLayout(makeButtons());
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(column);
    all->addWidget(new Hairline(Qt::Horizontal, this));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QLayout *ReplayPanel::makeFields()
{
    m_target->setObjectName(QStringLiteral("replayTarget"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_target->setMinimumWidth(TargetWidth);
    m_target->setToolTip(tr("An open connection, or a new one"));
    m_address->setObjectName(QStringLiteral("replayAddress"));
    m_address->setPlaceholderText(QStringLiteral("ws://127.0.0.1:8080"));
    m_address->setMinimumWidth(TargetWidth);
    m_frames->setObjectName(QStringLiteral("replayFrames"));
    m_frames->setToolTip(
        tr("Each frame for itself, fragments and those made by hand among them; what was compressed goes "
           "out plain. Else whole messages"));
    m_pings->setObjectName(QStringLiteral("replayPings"));
    m_pings->setToolTip(tr("Pings of the recording are sent, too"));
    auto *flow = new FlowLayout(16, 8);
    QWidget *target = labelled(tr("Send t&o"), m_target);
    m_addressField = labelled(tr("&Address"), m_address);
    for (QWidget *field : {target, m_addressField}) {
        field->setParent(this);
        flow->addWidget(field);
    }
    m_pace = new PaceForm(*flow, this);
    flow->addWidget(m_frames);
    flow->addWidget(m_pings);
    return flow;
}

QLayout *ReplayPanel::makeButtons()
{
    m_go->setObjectName(QStringLiteral("replayGo"));
    m_go->setProperty("primary", true);
    m_step->setObjectName(QStringLiteral("replayStep"));
    m_stop->setObjectName(QStringLiteral("replayStop"));
    m_close->setObjectName(QStringLiteral("replayClose"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_status, 1);
    for (QPushButton *button : {m_go, m_step, m_stop, m_close})
        row->addWidget(button);
    return row;
}

void ReplayPanel::connectParts()
{
    connect(m_go, &QPushButton::clicked, this, &ReplayPanel::go);
    connect(m_step, &QPushButton::clicked, this, &ReplayPanel::stepRequested);
    connect(m_stop, &QPushButton::clicked, this, &ReplayPanel::stopRequested);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_target, &QComboBox::currentIndexChanged, this, &ReplayPanel::refresh);
    connect(m_address, &QLineEdit::textEdited, this, [this] {
        showStatus({}, false);
        refresh();
    });
    connect(m_pace, &PaceForm::changed, this, &ReplayPanel::refresh);
    connect(m_pace, &PaceForm::changed, this, &ReplayPanel::paceChanged);
    connect(m_frames, &QCheckBox::toggled, this, &ReplayPanel::selectionChanged);
    connect(m_pings, &QCheckBox::toggled, this, &ReplayPanel::selectionChanged);
    connect(&m_countdown, &QTimer::timeout, this, &ReplayPanel::tellProgress);
}

// ---- what is chosen

void ReplayPanel::open(const QString &source, const QList<ReplayTarget> &targets, const ReplayTarget &preferred)
{
    m_source->setText(source);
    m_targets.clear();
    setTargets(targets);
    m_target->setCurrentIndex(int(targets.indexOf(preferred)));
    showStatus({}, false);
    setStage(Stage::Ready);
    reveal();
}

void ReplayPanel::reveal()
{
    show();
    (m_stage == Stage::Ready ? static_cast<QWidget *>(m_target) : m_stop)->setFocus(Qt::OtherFocusReason);
}

void ReplayPanel::setTargets(const QList<ReplayTarget> &targets)
{
    if (targets == m_targets)
        return;
    const QSignalBlocker blocker(m_target);
    const ReplayTarget chosen = m_targets.value(m_target->currentIndex());
    m_targets = targets;
    m_target->clear();
    for (const ReplayTarget &target : targets)
        m_target->addItem(target.text);
    m_target->setCurrentIndex(int(targets.indexOf(chosen))); // none rather than another one
    refresh();
}

ReplayTarget ReplayPanel::target() const
{
    ReplayTarget target = m_targets.value(m_target->currentIndex());
    if (target.session == 0 && target.url.isEmpty())
        target.url = m_address->text().trimmed();
    return target;
}

ReplayPace ReplayPanel::pace() const
{
    return m_pace->pace();
}

bool ReplayPanel::frames() const
{
    return m_frames->isChecked();
}

bool ReplayPanel::pings() const
{
    return m_pings->isChecked();
}

void ReplayPanel::setCounts(const QString &text, const QString &whyNot, qint64 total)
{
    m_count->setText(text);
    m_whyNot = whyNot;
    m_total = total;
    refresh();
}

// ---- how it goes

void ReplayPanel::setStage(Stage stage)
{
    m_stage = stage;
    if (stage == Stage::Going)
        m_countdown.start();
    else
        m_countdown.stop();
    refresh();
}

void ReplayPanel::refresh()
{
    const bool ready = m_stage == Stage::Ready;
    const bool going = m_stage == Stage::Going;
    const bool begun = going || m_stage == Stage::Paused;
    const bool oneByOne = pace().mode == ReplayPace::Mode::OneByOne;
    const QString busy = ready ? QString() : tr("Stop the replay first");
    const bool chosen = m_target->currentIndex() >= 0;
    const ReplayTarget to = m_targets.value(m_target->currentIndex());
    const bool typed = chosen && to.session == 0 && to.url.isEmpty();
    m_addressField->setVisible(typed);
    for (QWidget *field : std::initializer_list<QWidget *>{m_target, m_address, m_frames, m_pings})
        field->setEnabled(ready);
    QString whyNot = chosen ? m_whyNot : tr("Choose a target first");
    if (whyNot.isEmpty() && typed && m_address->text().trimmed().isEmpty())
        whyNot = tr("Type an address first");
    if (m_stage == Stage::Connecting)
        whyNot = tr("The connection is not open yet");
    if (m_stage == Stage::Paused)
        whyNot = oneByOne ? tr("One by one: Step sends the next message") : QString();
    m_go->setText(going ? tr("Pause") : m_stage == Stage::Paused ? tr("Go on") : tr("Start"));
    setWhyNot(m_go, going ? QString() : whyNot, {});
    setWhyNot(m_step, begun ? QString() : tr("Start it first"), tr("Sends the next message now, and waits"));
    setWhyNot(m_stop, ready ? tr("Start it first") : QString(), tr("Nothing more is sent"));
    setWhyNot(m_close, busy, {});
}

void ReplayPanel::showConnecting(const QString &url)
{
    showStatus(tr("Connecting to %1…").arg(url), false);
    setStage(Stage::Connecting);
    m_stop->setFocus(Qt::OtherFocusReason);
}

void ReplayPanel::showProgress(const ReplayProgress &progress)
{
    const bool began = m_stage == Stage::Ready || m_stage == Stage::Connecting;
    const bool hasFocus = isAncestorOf(QApplication::focusWidget()); // a button that is disabled passes it on
    m_progress = progress;
    if (progress.isOver())
        setStage(Stage::Ready);
    else
        setStage(progress.state == ReplayState::Paused ? Stage::Paused : Stage::Going);
    tellProgress();
    if (hasFocus && (began || progress.isOver()))
        (m_stage == Stage::Paused ? m_step : m_go)->setFocus(Qt::OtherFocusReason);
}

void ReplayPanel::tellProgress()
{
    showStatus(progressText(m_progress, m_total), m_progress.state == ReplayState::Failed);
}

void ReplayPanel::showFailure(const QString &sentence)
{
    setStage(Stage::Ready);
    showStatus(sentence, true);
    m_go->setFocus(Qt::OtherFocusReason);
}

void ReplayPanel::showAddressError(const QString &sentence)
{
    showStatus(sentence, true);
    m_address->setProperty("error", true);
    m_address->update();
    m_address->setFocus(Qt::OtherFocusReason);
}

void ReplayPanel::showStatus(const QString &text, bool isError)
{
    m_status->setInk(isError ? Ink::Fail : Ink::Text2);
    m_status->setText(text);
    if (m_address->property("error").toBool()) {
        m_address->setProperty("error", false);
        m_address->update();
    }
}

void ReplayPanel::go()
{
    switch (m_stage) {
    case Stage::Ready:
        Q_EMIT startRequested();
        return;
    case Stage::Going:
        Q_EMIT pauseRequested();
        return;
    case Stage::Paused:
        Q_EMIT goOnRequested();
        return;
    case Stage::Connecting:
        return;
    }
}

/// Presses the button that has the focus, else starts.
void ReplayPanel::enter()
{
    if (auto *button = qobject_cast<QPushButton *>(focusWidget()))
        button->click();
    else if (m_stage == Stage::Ready)
        m_go->click();
}

void ReplayPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_close->isEnabled())
        hide();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        enter();
    else
        QWidget::keyPressEvent(event);
}

} // namespace handglass
