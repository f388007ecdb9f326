// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/breakpanel.h"

#include "ui/common/textlabel.h"
#include "ui/learn/fatetext.h"
#include "ui/learn/measures.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>

namespace handglass {

namespace {

using lesson::Fate;
constexpr int Padding = 16;
constexpr int Indent = 22; ///< px, of what belongs to a switch

QString question(const lesson::Break *fault)
{
    if (fault == nullptr)
        return {};
    if (fault->kind == lesson::UnitKind::Request)
        return BreakPanel::tr("Predict: with this request the server will");
    if (fault->kind == lesson::UnitKind::Response)
        return BreakPanel::tr("Predict: with this answer the client will");
    return fault->by == lesson::End::Client ? BreakPanel::tr("Predict: after this frame the server will")
                                            : BreakPanel::tr("Predict: after this frame the client will");
}

} // namespace

BreakPanel::BreakPanel(Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_predictions(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("breakPanel"));
    setAccessibleName(tr("Break one thing"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(Padding, 13, Padding, Padding);
    column->setSpacing(8);
    const auto label = [&](const char *name, TypeStep step, Ink ink, QFont::Weight weight = QFont::Normal) {
        auto *made = new TextLabel(theme, step, ink, weight);
        made->setObjectName(QLatin1String(name));
        made->setWordWrap(true);
        return made;
    };
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    m_icon = new QLabel;
    auto *title = label("breakTitle", TypeStep::Heading, Ink::Text, QFont::DemiBold);
    title->setText(tr("Break one thing"));
    head->addWidget(m_icon);
    head->addWidget(title, 1);
    auto *what = label("breakWhat", TypeStep::Table, Ink::Text2);
    what->setText(tr("A switch changes one thing on the wire, before it is delivered. The ends know nothing of it."));
    m_switches = new QVBoxLayout;
    m_switches->setSpacing(6);
    m_trial = new QWidget;
    m_question = label("breakQuestion", TypeStep::Body, Ink::Text, QFont::Medium);
    m_fates = new QVBoxLayout;
    m_fates->setSpacing(4);
    m_run = new QPushButton(tr("Run it"));
    m_run->setObjectName(QStringLiteral("breakRun"));
    auto *runRow = new QHBoxLayout;
    runRow->addWidget(m_run);
    runRow->addStretch();
    m_result = new QWidget;
    m_result->setObjectName(QStringLiteral("breakResult"));
    m_resultIcon = new QLabel;
    m_happened = label("breakHappened", TypeStep::Body, Ink::Text, QFont::Medium);
    m_obliged = label("breakObliged", TypeStep::Body, Ink::Text2);
    m_judged = label("breakJudged", TypeStep::Body, Ink::Text);
    auto *happened = new QHBoxLayout;
    happened->setSpacing(6);
    happened->addWidget(m_resultIcon, 0, Qt::AlignTop);
    happened->addWidget(m_happened, 1);
    auto *result = new QVBoxLayout(m_result);
    result->setContentsMargins(0, 0, 0, 0);
    result->setSpacing(6);
    result->addWidget(m_judged);
    result->addLayout(happened);
    result->addWidget(m_obliged);
    m_error = label("breakError", TypeStep::Body, Ink::Fail);
    column->addLayout(head);
    column->addWidget(what);
    column->addLayout(m_switches);
    column->addWidget(m_trial);
    column->addStretch();
    auto *trial = new QVBoxLayout(m_trial);
    trial->setContentsMargins(Indent, 0, 0, 6);
    trial->setSpacing(6);
    trial->addWidget(m_question);
    trial->addLayout(m_fates);
    trial->addLayout(runRow);
    trial->addWidget(m_error);
    trial->addWidget(m_result);
    setWidget(page);
    connect(m_run, &QPushButton::clicked, this,
        [this] { Q_EMIT runRequested(chosenBreak()->id, static_cast<Fate>(m_predictions->checkedId())); });
    connect(m_predictions, &QButtonGroup::idToggled, this, &BreakPanel::refreshRun);
    connect(&theme, &Theme::changed, this, &BreakPanel::applyTheme);
    applyTheme();
    setResult({}, false);
    setError({});
    offerFates();
}

void BreakPanel::applyTheme()
{
    const int size = scaled(m_theme, 16);
    m_icon->setPixmap(m_theme.icon(QStringLiteral("fault"), m_theme.colours().purpose)
                          .pixmap(QSize(size, size), devicePixelRatioF()));
    setMinimumWidth(scaled(m_theme, 200));
}

void BreakPanel::setBreaks(const QByteArrayList &ids)
{
    qDeleteAll(m_checks);
    qDeleteAll(m_groups);
    m_checks.clear();
    m_groups.clear();
    for (const lesson::End by : {lesson::End::Server, lesson::End::Client})
        addSwitches(ids, by);
    setResult({}, false);
    offerFates();
}

void BreakPanel::addSwitches(const QByteArrayList &ids, lesson::End by)
{
    const QString whose = by == lesson::End::Client ? tr("In what the client sends") : tr("In what the server sends");
    TextLabel *heading = nullptr;
    for (const QByteArray &id : ids) {
        const lesson::Break *fault = lesson::breakOf(id);
        if (fault == nullptr || fault->by != by)
            continue;
        if (heading == nullptr) {
            heading = new TextLabel(m_theme, TypeStep::Small, Ink::Text2, QFont::DemiBold);
            heading->setText(whose);
            m_switches->addWidget(heading);
            m_groups.append(heading);
        }
        auto *check = new QCheckBox(fault->labelText());
        check->setObjectName(QStringLiteral("break-") + QString::fromLatin1(id));
        check->setAccessibleName(tr("%1: %2").arg(whose, fault->labelText()));
        check->setAccessibleDescription(fault->doesText());
        check->setToolTip(fault->doesText());
        connect(check, &QCheckBox::toggled, this, [this, check](bool on) { choose(check, on); });
        m_switches->addWidget(check);
        m_checks.append(check);
    }
}

/// One at a time.
void BreakPanel::choose(QCheckBox *chosen, bool on)
{
    for (QCheckBox *check : m_checks) {
        const QSignalBlocker blocker(check);
        if (on && check != chosen)
            check->setChecked(false);
    }
    m_result->hide();
    offerFates();
    if (on)
        QMetaObject::invokeMethod(
            this, [this] { ensureWidgetVisible(m_run); }, Qt::QueuedConnection);
}

const lesson::Break *BreakPanel::chosenBreak() const
{
    for (const QCheckBox *check : m_checks) {
        if (check->isChecked())
            return lesson::breakOf(check->objectName().mid(6).toLatin1());
    }
    return nullptr;
}

/// Nothing is predicted of another one yet.
void BreakPanel::offerFates()
{
    const QList<QAbstractButton *> old = m_predictions->buttons();
    for (QAbstractButton *button : old) {
        m_predictions->removeButton(button);
        delete button;
    }
    const lesson::Break *fault = chosenBreak();
    m_question->setText(question(fault));
    m_trial->setVisible(fault != nullptr);
    const QList<Fate> fates = fault == nullptr ? QList<Fate>() : predictions(*fault);
    for (const Fate fate : fates) {
        auto *radio = new QRadioButton(fateVerb(fate));
        radio->setObjectName(QStringLiteral("fate%1").arg(int(fate)));
        m_predictions->addButton(radio, int(fate));
        m_fates->addWidget(radio);
    }
    placeTrial();
    refreshRun();
}

/// Under its switch, also for Tab.
void BreakPanel::placeTrial()
{
    for (int at = 0; at < m_checks.size(); ++at) {
        QCheckBox *check = m_checks.at(at);
        if (!check->isChecked())
            continue;
        m_switches->removeWidget(m_trial);
        m_switches->insertWidget(m_switches->indexOf(check) + 1, m_trial);
        QWidget *before = check;
        const QList<QAbstractButton *> radios = m_predictions->buttons();
        for (QAbstractButton *radio : radios) {
            setTabOrder(before, radio);
            before = radio;
        }
        setTabOrder(before, m_run);
        if (at + 1 < m_checks.size())
            setTabOrder(m_run, m_checks.at(at + 1));
    }
}

void BreakPanel::refreshRun()
{
    const QString whyNot = chosenBreak() == nullptr ? tr("Choose what to break first")
        : m_predictions->checkedId() < 0            ? tr("Predict first what the other end will do")
                                                    : QString();
    m_run->setEnabled(whyNot.isEmpty());
    m_run->setToolTip(whyNot);
}

void BreakPanel::setError(const QString &error)
{
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
}

void BreakPanel::setResult(const std::optional<lesson::LessonRun::BreakResult> &result, bool running)
{
    const lesson::Break *fault = chosenBreak();
    const bool shown = result && fault != nullptr && result->id == fault->id;
    m_result->setVisible(shown);
    if (shown)
        showResult(*result, running);
}

void BreakPanel::showResult(const lesson::LessonRun::BreakResult &result, bool running)
{
    const lesson::Break &fault = *lesson::breakOf(result.id);
    const bool done = result.happened && !running;
    m_obliged->setText(done ? tr("%1: %2.").arg(QString::fromUtf8(fault.section), fault.obligationText()) : QString());
    m_resultIcon->setVisible(done);
    if (!done) {
        m_judged->setText({});
        m_happened->setText(tr("It runs: what is broken is on its way."));
        return;
    }
    const QString before = m_happened->text();
    const QString did = fateSentence(fault, result);
    m_happened->setText(result.sentence.isEmpty() ? did : tr("%1 It says: %2").arg(did, result.sentence));
    m_judged->setText(result.predictedRight()
            ? tr("You were right.")
            : tr("Not what you expected: you thought it would %1. That is what trying is for.")
                  .arg(fateVerb(result.predicted.value_or(Fate::Opens))));
    m_judged->setInk(result.predictedRight() ? Ink::Ok : Ink::Warn);
    const bool kept = result.asObliged();
    const int size = scaled(m_theme, 14);
    m_resultIcon->setPixmap(m_theme
                                .icon(kept ? QStringLiteral("verdict-ok") : QStringLiteral("warn"),
                                    kept ? m_theme.colours().ok : m_theme.colours().warn)
                                .pixmap(QSize(size, size), devicePixelRatioF()));
    m_resultIcon->setAccessibleName(kept ? tr("as the RFC obliges it") : tr("not as the RFC obliges it"));
    if (before == m_happened->text())
        return;
    QAccessibleEvent alert(m_happened, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    ensureWidgetVisible(m_obliged);
}

void BreakPanel::focusFirst()
{
    if (!m_checks.isEmpty())
        m_checks.first()->setFocus(Qt::TabFocusReason);
}

} // namespace handglass
