// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/segments.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace handglass {

namespace {

class Segment final : public QAbstractButton
{
public:
    Segment(Theme &theme, bool first, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme)
        , m_first(first)
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }
    void setLast(bool last)
    {
        m_last = last;
        update();
    }
    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_theme.font(TypeStep::Table, QFont::Medium));
        return {metrics.horizontalAdvance(text()) + 21, qMax(24, metrics.height() + 6)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QPainterPath shape = outline();
        const Colours &c = m_theme.colours();
        painter.fillPath(shape, isChecked() ? c.sel : (underMouse() && isEnabled() ? c.hover : c.base));
        painter.setPen(QPen(hasFocus() ? c.accent : (isEnabled() ? c.edge : c.line), hasFocus() ? 2 : 1));
        painter.drawPath(shape);
        painter.setFont(m_theme.font(TypeStep::Table, isChecked() ? QFont::Medium : QFont::Normal));
        painter.setPen(isEnabled() ? c.text : c.disabled);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextShowMnemonic, text());
    }

private:
    /// Round only at the group's ends; neighbours share one line.
    QPainterPath outline() const
    {
        const QRectF r = QRectF(rect()).adjusted(m_first ? 0.5 : -0.5, 0.5, -0.5, -0.5);
        QPainterPath rounded;
        rounded.addRoundedRect(r, 4, 4);
        QPainterPath square;
        if (!m_first)
            square.addRect(QRectF(r.left(), r.top(), r.width() / 2, r.height()));
        if (!m_last)
            square.addRect(QRectF(r.center().x(), r.top(), r.width() / 2, r.height()));
        return rounded.united(square).simplified();
    }

    Theme &m_theme;
    bool m_first;
    bool m_last = true;
};

} // namespace

Segments::Segments(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_group(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_group->setExclusive(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            Q_EMIT currentChanged(id);
    });
    connect(&m_theme, &Theme::changed, this, [this] { update(); });
}

QAbstractButton *Segments::addSegment(const QString &text)
{
    const int index = int(m_group->buttons().size());
    if (index > 0)
        static_cast<Segment *>(m_group->button(index - 1))->setLast(false);
    auto *segment = new Segment(m_theme, index == 0, this);
    segment->setText(text);
    m_group->addButton(segment, index);
    layout()->addWidget(segment);
    if (index == 0)
        segment->setChecked(true);
    return segment;
}

int Segments::currentIndex() const
{
    return m_group->checkedId();
}

void Segments::setCurrentIndex(int index)
{
    if (QAbstractButton *button = m_group->button(index))
        button->setChecked(true);
}

QSize Segments::sizeHint() const
{
    return layout()->sizeHint();
}

} // namespace handglass
