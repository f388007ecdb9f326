// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/comparetab.h"

#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/common/hairline.h"
#include "ui/common/segments.h"
#include "ui/common/textlabel.h"
#include "ui/detail/comparedelegate.h"
#include "ui/detail/comparemodel.h"
#include "ui/detail/messageparts.h"
#include "ui/log/rowtext.h"

#include <QAbstractButton>
#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace handglass {

CompareTab::CompareTab(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new CompareModel(this))
    , m_delegate(new CompareDelegate(theme, *m_model, this))
    , m_table(new QTableView)
    , m_sides(new TextLabel(theme, TypeStep::Table))
    , m_summary(new TextLabel(theme, TypeStep::Table, Ink::Text2))
    , m_empty(new TextLabel(theme, TypeStep::Body, Ink::Text2))
    , m_form(new Segments(theme))
{
    setObjectName(QStringLiteral("compareTab"));
    makeActions();
    makeTable();
    m_empty->setObjectName(QStringLiteral("compareEmpty"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setContentsMargins(12, 12, 12, 12);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(new Hairline);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    connect(&theme, &Theme::changed, this, &CompareTab::applyTheme);
    applyTheme();
    updateHead();
}

void CompareTab::makeActions()
{
    m_next = new QAction(tr("Next &difference"), this);
    m_next->setShortcut(QKeySequence(Qt::Key_F7));
    m_next->setToolTip(tr("Next difference (F7)"));
    m_previous = new QAction(tr("Previous d&ifference"), this);
    m_previous->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F7));
    m_previous->setToolTip(tr("Previous difference (Shift+F7)"));
    connect(m_next, &QAction::triggered, this, [this] { step(true); });
    connect(m_previous, &QAction::triggered, this, [this] { step(false); });
}

QWidget *CompareTab::makeHead()
{
    auto *head = new QWidget;
    head->setAutoFillBackground(true);
    head->setBackgroundRole(QPalette::Window);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 3, 8, 3);
    row->setSpacing(8);
    m_sides->setObjectName(QStringLiteral("compareSides"));
    m_sides->setElided(Qt::ElideRight);
    row->addWidget(m_sides, 1);
    m_summary->setObjectName(QStringLiteral("compareSummary"));
    m_summary->setElided(Qt::ElideRight);
    row->addWidget(m_summary, 1);
    m_form->setObjectName(QStringLiteral("compareForm"));
    m_form->setAccessibleName(tr("Compare as"));
    for (const QString &name : {tr("JSON"), tr("Lines"), tr("Bytes")})
        m_form->addSegment(name);
    connect(m_form, &Segments::currentChanged, this, [this](int index) {
        m_as = static_cast<CompareAs>(index);
        compare();
    });
    row->addWidget(m_form);
    for (QAction *action : {m_previous, m_next}) {
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setAccessibleName(action->text().remove(u'&'));
        row->addWidget(button);
    }
    return head;
}

void CompareTab::makeTable()
{
    m_table->setObjectName(QStringLiteral("compareTable"));
    m_table->setAccessibleName(tr("Differences"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setModel(m_model);
    m_table->setItemDelegate(m_delegate);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void CompareTab::applyTheme()
{
    m_next->setIcon(m_theme.icon(QStringLiteral("expand")));
    m_previous->setIcon(m_theme.icon(QStringLiteral("collapse")));
    m_table->verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight());
    m_table->horizontalHeader()->setSectionResizeMode(CompareModel::Word, QHeaderView::Fixed);
    m_table->horizontalHeader()->resizeSection(CompareModel::Word, m_delegate->wordWidth());
    m_table->viewport()->update();
}

void CompareTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_summary->setVisible(width() >= 560);
}

void CompareTab::setCapture(Capture *capture)
{
    if (capture == m_capture)
        return;
    m_capture = capture;
    m_left = m_right = 0;
    compare();
}

void CompareTab::setLeft(EntryId id)
{
    if (id == m_left)
        return;
    m_left = id;
    m_as.reset();
    compare();
}

void CompareTab::setRight(EntryId id)
{
    if (id == m_right)
        return;
    m_right = id;
    compare();
}

void CompareTab::compare()
{
    const quint64 job = ++m_job;
    m_comparing = m_capture && m_left != 0 && m_right != 0 && m_left != m_right;
    m_error.clear();
    m_model->setComparison({});
    updateHead();
    if (!m_comparing)
        return;
    inBackground([path = m_capture->path(), left = m_left, right = m_right, as = m_as]() -> Result {
        const auto reader = CaptureReader::open(path);
        if (!reader)
            return {{}, reader.error().sentence};
        // One byte more than is compared tells that there is more.
        const QByteArray a = MessageParts(**reader, left).read(0, MostCompared + 1);
        const QByteArray b = MessageParts(**reader, right).read(0, MostCompared + 1);
        return {compareMessages(a, b, as), (*reader)->error()};
    }).then(this, [this, job](const Result &result) {
        if (job == m_job)
            take(result);
    });
}

void CompareTab::take(const Result &result)
{
    m_comparing = false;
    m_error = result.error;
    m_model->setComparison(result.comparison);
    updateHead();
    const int first = m_model->difference(-1, true);
    if (first >= 0)
        m_table->selectRow(first);
}

QString CompareTab::sideText(EntryId id) const
{
    const auto entry = m_capture ? m_capture->reader().entry(id) : std::nullopt;
    const QString number = QStringLiteral("#%1").arg(groupedNumber(id));
    return entry ? tr("%1 %2 %3").arg(number, directionText(*entry), clockText(entry->row.timeNs)) : number;
}

QString CompareTab::summary() const
{
    if (m_comparing)
        return tr("Comparing…");
    if (!m_error.isEmpty())
        return m_error;
    const Comparison &comparison = m_model->comparison();
    QStringList parts;
    if (comparison.differences == 0)
        parts.append(comparison.limits.isEmpty() ? tr("No difference") : tr("No difference in what was compared"));
    else
        parts.append(comparison.differences == 1 ? tr("1 difference")
                                                 : tr("%1 differences").arg(groupedNumber(comparison.differences)));
    return (parts + comparison.limits).join(QStringLiteral(" · "));
}

void CompareTab::updateHead()
{
    const bool both = m_left != 0 && m_right != 0 && m_left != m_right;
    m_table->setVisible(both);
    m_empty->setVisible(!both);
    m_form->setVisible(both);
    m_summary->setText(both ? summary() : QString());
    m_summary->setInk(m_error.isEmpty() ? Ink::Text2 : Ink::Fail);
    m_sides->setText(both ? tr("%1  ⇄  %2").arg(sideText(m_left), sideText(m_right))
            : m_left != 0 ? tr("Left: %1").arg(sideText(m_left))
                          : QString());
    m_empty->setText(m_left != 0
            ? tr("Select another row: it is compared with #%1.").arg(groupedNumber(m_left))
            : tr("Two messages side by side. Select two rows and press F8; or press Shift+F8 at a row, and "
                 "each row that is selected then is compared with it."));
    const Comparison &comparison = m_model->comparison();
    for (QAction *action : {m_next, m_previous})
        action->setEnabled(both && comparison.differences > 0);
    if (m_comparing)
        return;
    const QSignalBlocker quiet(m_form);
    m_form->setCurrentIndex(int(comparison.as));
    const QList<QAbstractButton *> forms = m_form->findChildren<QAbstractButton *>();
    for (qsizetype i = 0; i < forms.size(); ++i) {
        const bool possible = comparison.possible.contains(static_cast<CompareAs>(i));
        forms.at(i)->setEnabled(possible);
        forms.at(i)->setToolTip(possible || !both ? QString() : tr("Not both messages are that"));
    }
}

/// Goes round at the end.
void CompareTab::step(bool forward)
{
    const int current = m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
    int next = m_model->difference(current, forward);
    if (next < 0)
        next = m_model->difference(forward ? -1 : m_model->rowCount(), forward);
    if (next >= 0)
        m_table->selectRow(next);
}

} // namespace handglass
