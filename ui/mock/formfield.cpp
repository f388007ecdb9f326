// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/formfield.h"

#include "app/decode/jsonedit.h"
#include "ui/common/theme.h"
#include "ui/mock/formcodec.h"
#include "ui/mock/templateedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScopedValueRollback>

namespace handglass {

namespace {

using formspec::FieldType;

bool isJson(FieldType type)
{
    return type == FieldType::LongJson || type == FieldType::Variables;
}

} // namespace

FormField::FormField(Theme &theme, const FormCell &cell, QWidget *parent)
    : QWidget(parent)
    , m_cell(cell)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    switch (cell.field->type) {
    case FieldType::Choice:
        makeChoice();
        break;
    case FieldType::Switch:
    case FieldType::OffSwitch:
        makeSwitch();
        break;
    case FieldType::LongText:
    case FieldType::LongJson:
    case FieldType::Lines:
    case FieldType::Headers:
    case FieldType::Variables:
        makeArea(theme);
        break;
    default:
        makeLine(theme);
        break;
    }
    QWidget *inner = focusProxy();
    row->addWidget(inner);
    inner->setObjectName(QStringLiteral("form-") + QString::fromLatin1(cell.field->member));
    inner->setAccessibleName(cell.text);
    inner->setToolTip(cell.text);
    setSizePolicy(cell.wide ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void FormField::makeLine(Theme &theme)
{
    m_line = new QLineEdit(this);
    setFocusProxy(m_line);
    m_line->setPlaceholderText(formspec::text(m_cell.field->hint));
    const bool isNumber = m_cell.field->type == FieldType::Number || m_cell.field->type == FieldType::NumberOrWord;
    const auto applyFont = [this, &theme] { m_line->setFont(theme.mono()); };
    connect(&theme, &Theme::changed, this, applyFont);
    applyFont();
    if (isNumber)
        m_line->setFixedWidth(m_line->fontMetrics().horizontalAdvance(QString(9, u'0')) + 20);
    else
        m_line->setMinimumWidth(90);
    connect(m_line, &QLineEdit::textEdited, this, &FormField::take);
}

void FormField::makeArea(Theme &theme)
{
    m_area = new TemplateEdit(theme, isJson(m_cell.field->type), this);
    setFocusProxy(m_area);
    m_area->setPlaceholderText(formspec::text(m_cell.field->hint));
    connect(m_area, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_loading)
            take(m_area->toPlainText());
    });
}

void FormField::makeChoice()
{
    m_choice = new QComboBox(this);
    setFocusProxy(m_choice);
    for (const char *word : m_cell.field->words)
        m_choice->addItem(QLatin1String(word));
    int widest = 0;
    for (int row = 0; row < m_choice->count(); ++row)
        widest = qMax(widest, m_choice->fontMetrics().horizontalAdvance(m_choice->itemText(row)));
    m_choice->setMinimumWidth(widest + 40);
    connect(m_choice, &QComboBox::activated, this, [this](int row) {
        // What holds if none is given needs no word.
        const bool none = row == 0 && m_cell.removable;
        Q_EMIT edited(none ? QByteArray() : jsonedit::quoted(m_choice->itemText(row)));
    });
}

void FormField::makeSwitch()
{
    m_switch = new QCheckBox(m_cell.text, this);
    setFocusProxy(m_switch);
    const bool isOff = m_cell.field->type == FieldType::OffSwitch;
    connect(m_switch, &QCheckBox::clicked, this, [this, isOff](bool on) {
        if (on == isOff)
            Q_EMIT edited({});
        else
            Q_EMIT edited(on ? "true" : "false");
    });
}

void FormField::take(const QString &text)
{
    if (m_cell.removable && text.isEmpty()) {
        Q_EMIT refused({});
        Q_EMIT edited({});
        return;
    }
    const auto spelling = formcodec::fromField(m_cell.field->type, text);
    Q_EMIT refused(spelling ? QString() : spelling.error());
    if (spelling)
        Q_EMIT edited(*spelling);
}

void FormField::load(const QByteArray &spelling)
{
    const QString typed = m_line != nullptr ? m_line->text() : (m_area != nullptr ? m_area->toPlainText() : QString());
    const bool isTyping = (m_line != nullptr && m_line->hasFocus()) || (m_area != nullptr && m_area->hasFocus());
    if (isTyping) {
        const auto said = formcodec::fromField(m_cell.field->type, typed);
        const bool same = said ? *said == spelling || formcodec::toField(m_cell.field->type, spelling) == typed : false;
        if (same)
            return;
    }
    const QScopedValueRollback loading(m_loading, true);
    show(spelling);
}

void FormField::show(const QByteArray &spelling)
{
    if (m_switch != nullptr) {
        const bool isOff = m_cell.field->type == FieldType::OffSwitch;
        m_switch->setChecked(isOff ? spelling != "false" : !spelling.isEmpty() && spelling != "false");
        return;
    }
    const QString text = formcodec::toField(m_cell.field->type, spelling);
    if (m_line != nullptr && m_line->text() != text)
        m_line->setText(text);
    else if (m_area != nullptr && m_area->toPlainText() != text)
        m_area->setPlainText(text);
    if (m_choice == nullptr)
        return;
    const int row = spelling.isEmpty() ? 0 : m_choice->findText(text);
    if (row < 0)
        m_choice->addItem(text); // wrong, but what stands there
    m_choice->setCurrentIndex(row < 0 ? m_choice->count() - 1 : row);
}

void FormField::setWrong(bool wrong, const QString &sentence)
{
    QWidget *inner = focusProxy();
    if (inner->property("error").toBool() == wrong && inner->accessibleDescription() == sentence)
        return;
    inner->setProperty("error", wrong);
    inner->setAccessibleDescription(sentence);
    inner->update();
}

} // namespace handglass
