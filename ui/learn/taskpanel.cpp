// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/taskpanel.h"

#include "ui/common/textlabel.h"
#include "ui/learn/lessontext.h"
#include "ui/learn/measures.h"

#include <QAccessible>
#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace handglass {

namespace {

constexpr int Padding = 16;
constexpr int FieldWidth = 420;

QString inputLabel(const QString &name)
{
    const QHash<QString, QString> labels{
        {QStringLiteral("url"), TaskPanel::tr("Address")},
        {QStringLiteral("subprotocols"), TaskPanel::tr("Subprotocols")},
        {QStringLiteral("origin"), TaskPanel::tr("Origin")},
        {QStringLiteral("accept"), TaskPanel::tr("Sec-WebSocket-Accept")},
        {QStringLiteral("text"), TaskPanel::tr("Text to send")},
        {QStringLiteral("hex"), TaskPanel::tr("Bytes to send, hex")},
        {QStringLiteral("fragments"), TaskPanel::tr("Fragments, cut at |")},
        {QStringLiteral("close"), TaskPanel::tr("Close code and reason")},
        {QStringLiteral("rate"), TaskPanel::tr("Messages a second")},
        {QStringLiteral("mask-key"), TaskPanel::tr("Masking key")},
    };
    return labels.value(name, name);
}

bool isBytes(const QString &name)
{
    return name == QStringLiteral("hex") || name == QStringLiteral("accept") || name == QStringLiteral("mask-key");
}

} // namespace

TaskPanel::TaskPanel(Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("taskPanel"));
    setAccessibleName(tr("Your turn"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(Padding, 13, Padding, Padding);
    column->setSpacing(8);
    const auto text = [&](const char *name) {
        auto *made = new LessonText(theme);
        made->setObjectName(QLatin1String(name));
        made->setGrowing(true);
        connect(made, &LessonText::linkActivated, this, &TaskPanel::linkActivated);
        return made;
    };
    m_title = new TextLabel(theme, TypeStep::Heading, Ink::Text, QFont::DemiBold);
    m_title->setObjectName(QStringLiteral("taskTitle"));
    m_title->setWordWrap(true);
    m_text = text("taskText");
    m_text->setAccessibleName(tr("The task"));
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(6);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_try = new QPushButton(tr("Try it"));
    m_try->setObjectName(QStringLiteral("taskTry"));
    m_hint = new QPushButton(tr("Hint"));
    m_hint->setObjectName(QStringLiteral("taskHint"));
    m_hint->setCheckable(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_try);
    buttons->addWidget(m_hint);
    buttons->addStretch();
    m_error = new TextLabel(theme, TypeStep::Body, Ink::Fail);
    m_error->setObjectName(QStringLiteral("taskError"));
    m_error->setWordWrap(true);
    m_checks = new QVBoxLayout;
    m_checks->setSpacing(4);
    m_hintText = text("taskHintText");
    m_hintText->setAccessibleName(tr("Hint"));
    m_hintText->hide();
    m_solved = text("taskSolved");
    m_solved->setAccessibleName(tr("Solved"));
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addLayout(m_form);
    column->addLayout(buttons);
    column->addWidget(m_error);
    column->addLayout(m_checks);
    column->addWidget(m_hintText);
    column->addWidget(m_solved);
    column->addStretch();
    setWidget(page);
    connect(m_try, &QPushButton::clicked, this, [this] { Q_EMIT tryRequested(inputs()); });
    connect(m_hint, &QPushButton::toggled, this, [this](bool on) {
        m_hintText->setVisible(on);
        if (on)
            QMetaObject::invokeMethod(
                this, [this] { ensureWidgetVisible(m_hintText); }, Qt::QueuedConnection);
    });
    connect(&theme, &Theme::changed, this, &TaskPanel::applyTheme);
}

void TaskPanel::setTask(const lesson::LessonTask &task)
{
    m_task = task;
    m_title->setText(task.title);
    m_text->setContent({.text = task.text});
    m_hintText->setContent({.text = task.hint});
    m_solved->setContent({.text = task.solved});
    m_hint->setVisible(!task.hint.isEmpty());
    m_hint->setChecked(false);
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_inputs.clear();
    for (const QString &input : task.inputs)
        addInput(input);
    while (QLayoutItem *item = m_checks->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_conditions.clear();
    for (const lesson::TaskCheck &check : task.checks)
        addCondition(check);
    m_wasSolved = false;
    setOutcome(false, {}, false, {});
}

/// "url = ws://127.0.0.1/": its name and what stands in it at first.
void TaskPanel::addInput(const QString &input)
{
    const QString name = input.section(QLatin1Char('='), 0, 0).trimmed();
    const QString start = input.section(QLatin1Char('='), 1).trimmed();
    if (name == QStringLiteral("deflate")) {
        auto *check = new QCheckBox(tr("Offer permessage-deflate"));
        check->setObjectName(QStringLiteral("input-deflate"));
        check->setChecked(start == QStringLiteral("on"));
        m_form->addRow(check);
        m_inputs.append({name, check});
        return;
    }
    auto *edit = new QLineEdit(start);
    edit->setObjectName(QStringLiteral("input-") + name);
    edit->setMaximumWidth(scaled(m_theme, FieldWidth));
    if (isBytes(name))
        edit->setFont(m_theme.mono());
    m_form->addRow(inputLabel(name), edit);
    edit->setAccessibleName(inputLabel(name));
    connect(edit, &QLineEdit::returnPressed, m_try, &QPushButton::click);
    m_inputs.append({name, edit});
}

void TaskPanel::addCondition(const lesson::TaskCheck &check)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto *icon = new QLabel;
    auto *words = new TextLabel(m_theme);
    words->setObjectName(QStringLiteral("condition%1").arg(m_conditions.size() + 1));
    words->setWordWrap(true);
    words->setText(check.words);
    line->addWidget(icon, 0, Qt::AlignTop);
    line->addWidget(words, 1);
    m_checks->addWidget(row);
    m_conditions.append({icon, words, {}});
}

void TaskPanel::mark(Condition &condition, std::optional<bool> holds, const QString &words)
{
    const Colours &c = m_theme.colours();
    const int size = scaled(m_theme, 16);
    const QIcon icon = !holds ? m_theme.icon(QStringLiteral("notjudged"), c.text3)
        : *holds              ? m_theme.icon(QStringLiteral("verdict-ok"), c.ok)
                              : m_theme.icon(QStringLiteral("fail"), c.fail);
    condition.mark->setPixmap(icon.pixmap(QSize(size, size), devicePixelRatioF()));
    condition.holds = holds;
    const QString state = !holds ? tr("not tried") : *holds ? tr("holds") : tr("does not hold");
    condition.words->setAccessibleName(tr("%1: %2").arg(words, state));
}

void TaskPanel::setOutcome(bool tried, const QList<bool> &holds, bool solved, const QString &error)
{
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
    for (int at = 0; at < m_conditions.size(); ++at) {
        const std::optional<bool> now = tried ? std::optional(holds.value(at)) : std::nullopt;
        mark(m_conditions[at], now, m_task.checks.at(at).words);
    }
    m_solved->setVisible(solved);
    if (solved && !m_wasSolved) {
        QAccessibleEvent alert(m_solved, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
        QMetaObject::invokeMethod(
            this, [this] { ensureWidgetVisible(m_solved); }, Qt::QueuedConnection);
    }
    m_wasSolved = solved;
}

void TaskPanel::applyTheme()
{
    for (int at = 0; at < m_conditions.size(); ++at)
        mark(m_conditions[at], m_conditions.at(at).holds, m_task.checks.at(at).words);
    for (const Input &input : std::as_const(m_inputs)) {
        if (isBytes(input.name))
            input.field->setFont(m_theme.mono());
        if (input.name != QStringLiteral("deflate"))
            input.field->setMaximumWidth(scaled(m_theme, FieldWidth));
    }
}

lesson::TaskInputs TaskPanel::inputs() const
{
    lesson::TaskInputs given;
    for (const Input &input : m_inputs) {
        if (const auto *check = qobject_cast<const QCheckBox *>(input.field))
            given.insert(input.name, check->isChecked() ? QStringLiteral("on") : QStringLiteral("off"));
        else
            given.insert(input.name, qobject_cast<const QLineEdit *>(input.field)->text());
    }
    return given;
}

void TaskPanel::focusFirst()
{
    if (m_inputs.isEmpty())
        m_try->setFocus(Qt::TabFocusReason);
    else
        m_inputs.first().field->setFocus(Qt::TabFocusReason);
}

} // namespace handglass
