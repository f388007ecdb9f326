// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/closepopover.h"

#include "app/protocol/closecode.h"
#include "ui/common/textlabel.h"

#include <QComboBox>
#include <QLineEdit>

#include <array>

namespace handglass {

namespace {

constexpr qsizetype LargestReason = 123; ///< bytes, RFC 6455 §5.5

} // namespace

ClosePopover::ClosePopover(Theme &theme, QWidget *parent)
    : Popover(theme, tr("Close"), tr("Send close"), parent)
    , m_code(new QComboBox)
    , m_reason(new QLineEdit)
    , m_count(new TextLabel(theme, TypeStep::Table, Ink::Text3))
{
    setObjectName(QStringLiteral("closePopover"));
    m_code->setObjectName(QStringLiteral("closeCode"));
    m_code->setEditable(true);
    m_code->setInsertPolicy(QComboBox::NoInsert);
    m_reason->setObjectName(QStringLiteral("closeReason"));
    m_count->setObjectName(QStringLiteral("closeCount"));
    m_count->setAlignment(Qt::AlignRight);
    fillCodes();
    addRow(tr("Code"), m_code);
    addRow(tr("Reason"), m_reason);
    addNote(m_count);
    connect(m_code, &QComboBox::editTextChanged, this, &ClosePopover::judge);
    connect(m_reason, &QLineEdit::textChanged, this, &ClosePopover::judge);
    connect(this, &Popover::submitted, this, &ClosePopover::submit);
    judge();
}

std::optional<quint16> ClosePopover::code() const
{
    const QString text = m_code->currentText().trimmed();
    if (text == m_code->itemText(m_code->count() - 1))
        return NoStatusReceived;
    bool valid = false;
    const quint16 number = text.section(QLatin1Char(' '), 0, 0).toUShort(&valid);
    return valid ? std::optional(number) : std::nullopt;
}

void ClosePopover::fillCodes()
{
    static constexpr std::array<quint16, 14> Codes{
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4000};
    for (const quint16 code : Codes) {
        m_code->addItem(closeCodeText(code));
        m_code->setItemData(m_code->count() - 1,
            QStringLiteral("<p>%1</p>").arg(closeCodeMeaning(code).toHtmlEscaped()), Qt::ToolTipRole);
    }
    m_code->addItem(tr("No code: an empty close frame"));
}

QString ClosePopover::problem() const
{
    const std::optional<quint16> number = code();
    return number ? closeError(*number, m_reason->text())
                  : tr("expected a close code such as 1000, got “%1”, RFC 6455 §7.4").arg(m_code->currentText());
}

void ClosePopover::judge()
{
    showError(problem());
    const qsizetype size = m_reason->text().toUtf8().size();
    m_count->setText(tr("%1 of 123 B").arg(size));
    m_count->setInk(size > LargestReason ? Ink::Fail : Ink::Text3);
}

void ClosePopover::submit()
{
    const QString error = problem();
    if (error.isEmpty())
        Q_EMIT closeRequested(*code(), m_reason->text());
    else
        showError(tr("%1: nothing was sent").arg(error));
}

} // namespace handglass
