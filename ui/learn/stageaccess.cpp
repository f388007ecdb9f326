// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/stageaccess.h"

#include "ui/learn/endframe.h"
#include "ui/learn/stage.h"
#include "ui/learn/wirewords.h"

#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QHash>
#include <QPointer>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::StageAccess)
};

constexpr int Columns = 3;

void addEnd(QList<QStringList> &rows, const QString &name, const lesson::EndPicture &end)
{
    rows.append({name, end.address, end.stateText});
    for (const lesson::Note &note : end.notes)
        rows.append({name, (QStringList{note.text} + note.mono).join(u' '), noteMarkWord(note.mark)});
}

class StageCell final : public QAccessibleInterface, public QAccessibleTableCellInterface
{
public:
    StageCell(Stage *stage, int row, int column)
        : m_stage(stage)
        , m_row(row)
        , m_column(column)
    {
    }

    bool isValid() const override { return m_stage && m_row < rows().size(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_stage); }
    QAccessibleInterface *child(int /*index*/) const override { return nullptr; }
    QAccessibleInterface *childAt(int /*x*/, int /*y*/) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface * /*child*/) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::Cell; }
    void setText(QAccessible::Text /*which*/, const QString & /*text*/) override { }
    QRect rect() const override { return m_stage ? QRect(m_stage->mapToGlobal(QPoint()), m_stage->size()) : QRect(); }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.invalid = !isValid();
        return state;
    }
    QString text(QAccessible::Text which) const override
    {
        return which == QAccessible::Name && isValid() ? rows().at(m_row).value(m_column) : QString();
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface *>(this) : nullptr;
    }

    bool isSelected() const override { return false; }
    QList<QAccessibleInterface *> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_column; }
    int rowIndex() const override { return m_row; }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface *table() const override { return parent(); }

private:
    QList<QStringList> rows() const { return stageRows(m_stage->picture(), m_stage->ours()); }

    QPointer<Stage> m_stage;
    int m_row;
    int m_column;
};

/// Beside the stage's own widgets, which stay its children.
class StageTable final : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    explicit StageTable(Stage *stage)
        : QAccessibleWidget(stage, QAccessible::Table)
    {
    }
    ~StageTable() override
    {
        for (const QAccessible::Id id : std::as_const(m_cells))
            QAccessible::deleteAccessibleInterface(id);
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface *>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }

    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QAccessibleInterface *cellAt(int row, int column) const override
    {
        if (row < 0 || row >= rowCount() || column < 0 || column >= Columns)
            return nullptr;
        const int place = row * Columns + column;
        if (const auto known = m_cells.constFind(place); known != m_cells.constEnd())
            return QAccessible::accessibleInterface(*known);
        auto *cell = new StageCell(stage(), row, column);
        m_cells.insert(place, QAccessible::registerAccessibleInterface(cell));
        return cell;
    }
    int selectedCellCount() const override { return 0; }
    QList<QAccessibleInterface *> selectedCells() const override { return {}; }
    QString columnDescription(int column) const override
    {
        const QString names[] = {Words::tr("Where"), Words::tr("What"), Words::tr("State")};
        return column >= 0 && column < Columns ? names[column] : QString();
    }
    QString rowDescription(int row) const override
    {
        return stageRows(stage()->picture(), stage()->ours()).value(row).join(QStringLiteral(", "));
    }
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override { return 0; }
    int columnCount() const override { return Columns; }
    int rowCount() const override { return int(stageRows(stage()->picture(), stage()->ours()).size()); }
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override { return {}; }
    bool isColumnSelected(int /*column*/) const override { return false; }
    bool isRowSelected(int /*row*/) const override { return false; }
    bool selectRow(int /*row*/) override { return false; }
    bool selectColumn(int /*column*/) override { return false; }
    bool unselectRow(int /*row*/) override { return false; }
    bool unselectColumn(int /*column*/) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent * /*event*/) override { }

private:
    Stage *stage() const { return static_cast<Stage *>(object()); }

    mutable QHash<int, QAccessible::Id> m_cells; ///< by row and column
};

QAccessibleInterface *makeStageTable(const QString & /*className*/, QObject *object)
{
    auto *stage = qobject_cast<Stage *>(object);
    return stage != nullptr ? new StageTable(stage) : nullptr;
}

} // namespace

QList<QStringList> stageRows(const lesson::StagePicture &picture, lesson::End ours)
{
    QList<QStringList> rows;
    addEnd(rows, Words::tr("Client"), picture.client);
    const QString wire = Words::tr("Wire");
    for (const lesson::Arrow &arrow : picture.arrows) {
        const QString direction = arrow.unit == 0 ? QString() : directionWord(arrow.from, ours) + u' ';
        const QString state = arrow.broken ? Words::tr("delivered, changed on purpose") : Words::tr("delivered");
        rows.append({wire, direction + arrow.text, state});
    }
    if (picture.unit) {
        const QString state = picture.unit->held ? Words::tr("held") : Words::tr("delivered");
        rows.append({wire, directionWord(picture.unit->from, ours) + u' ' + picture.unit->title, state});
        for (const lesson::UnitLine &line : picture.unit->lines)
            rows.append({wire, line.text, line.broken ? Words::tr("changed on purpose") : state});
    }
    addEnd(rows, Words::tr("Server"), picture.server);
    if (!picture.next.isEmpty())
        rows.append({wire, picture.next, Words::tr("next")});
    return rows;
}

void installStageAccess()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeStageTable);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace handglass
