// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/statusline.h"

#include "app/tap/pinglog.h"
#include "ui/common/format.h"
#include "ui/common/textlabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QToolButton>

namespace handglass {

StatusLine::StatusLine(Theme &theme, QWidget *parent)
    : QStatusBar(parent)
    , m_sessions(new QWidget(this))
    , m_learn(new QWidget(this))
    , m_mark(new StateMarkLabel(theme, this))
{
    setObjectName(QStringLiteral("status"));
    setSizeGripEnabled(false);
    QWidget *line = m_sessions;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(11, 0, 8, 0);
    row->setSpacing(6);
    const auto label = [&](const char *name, Ink ink) {
        auto *text = new TextLabel(theme, TypeStep::Small, ink, QFont::Normal, line);
        text->setObjectName(QLatin1String(name));
        text->setElided(Qt::ElideRight);
        return text;
    };
    m_state = label("statusState", Ink::Text2);
    m_sent = label("statusSent", Ink::Sent);
    m_received = label("statusReceived", Ink::Received);
    m_rtt = label("statusRtt", Ink::Text2);
    m_pressure = label("statusPressure", Ink::Warn);
    m_faults = label("statusFaults", Ink::Purpose);
    m_bolt = new QLabel(line);
    m_rules = label("statusRules", Ink::Text2);
    m_capture = label("statusCapture", Ink::Text2);
    m_unmatched = new QToolButton(line);
    m_unmatched->setObjectName(QStringLiteral("statusUnmatched"));
    m_unmatched->setAutoRaise(true);
    m_unmatched->setFocusPolicy(Qt::TabFocus);
    m_unmatched->setFont(theme.font(TypeStep::Small));
    m_unmatched->setToolTip(tr("Shows the newest of them; again: the one before"));
    connect(m_unmatched, &QToolButton::clicked, this, &StatusLine::unmatchedRequested);
    row->addWidget(m_mark);
    row->addWidget(m_state);
    row->addSpacing(10);
    row->addWidget(m_sent);
    row->addWidget(m_received);
    row->addSpacing(10);
    row->addWidget(m_rtt);
    row->addWidget(m_pressure);
    row->addWidget(m_bolt);
    row->addWidget(m_faults);
    row->addStretch(1);
    row->addWidget(m_unmatched);
    row->addWidget(m_rules);
    row->addSpacing(10);
    row->addWidget(m_capture);
    addWidget(line, 1);
    makeLearn(theme);
    setFixedHeight(qMax(22, m_state->fontMetrics().height() + 6));
    setNoConnection();
    setRates(-1, -1);
    setRtt(-1);
    setPressure({});
    setObserveOnly(false);
    setUnmatched(0);
    setCapture({});
    setFaults(0);
    const auto paint = [this, &theme] {
        m_bolt->setPixmap(
            theme.icon(QStringLiteral("fault"), theme.colours().purpose).pixmap(QSize(14, 14), devicePixelRatioF()));
    };
    connect(&theme, &Theme::changed, this, paint);
    paint();
}

void StatusLine::makeLearn(Theme &theme)
{
    auto *row = new QHBoxLayout(m_learn);
    row->setContentsMargins(11, 0, 8, 0);
    row->setSpacing(6);
    const auto label = [&](const QString &text) {
        auto *made = new TextLabel(theme, TypeStep::Small, Ink::Text2, QFont::Normal, m_learn);
        made->setText(text);
        row->addWidget(made);
        return made;
    };
    auto *mark = new StateMarkLabel(theme, m_learn);
    mark->setMark(StateMark::Connecting);
    row->addWidget(mark);
    m_lesson = label({});
    m_lesson->setObjectName(QStringLiteral("statusLesson"));
    m_lesson->setElided(Qt::ElideRight);
    row->addStretch(1);
    m_loopback = label(tr("Loopback only"));
    row->addSpacing(10);
    label(tr("Progress is kept"));
    addWidget(m_learn, 1);
    m_learn->hide();
}

void StatusLine::setLesson(const QString &text, bool beyond)
{
    m_lesson->setText(text);
    m_loopback->setVisible(!beyond);
    m_sessions->setVisible(text.isEmpty());
    m_learn->setVisible(!text.isEmpty());
}

void StatusLine::setState(StateMark mark, const QString &text)
{
    const bool news = mark == StateMark::Refused && text != m_state->text();
    m_mark->setMark(mark);
    m_state->setText(text);
    if (news) { // new refusals are announced
        QAccessibleEvent alert(m_state, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void StatusLine::setNoConnection()
{
    setState(StateMark::Closed, tr("No connection"));
}

void StatusLine::setRates(double sent, double received)
{
    const auto text = [](double rate) { return tr("%1 msg/s").arg(QString::number(rate, 'f', rate < 99.95 ? 1 : 0)); };
    m_sent->setVisible(sent >= 0);
    m_received->setVisible(received >= 0);
    m_sent->setText(QChar(0x2191) + QLatin1Char(' ') + text(sent));
    m_sent->setAccessibleName(tr("Sent: %1").arg(text(sent)));
    m_received->setText(QChar(0x2193) + QLatin1Char(' ') + text(received));
    m_received->setAccessibleName(tr("Received: %1").arg(text(received)));
}

void StatusLine::setRtt(qint64 ns)
{
    m_rtt->setVisible(ns >= 0);
    m_rtt->setText(rttText(ns)); // as the Pong's row says it
    m_rtt->setAccessibleName(tr("Last Ping: %1").arg(rttText(ns)));
    m_rtt->setToolTip(tr("From the last Ping of ours to its Pong"));
}

void StatusLine::setPressure(const QString &text)
{
    m_pressure->setText(text);
    m_pressure->setVisible(!text.isEmpty());
}

void StatusLine::setFaults(int on)
{
    m_bolt->setVisible(on > 0);
    m_faults->setVisible(on > 0);
    m_faults->setText(on == 1 ? tr("1 fault on") : tr("%1 faults on").arg(on));
    m_faults->setToolTip(tr("Made on purpose by this mock: Scenario tab, Faults"));
}

void StatusLine::setObserveOnly(bool observeOnly)
{
    m_rules->setText(observeOnly ? tr("Observe only: violations are recorded and pass")
                                 : tr("Strict: violations close the connection"));
}

void StatusLine::setUnmatched(qint64 count)
{
    m_unmatched->setVisible(count > 0);
    m_unmatched->setText(
        count == 1 ? tr("1 message matched no rule") : tr("%1 messages matched no rule").arg(groupedNumber(count)));
}

void StatusLine::setCapture(const QString &text)
{
    m_capture->setText(text.isEmpty() ? tr("Capture empty") : text);
}

} // namespace handglass
