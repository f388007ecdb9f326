// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/headereditor.h"

#include "ui/common/textlabel.h"
#include "ui/compose/headermodel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTableView>
#include <QToolButton>

namespace handglass {

namespace {

constexpr int RowHeight = 22;
constexpr int ShownRows = 5;
constexpr int NameWidth = 170;

} // namespace

HeaderEditor::HeaderEditor(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new HeaderModel(theme, this))
    , m_table(new QTableView)
    , m_message(new TextLabel(theme, TypeStep::Table, Ink::Text2))
{
    auto *title = new TextLabel(theme, TypeStep::Small, Ink::Text2, QFont::DemiBold);
    title->setText(tr("Headers"));
    title->setBuddy(m_table);
    auto *head = new QHBoxLayout;
    head->setSpacing(2);
    head->addWidget(title, 1);
    makeTable();
    const auto button = [&](const char *icon, const QString &name, auto work) {
        const QString id = QLatin1String(icon);
        connect(addButton(head, id, name, QStringLiteral("header-") + id), &QToolButton::clicked, this, work);
    };
    button("add", tr("Add a header"), &HeaderEditor::add);
    button("remove", tr("Remove this header"), &HeaderEditor::remove);
    button("sent", tr("Move this header up"), [this] { move(-1); });
    button("received", tr("Move this header down"), [this] { move(1); });
    button("capture", tr("Paste lines of “Name: value”"), &HeaderEditor::paste);
    m_message->setObjectName(QStringLiteral("headerMessage"));
    m_message->setWordWrap(true);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    all->addLayout(head);
    all->addWidget(m_table);
    all->addWidget(m_message);
    all->addStretch();
    connect(m_model, &HeaderModel::edited, this, &HeaderEditor::showMessage);
    connect(m_model, &HeaderModel::edited, this, &HeaderEditor::edited);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HeaderEditor::showMessage);
    connect(&theme, &Theme::changed, this, &HeaderEditor::applyTheme);
    applyTheme();
    showMessage();
}

/// A cell that is being edited is committed when the table goes, and nobody is left to hear of it.
HeaderEditor::~HeaderEditor()
{
    m_model->disconnect(this);
}

QList<HeaderField> HeaderEditor::headers() const
{
    return m_model->headers();
}

void HeaderEditor::setHeaders(const QList<HeaderField> &headers)
{
    m_model->setHeaders(headers);
}

QString HeaderEditor::error() const
{
    return m_model->error(m_model->firstError());
}

void HeaderEditor::showError()
{
    const int row = m_model->firstError();
    int column = 0;
    if (row < 0 || m_model->error(row, &column).isEmpty())
        return;
    m_table->setCurrentIndex(m_model->index(row, column));
    m_table->setFocus();
}

bool HeaderEditor::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Paste)) {
            paste();
            return true;
        }
        if (key->key() == Qt::Key_Delete) {
            remove();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

QToolButton *HeaderEditor::addButton(
    QHBoxLayout *row, const QString &icon, const QString &name, const QString &objectName)
{
    auto *button = new QToolButton;
    button->setObjectName(objectName);
    button->setProperty("iconName", icon);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(button);
    m_buttons.append(button);
    return button;
}

void HeaderEditor::makeTable()
{
    m_table->setObjectName(QStringLiteral("headers"));
    m_table->setAccessibleName(tr("Request headers"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
        | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(HeaderModel::NameColumn, NameWidth);
    m_table->setFixedHeight((ShownRows + 1) * RowHeight + 8);
    m_table->installEventFilter(this);
}

int HeaderEditor::currentRow() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

void HeaderEditor::selectRow(int row)
{
    m_table->setCurrentIndex(m_model->index(row, HeaderModel::NameColumn));
    m_table->setFocus();
}

void HeaderEditor::add()
{
    selectRow(m_model->rowCount() - 1);
    m_table->edit(m_table->currentIndex());
}

void HeaderEditor::remove()
{
    m_model->removeHeader(currentRow());
}

void HeaderEditor::move(int by)
{
    if (currentRow() >= 0)
        selectRow(m_model->moveHeader(currentRow(), by));
}

void HeaderEditor::paste()
{
    m_model->paste(QGuiApplication::clipboard()->text(), currentRow());
}

void HeaderEditor::showMessage()
{
    const int row = m_model->firstError();
    const QString words = row >= 0 ? m_model->error(row) : m_model->hint(currentRow());
    m_message->setInk(row >= 0 ? Ink::Fail : Ink::Text2);
    m_message->setText(words);
    m_message->setVisible(!words.isEmpty());
    m_table->setProperty("error", row >= 0);
}

void HeaderEditor::applyTheme()
{
    for (QToolButton *button : m_buttons)
        button->setIcon(m_theme.icon(button->property("iconName").toString(), m_theme.colours().text2));
}

} // namespace handglass
