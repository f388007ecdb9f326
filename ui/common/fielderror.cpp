// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/fielderror.h"

#include "ui/common/stylepaint.h"
#include "ui/common/textlabel.h"

#include <QHBoxLayout>
#include <QPainter>

namespace handglass {

namespace {

constexpr int LeastWidth = 320;

} // namespace

FieldError::FieldError(Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
    , m_text(new TextLabel(theme, TypeStep::Body, Ink::Fail, QFont::Normal, this))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(30, 6, 10, 7);
    row->addWidget(m_text);
}

void FieldError::setSentence(const QString &sentence)
{
    m_text->setObjectName(objectName() + QStringLiteral("Text"));
    m_text->setText(sentence);
    setAccessibleName(sentence);
}

void FieldError::placeUnder(const QWidget &field)
{
    const QPoint at = field.mapTo(window(), QPoint(0, field.height() + 2));
    const int width = qMax(field.width(), LeastWidth);
    setGeometry(at.x(), at.y(), width, qMax(layout()->heightForWidth(width), 28));
    raise();
}

void FieldError::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    paint::box(&painter, rect(), c.base, c.fail);
    m_theme.icon(QStringLiteral("fail"), c.fail).paint(&painter, QRect(9, height() / 2 - 7, 14, 14));
}

} // namespace handglass
