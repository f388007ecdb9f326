// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/scenariotextpane.h"

#include "ui/common/panelhead.h"
#include "ui/common/payloadeditor.h"
#include "ui/common/textlabel.h"
#include "ui/mock/scenariodocument.h"
#include "ui/mock/schemacompleter.h"

#include <QEvent>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr std::chrono::milliseconds StepRest{1000}; ///< keys in one field that follow closer are one step of undo
constexpr qsizetype MostSentences = 20;

} // namespace

ScenarioTextPane::ScenarioTextPane(Theme &theme, ScenarioDocument &document, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_document(document)
    , m_head(new PanelHead(theme, tr("Text"), this))
    , m_state(new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, this))
    , m_editor(new PayloadEditor(theme, this))
{
    m_state->setObjectName(QStringLiteral("scenarioState"));
    auto *save = new QToolButton(this);
    save->setObjectName(QStringLiteral("scenarioSave"));
    save->setAccessibleName(tr("Save the scenario"));
    save->setToolTip(tr("Save the scenario (Ctrl+S while the focus is in it)"));
    save->setAutoRaise(true);
    save->setFocusPolicy(Qt::StrongFocus);
    save->setEnabled(document.needsFile());
    const auto paint = [this, save] { save->setIcon(m_theme.icon(QStringLiteral("save"))); };
    connect(&theme, &Theme::changed, save, paint);
    paint();
    connect(save, &QToolButton::clicked, this, &ScenarioTextPane::saveRequested);
    connect(&document, &ScenarioDocument::modifiedChanged, save,
        [save, &document] { save->setEnabled(document.isModified() || document.needsFile()); });
    m_head->addTrailing(m_state);
    m_head->addTrailing(save);
    m_editor->setObjectName(QStringLiteral("scenarioText"));
    m_editor->setAccessibleName(tr("Text of the scenario"));
    m_editor->setLanguage(PayloadEditor::Language::Json);
    m_editor->setBytes(document.text());
    if (document.text().contains("\r\n"))
        m_editor->setEolMode(QsciScintilla::EolWindows);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_editor, 1);
    m_stepRest.setSingleShot(true);
    m_stepRest.setInterval(StepRest);
    connect(&m_stepRest, &QTimer::timeout, this, &ScenarioTextPane::endStep);
    m_editor->installEventFilter(this);
    new SchemaCompleter(*m_editor, scenarioSchema());
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        if (!m_applying)
            m_document.setText(m_editor->bytes());
    });
    connect(m_editor, &QsciScintilla::cursorPositionChanged, this, [this] {
        if (!m_applying && m_editor->hasFocus())
            Q_EMIT caretMoved(m_editor->selectionStart());
    });
    connect(&document, &ScenarioDocument::edited, this,
        [this](const TextEdit &edit) { takeEdit(edit.at, edit.removed, edit.inserted); });
    connect(&document, &ScenarioDocument::stepBegan, this, [this] {
        if (m_steps++ == 0)
            beginStep();
    });
    connect(&document, &ScenarioDocument::stepEnded, this, [this] {
        if (--m_steps == 0)
            endStep();
    });
    connect(&document, &ScenarioDocument::checked, this, &ScenarioTextPane::takeCheck);
}

void ScenarioTextPane::beginStep()
{
    endStep();
    m_editor->beginUndoAction();
    m_stepOpen = true;
}

void ScenarioTextPane::endStep()
{
    m_stepRest.stop();
    m_stepAt = -1;
    if (std::exchange(m_stepOpen, false))
        m_editor->endUndoAction();
}

void ScenarioTextPane::takeEdit(qint64 at, qint64 removed, const QByteArray &inserted)
{
    if (m_steps == 0 && at != m_stepAt)
        beginStep();
    {
        const QScopedValueRollback applying(m_applying, true);
        m_editor->replaceBytes(at, removed, inserted);
    }
    m_stepAt = at;
    if (m_steps == 0)
        m_stepRest.start();
    markPart();
}

void ScenarioTextPane::undo()
{
    endStep();
    m_editor->undo();
}

void ScenarioTextPane::redo()
{
    endStep();
    m_editor->redo();
}

void ScenarioTextPane::replaceText(const QByteArray &text)
{
    beginStep();
    m_editor->replaceBytes(0, m_document.text().size(), text);
    endStep();
}

void ScenarioTextPane::takeCheck()
{
    m_editor->clearError();
    const scenario::Errors &errors = m_document.errors();
    m_state->setInk(errors.isEmpty() ? Ink::Ok : Ink::Fail);
    if (errors.isEmpty()) {
        m_state->setText(tr("✓ valid"));
        m_state->setToolTip({});
    } else {
        const scenario::Error &first = errors.first();
        m_editor->showError(first.line, first.column);
        QMap<int, QStringList> sentences;
        for (const scenario::Error &error : errors.first(qMin(MostSentences, errors.size())))
            sentences[error.line].append(error.sentence);
        for (auto it = sentences.cbegin(); it != sentences.cend(); ++it)
            m_editor->addSentence(it.key(), it.value().join(u'\n'));
        m_state->setText(errors.size() == 1 ? tr("✗ line %1").arg(first.line)
                                            : tr("✗ line %1, %2 errors").arg(first.line).arg(errors.size()));
        m_state->setToolTip(scenario::errorText(errors, tr("line")));
    }
    m_state->setAccessibleName(errors.isEmpty() ? tr("The scenario is valid") : errors.first().sentence);
    markPart();
}

void ScenarioTextPane::showPart(const JsonPath &path)
{
    m_part = path;
    m_hasPart = true;
    markPart();
    const JsonIndex *tree = m_document.tree();
    const auto node = tree == nullptr ? std::nullopt : jsonedit::find(*tree, path);
    if (node && !m_editor->hasFocus())
        m_editor->ensureLineVisible(m_editor->lineOf(tree->valueStart(*node)));
}

void ScenarioTextPane::markPart()
{
    const JsonIndex *tree = m_document.tree();
    const auto node =
        tree == nullptr || !m_hasPart || m_part.steps.isEmpty() ? std::nullopt : jsonedit::find(*tree, m_part);
    if (!node)
        return m_editor->markLines(-1, -1);
    const qsizetype start = tree->valueStart(*node);
    m_editor->markLines(m_editor->lineOf(start), m_editor->lineOf(start + tree->value(*node).size()));
}

void ScenarioTextPane::goTo(const JsonPath &path)
{
    const JsonIndex *tree = m_document.tree();
    const auto node = tree == nullptr ? std::nullopt : jsonedit::find(*tree, path);
    m_editor->setFocus(Qt::OtherFocusReason);
    if (!node)
        return;
    const qsizetype start = tree->valueStart(*node);
    m_editor->selectBytes(start, start);
    m_editor->ensureLineVisible(m_editor->lineOf(start));
}

bool ScenarioTextPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::KeyPress)
        endStep();
    return QWidget::eventFilter(watched, event);
}

} // namespace handglass
