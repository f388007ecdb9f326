// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/scenarioform.h"

#include "ui/common/flowlayout.h"
#include "ui/common/hairline.h"
#include "ui/common/panelhead.h"
#include "ui/common/textlabel.h"
#include "ui/mock/formchooser.h"
#include "ui/mock/formfield.h"
#include "ui/mock/scenariodocument.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>

namespace handglass {

namespace {

using Type = FormCell::Type;

constexpr int LabelWidth = 56;
constexpr int LevelIndent = 16;

bool isButton(Type type)
{
    return type >= Type::Remove;
}

bool leads(const JsonPath &path, const JsonPath &to)
{
    return path.steps.size() <= to.steps.size() && std::equal(path.steps.begin(), path.steps.end(), to.steps.begin());
}

/// The members that a control stands for.
QList<JsonPath> placesOf(const FormCell &cell)
{
    switch (cell.type) {
    case Type::Delay:
        return {cell.path / "delay", cell.path / "jitter"};
    case Type::Target:
        return {cell.path / "to"};
    case Type::Label:
        return {};
    default:
        return {cell.path};
    }
}

} // namespace

ScenarioForm::ScenarioForm(Theme &theme, ScenarioDocument &document, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_document(document)
    , m_head(new PanelHead(theme, tr("Form"), this))
    , m_facts(new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, this))
    , m_note(new TextLabel(theme, TypeStep::Table, Ink::Fail, QFont::Normal, this))
    , m_scroll(new QScrollArea(this))
{
    setObjectName(QStringLiteral("scenarioForm"));
    m_facts->setObjectName(QStringLiteral("scenarioLastHit"));
    m_head->addTrailing(m_facts);
    m_note->setObjectName(QStringLiteral("scenarioFormNote"));
    m_note->setWordWrap(true);
    m_note->setContentsMargins(12, 6, 12, 0);
    m_note->hide();
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_note);
    column->addWidget(m_scroll, 1);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0);
    connect(&m_refresh, &QTimer::timeout, this, &ScenarioForm::refresh);
    connect(&document, &ScenarioDocument::edited, this, [this] { m_refresh.start(); });
    connect(&document, &ScenarioDocument::checked, this, &ScenarioForm::refresh);
}

void ScenarioForm::setFacts(const QString &facts)
{
    m_facts->setText(facts);
}

void ScenarioForm::showPart(formplan::Part part, const JsonPath &path)
{
    if (part == m_part && path == m_path)
        return;
    m_part = part;
    m_path = path;
    m_plan.clear();
    refresh();
    m_scroll->verticalScrollBar()->setValue(0);
}

void ScenarioForm::refresh()
{
    m_refresh.stop();
    const JsonIndex *tree = m_document.tree();
    m_scroll->setEnabled(tree != nullptr);
    m_note->setVisible(tree == nullptr);
    if (tree == nullptr) {
        const QString why = m_document.errors().isEmpty() ? QString() : m_document.errors().first().sentence;
        m_note->setText(tr("The text is no JSON, so the form shows what was before. %1").arg(why));
        return;
    }
    FormPlan plan = formplan::plan(*tree, m_part, m_path);
    if (plan != m_plan || m_content == nullptr) {
        const QString focus = focusKey();
        build(plan);
        m_plan = std::move(plan);
        load(*tree);
        restoreFocus(focus);
    } else {
        load(*tree);
    }
    showErrors();
}

// ---- making it

void ScenarioForm::build(const FormPlan &plan)
{
    const int scrolled = m_scroll->verticalScrollBar()->value();
    m_cells.clear();
    m_lines.clear();
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scenarioFormContent"));
    m_grid = new QGridLayout(content);
    m_grid->setContentsMargins(12, 8, 12, 12);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnMinimumWidth(0, LabelWidth);
    m_grid->setColumnStretch(1, 1);
    for (const FormLine &line : plan)
        buildLine(line, m_grid->rowCount());
    m_grid->setRowStretch(m_grid->rowCount(), 1);
    m_content = content;
    m_scroll->setWidget(content); // deletes the one before
    m_scroll->verticalScrollBar()->setValue(scrolled);
}

void ScenarioForm::buildLine(const FormLine &line, int row)
{
    if (line.begins)
        m_grid->addWidget(new Hairline(Qt::Horizontal, m_grid->parentWidget()), row++, 0, 1, 2);
    auto *label = new TextLabel(m_theme, line.isHeading ? TypeStep::Small : TypeStep::Body, Ink::Text2,
        line.isHeading ? QFont::DemiBold : QFont::Normal, m_grid->parentWidget());
    label->setText(line.label);
    m_lines.push_back({});
    if (line.cells.empty()) {
        m_grid->addWidget(label, row, 0, 1, 2);
        return;
    }
    const bool inside = line.level > 0;
    auto *box = new QWidget(m_grid->parentWidget());
    auto *flow = new FlowLayout(6, 4, box);
    flow->setContentsMargins(inside ? line.level * LevelIndent : 0, 0, 0, 0);
    if (inside) {
        flow->addWidget(label);
        label->setVisible(!line.label.isEmpty());
    } else {
        label->setWordWrap(true);
        m_grid->addWidget(label, row, 0, Qt::AlignTop);
        label->setContentsMargins(0, 4, 0, 0);
    }
    const std::size_t at = m_lines.size() - 1;
    for (const FormCell &cell : line.cells) {
        QWidget *widget = makeCell(cell, at);
        flow->addWidget(makeNamed(cell, widget));
        m_cells.push_back({cell, widget, at});
        if (&cell == &line.cells.front())
            label->setBuddy(widget);
    }
    m_grid->addWidget(box, row, 1);
    auto *error = new TextLabel(m_theme, TypeStep::Table, Ink::Fail, QFont::Normal, m_grid->parentWidget());
    error->setObjectName(QStringLiteral("formError"));
    error->setWordWrap(true);
    error->hide();
    m_lines.back().error = error;
    m_grid->addWidget(error, row + 1, 1);
}

QWidget *ScenarioForm::makeCell(const FormCell &cell, std::size_t line)
{
    QWidget *parent = m_grid->parentWidget();
    QWidget *made = nullptr;
    if (cell.type == Type::Field) {
        made = makeField(cell, line);
    } else if (cell.type == Type::Label) {
        auto *label = new TextLabel(m_theme, TypeStep::Body, Ink::Text2, QFont::Normal, parent);
        label->setText(cell.text);
        label->setMinimumHeight(26);
        return label;
    } else if (isButton(cell.type)) {
        made = makeButton(cell);
    } else {
        made = formchooser::make(m_theme, m_document, cell, parent);
    }
    if (cell.type == Type::ActionKind) {
        made->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(made, &QWidget::customContextMenuRequested, this,
            [this, made, action = cell.path](const QPoint &at) { showActionMenu(action, made->mapToGlobal(at)); });
    }
    QList<QWidget *> inner = made->findChildren<QWidget *>();
    for (QWidget *widget : inner << made)
        widget->installEventFilter(this);
    return made;
}

/// With its name before it, from which it does not part.
QWidget *ScenarioForm::makeNamed(const FormCell &cell, QWidget *control)
{
    if (!cell.named && cell.type != Type::Delay && cell.type != Type::Target)
        return control;
    auto *pair = new QWidget(m_grid->parentWidget());
    auto *row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    auto *label = new TextLabel(m_theme, TypeStep::Body, Ink::Text2, QFont::Normal, pair);
    label->setText(cell.text);
    label->setBuddy(control);
    row->addWidget(label);
    row->addWidget(control, 1);
    pair->setSizePolicy(cell.type == Type::Target ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Fixed);
    return pair;
}

QWidget *ScenarioForm::makeField(const FormCell &cell, std::size_t line)
{
    auto *field = new FormField(m_theme, cell, m_grid->parentWidget());
    connect(field, &FormField::edited, this,
        [this, cell](const QByteArray &spelling) { formchooser::setField(m_document, cell, spelling); });
    connect(field, &FormField::refused, this, [this, line](const QString &sentence) {
        m_lines[line].refused = sentence;
        showErrors();
    });
    return field;
}

QWidget *ScenarioForm::makeButton(const FormCell &cell)
{
    QWidget *parent = m_grid->parentWidget();
    const bool isIcon = cell.type == Type::Remove || cell.type == Type::MoveUp || cell.type == Type::Duplicate;
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setText(cell.text);
    button->setAccessibleName(cell.text);
    button->setToolTip(cell.text);
    button->setToolButtonStyle(isIcon ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    const auto paint = [this, button, type = cell.type] {
        if (type == Type::AsText)
            button->setIcon(m_theme.icon(QStringLiteral("edit")));
        else if (type == Type::Remove)
            button->setIcon(m_theme.icon(QStringLiteral("remove")));
        else if (type == Type::MoveUp)
            button->setIcon(m_theme.icon(QStringLiteral("sent")));
        else if (type == Type::Duplicate)
            button->setIcon(m_theme.icon(QStringLiteral("copy")));
        else
            button->setIcon(m_theme.icon(QStringLiteral("add"), m_theme.colours().accent));
    };
    connect(&m_theme, &Theme::changed, button, paint);
    paint();
    connect(button, &QToolButton::clicked, this, [this, cell] {
        if (cell.type == Type::AsText)
            Q_EMIT asTextRequested(JsonPath(cell.path));
        else
            formchooser::press(m_document, cell);
    });
    return button;
}

// ---- values and errors

void ScenarioForm::load(const JsonIndex &tree)
{
    for (const ShownCell &shown : m_cells) {
        if (auto *field = qobject_cast<FormField *>(shown.widget))
            field->load(formplan::valueAt(tree, shown.cell.path));
        else if (shown.cell.type != Type::Label)
            formchooser::load(shown.widget, tree, shown.cell);
    }
}

/// Each at the control whose value holds its place, or is nearest above it.
void ScenarioForm::showErrors()
{
    for (ShownLine &line : m_lines)
        line.found.clear();
    std::vector<QString> wrong(m_cells.size());
    for (const scenario::Error &error : m_document.errors()) {
        const auto path = JsonPath::parse(error.path);
        if (!path || !leads(m_path, *path))
            continue;
        std::size_t best = m_cells.size();
        qsizetype depth = -1;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            for (const JsonPath &place : placesOf(m_cells[i].cell)) {
                if (leads(place, *path) && place.steps.size() > depth) {
                    best = i;
                    depth = place.steps.size();
                }
            }
        }
        if (best == m_cells.size())
            continue;
        wrong[best] = error.sentence;
        QString &found = m_lines[m_cells[best].line].found;
        found += (found.isEmpty() ? QString() : QStringLiteral("\n")) + error.sentence;
    }
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        const QString refused = m_lines[m_cells[i].line].refused;
        if (auto *field = qobject_cast<FormField *>(m_cells[i].widget))
            field->setWrong(!wrong[i].isEmpty() || !refused.isEmpty(), refused.isEmpty() ? wrong[i] : refused);
    }
    for (ShownLine &line : m_lines)
        showError(line);
}

void ScenarioForm::showError(ShownLine &line)
{
    if (line.error == nullptr)
        return;
    const QString text = line.refused.isEmpty() ? line.found : line.refused;
    line.error->setText(text);
    line.error->setVisible(!text.isEmpty());
}

// ---- the focus

QString ScenarioForm::keyOf(const FormCell &cell)
{
    return QString::number(int(cell.type)) + cell.path.text();
}

QString ScenarioForm::focusKey() const
{
    const QWidget *focus = QApplication::focusWidget();
    for (const ShownCell &shown : m_cells) {
        if (focus != nullptr && (shown.widget == focus || shown.widget->isAncestorOf(focus)))
            return keyOf(shown.cell);
    }
    return {};
}

void ScenarioForm::restoreFocus(const QString &key)
{
    for (const ShownCell &shown : m_cells) {
        const bool wanted = m_wants && shown.cell.type == Type::Field && leads(m_wanted, shown.cell.path);
        if (!wanted && (m_wants || keyOf(shown.cell) != key))
            continue;
        m_wants = false;
        shown.widget->setFocus(Qt::OtherFocusReason);
        if (auto *line = qobject_cast<QLineEdit *>(shown.widget->focusProxy()); line != nullptr && wanted)
            line->selectAll();
        m_scroll->ensureWidgetVisible(shown.widget);
        return;
    }
}

void ScenarioForm::focusValue(const JsonPath &path)
{
    m_wanted = path;
    m_wants = true;
    restoreFocus({});
}

const FormCell *ScenarioForm::cellOf(const QObject *watched) const
{
    const auto *widget = qobject_cast<const QWidget *>(watched);
    for (const ShownCell &shown : m_cells) {
        if (widget != nullptr && (shown.widget == widget || shown.widget->isAncestorOf(widget)))
            return &shown.cell;
    }
    return nullptr;
}

void ScenarioForm::noteFocus(const QObject *watched)
{
    const FormCell *cell = cellOf(watched);
    if (cell == nullptr)
        return;
    JsonPath part = cell->path;
    if (cell->type == Type::Field && !part.steps.isEmpty())
        part.steps.removeLast();
    if (leads(m_path, part))
        Q_EMIT partFocused(part);
}

/// The innermost that a value is of.
std::optional<JsonPath> ScenarioForm::actionAround(const JsonPath &path) const
{
    std::optional<JsonPath> found;
    for (const ShownCell &shown : m_cells) {
        const bool isAround = shown.cell.type == Type::ActionKind && leads(shown.cell.path, path);
        if (isAround && (!found || shown.cell.path.steps.size() > found->steps.size()))
            found = shown.cell.path;
    }
    return found;
}

void ScenarioForm::showActionMenu(const JsonPath &action, const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("scenarioActionMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, Type type) {
        FormCell cell;
        cell.type = type;
        cell.path = action;
        return menu->addAction(text, this, [this, cell] { formchooser::press(m_document, cell); });
    };
    add(tr("Move &up"), Type::MoveUp)->setEnabled(action.steps.last().index > 0);
    add(tr("&Duplicate\tAlt+Shift+Down"), Type::Duplicate)->setObjectName(QStringLiteral("duplicateAction"));
    menu->addSeparator();
    add(tr("&Remove"), Type::Remove);
    menu->popup(place);
}

/// Undo and redo are the text's; an action is duplicated from whatever is of it.
bool ScenarioForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        noteFocus(watched);
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto &key = static_cast<const QKeyEvent &>(*event);
    const bool undoes = key.matches(QKeySequence::Undo);
    const bool redoes = key.matches(QKeySequence::Redo);
    const bool copies = key.key() == Qt::Key_Down && key.modifiers() == (Qt::AltModifier | Qt::ShiftModifier);
    const FormCell *cell = copies ? cellOf(watched) : nullptr;
    const auto action = cell == nullptr ? std::nullopt : actionAround(cell->path);
    if (!undoes && !redoes && !action)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::ShortcutOverride)
        return true;
    if (undoes)
        Q_EMIT undoRequested();
    else if (redoes)
        Q_EMIT redoRequested();
    else
        m_document.duplicate(*action);
    return true;
}

} // namespace handglass
