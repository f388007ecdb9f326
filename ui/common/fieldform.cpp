// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/fieldform.h"

#include "ui/common/textlabel.h"

#include <QGridLayout>

#include <algorithm>

namespace handglass {

FieldForm::FieldForm(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
}

void FieldForm::addField(const QString &name, QWidget *field, const QString &objectName)
{
    Row row;
    row.field = field;
    row.label = new TextLabel(m_theme, TypeStep::Body, Ink::Text2);
    row.label->setText(name);
    row.label->setBuddy(field);
    field->setObjectName(objectName);
    field->setAccessibleName(name);
    row.error = new TextLabel(m_theme, TypeStep::Table, Ink::Fail);
    row.error->setObjectName(objectName + QStringLiteral("Error"));
    row.error->setWordWrap(true);
    row.error->hide();
    const int at = m_grid->rowCount();
    const bool tall = qobject_cast<const QLabel *>(field) != nullptr; // facts may have several lines
    m_grid->addWidget(row.label, at, 0, tall ? Qt::AlignTop : Qt::Alignment());
    m_grid->addWidget(field, at, 1);
    m_grid->addWidget(row.error, at + 1, 1);
    m_rows.push_back(row);
}

void FieldForm::setName(QWidget *field, const QString &name)
{
    const Row *row = rowOf(field);
    if (row == nullptr)
        return;
    row->label->setText(name);
    field->setAccessibleName(name);
}

void FieldForm::addWide(QWidget *widget)
{
    m_grid->addWidget(widget, m_grid->rowCount(), 0, 1, 2);
}

TextLabel *FieldForm::addNote(const QString &text)
{
    auto *note = new TextLabel(m_theme, TypeStep::Table, Ink::Text2);
    note->setText(text);
    note->setWordWrap(true);
    addWide(note);
    return note;
}

void FieldForm::addStretch()
{
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void FieldForm::setError(QWidget *field, const QString &sentence)
{
    const Row *row = rowOf(field);
    if (row == nullptr)
        return;
    row->error->setText(sentence);
    row->error->setVisible(row->shown && !sentence.isEmpty());
    QWidget *marked = field->focusProxy() != nullptr ? field->focusProxy() : field;
    marked->setProperty("error", !sentence.isEmpty());
    marked->setAccessibleDescription(sentence);
    marked->update();
}

void FieldForm::setRowVisible(QWidget *field, bool visible)
{
    Row *row = rowOf(field);
    if (row == nullptr)
        return;
    row->shown = visible;
    row->label->setVisible(visible);
    row->field->setVisible(visible);
    row->error->setVisible(visible && !row->error->text().isEmpty());
}

QString FieldForm::error() const
{
    for (const Row &row : m_rows) {
        if (row.shown && !row.error->text().isEmpty())
            return row.error->text();
    }
    return {};
}

void FieldForm::showError()
{
    for (const Row &row : m_rows) {
        if (row.shown && !row.error->text().isEmpty())
            return row.field->setFocus();
    }
}

FieldForm::Row *FieldForm::rowOf(const QWidget *field)
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [field](const Row &row) { return row.field == field; });
    return found == m_rows.end() ? nullptr : &*found;
}

} // namespace handglass
