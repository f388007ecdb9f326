// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/fieldview.h"

#include "ui/common/textlabel.h"

#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int Width = 196;

} // namespace

FieldView::FieldView(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_columnWidth(std::max(Width, QFontMetrics(theme.font(TypeStep::Table)).averageCharWidth() * 28))
{
    setObjectName(QStringLiteral("fieldView"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    setWide(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(2);
    m_title = addLabel(new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::DemiBold));
    m_place = addLabel(new TextLabel(theme, TypeStep::Table, Ink::Text2));
    column->addSpacing(4);
    m_explanation = addLabel(new TextLabel(theme, TypeStep::Table));
    m_reading = addLabel(new TextLabel(theme, TypeStep::Table));
    m_reading->setMono(true);
    column->addSpacing(4);
    m_judgement = addLabel(new TextLabel(theme, TypeStep::Table));
    m_reason = addLabel(new TextLabel(theme, TypeStep::Table, Ink::Text2));
    column->addSpacing(4);
    m_filter = addLabel(new TextLabel(theme, TypeStep::Small, Ink::Text3));
    column->addStretch(1);
}

void FieldView::setWide(bool wide)
{
    setMinimumWidth(wide ? 0 : m_columnWidth);
    setMaximumWidth(wide ? QWIDGETSIZE_MAX : m_columnWidth);
}

TextLabel *FieldView::addLabel(TextLabel *label)
{
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout()->addWidget(label);
    return label;
}

void FieldView::setField(const FrameField &field)
{
    const auto show = [](TextLabel *label, const QString &text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    show(m_title, field.title);
    show(m_place, field.place);
    show(m_explanation, field.explanation);
    show(m_reading, field.reading);
    const QString mark = field.broken ? QStringLiteral("✗ ") : QStringLiteral("✓ ");
    show(m_judgement, field.judgement.isEmpty() ? QString() : mark + field.judgement);
    m_judgement->setInk(field.broken ? Ink::Fail : Ink::Ok);
    show(m_reason, field.reason);
    show(m_filter, field.filter);
}

} // namespace handglass
