// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/framediagram.h"

#include "ui/common/glossaryterm.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <array>

namespace handglass {

namespace {

constexpr int BitsARow = 32;
constexpr int WidestColumn = 25;
constexpr int NarrowestColumn = 14;
constexpr int RightMargin = 12;
constexpr int SmallestFont = 9;
constexpr int Gap = 2;

/// As the glossary knows the fields of RFC 6455 §5.2.
QString termOf(FrameField::Id field)
{
    switch (field) {
    case FrameField::Id::Fin:
        return QStringLiteral("fin");
    case FrameField::Id::Rsv:
        return QStringLiteral("rsv");
    case FrameField::Id::Opcode:
        return QStringLiteral("opcode");
    case FrameField::Id::Mask:
        return QStringLiteral("mask");
    case FrameField::Id::Length:
    case FrameField::Id::ExtendedLength:
        return QStringLiteral("length");
    case FrameField::Id::Key:
        return QStringLiteral("maskingKey");
    case FrameField::Id::Payload:
        return QStringLiteral("payload");
    }
    return {};
}

} // namespace

FrameDiagram::FrameDiagram(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("frameDiagram"));
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &FrameDiagram::applyTheme);
    applyTheme();
}

void FrameDiagram::applyTheme()
{
    m_small = m_theme.font(TypeStep::Small);
    m_value = m_theme.font(TypeStep::Table, QFont::Medium);
    m_mono = m_theme.mono();
    layOut();
}

void FrameDiagram::setPicture(const FramePicture &picture)
{
    m_picture = picture;
    m_selected = picture.mostTelling();
    m_cells.clear();
    for (int index = 0; index < picture.fields.size(); ++index) {
        const FrameField &field = picture.fields.at(index);
        for (int bit = field.firstBit; bit < field.firstBit + field.bits;) {
            const int column = bit % BitsARow;
            const int bits = std::min(BitsARow - column, field.firstBit + field.bits - bit);
            m_cells.append({index, bit / BitsARow, column, bits, bit});
            bit += bits;
        }
    }
    layOut();
    tellSelected();
}

void FrameDiagram::setSelected(int field)
{
    if (field == m_selected || field < 0 || field >= m_picture.fields.size())
        return;
    m_selected = field;
    tellSelected();
    update();
}

void FrameDiagram::choose(int field)
{
    if (field < 0 || field >= m_picture.fields.size() || field == m_selected)
        return;
    setSelected(field);
    Q_EMIT fieldSelected(field);
}

/// A reader of the screen hears the selected field by name and all fields in the description.
void FrameDiagram::tellSelected()
{
    setGlossaryTerm(this, m_selected < 0 ? QString() : termOf(m_picture.fields.at(m_selected).id));
    QStringList all;
    for (const FrameField &field : std::as_const(m_picture.fields))
        all.append(field.spoken());
    setAccessibleDescription(all.join(QStringLiteral("; ")));
    setAccessibleName(m_selected < 0 ? tr("Frame diagram")
                                     : tr("Frame diagram, selected: %1").arg(m_picture.fields.at(m_selected).spoken()));
}

int FrameDiagram::rows() const
{
    return (m_picture.bitCount() + BitsARow - 1) / BitsARow;
}

void FrameDiagram::layOut()
{
    const QFontMetrics small(m_small);
    const int bitLine = QFontMetrics(m_mono).height();
    m_row = std::max(56, small.height() + bitLine + QFontMetrics(m_value).height() + 4 * Gap);
    m_label = small.horizontalAdvance(tr("byte %1").arg(88)) + 20;
    m_column = std::clamp((width() - m_label - RightMargin) / BitsARow, NarrowestColumn, WidestColumn);
    QFont least = m_small;
    least.setPixelSize(SmallestFont);
    m_above = QFontMetrics(least).horizontalAdvance(QStringLiteral("MASK")) > m_column;
    m_ruler = 2 * small.height() + (m_above ? small.height() : 0) + 2;
    updateGeometry();
    update();
}

QSize FrameDiagram::sizeHint() const
{
    return {m_label + BitsARow * WidestColumn + RightMargin, m_ruler + rows() * m_row + 12};
}

QSize FrameDiagram::minimumSizeHint() const
{
    return {m_label + BitsARow * NarrowestColumn + RightMargin, m_ruler + rows() * m_row + 12};
}

void FrameDiagram::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

QRect FrameDiagram::cellRect(const Cell &cell) const
{
    return {m_label + cell.column * m_column, m_ruler + cell.row * m_row, cell.bits * m_column, m_row};
}

QRect FrameDiagram::fieldRect(int field) const
{
    for (const Cell &cell : m_cells) {
        if (cell.field == field)
            return cellRect(cell);
    }
    return {};
}

int FrameDiagram::fieldAt(const QPoint &at) const
{
    for (const Cell &cell : m_cells) {
        if (cellRect(cell).contains(at))
            return cell.field;
    }
    return -1;
}

void FrameDiagram::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().base);
    if (m_cells.isEmpty())
        return;
    paintRulers(painter);
    for (const Cell &cell : std::as_const(m_cells))
        paintCell(painter, cell);
    for (const Cell &cell : std::as_const(m_cells)) {
        if (cell.field != m_selected)
            continue;
        painter.setPen(QPen(m_theme.colours().accent, hasFocus() ? 3 : 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(cellRect(cell));
    }
}

void FrameDiagram::paintRulers(QPainter &painter) const
{
    const Colours &colours = m_theme.colours();
    const QFontMetrics small(m_small);
    painter.setFont(m_small);
    for (int bit = 0; bit < BitsARow; ++bit) {
        const int x = m_label + bit * m_column;
        if (bit % 8 == 0) {
            painter.fillRect(x, 2, 1, 2 * small.height(), colours.edge);
            painter.setPen(colours.text3);
            painter.drawText(x + 4, small.ascent() + 1, tr("bit %1").arg(bit));
        }
        painter.setPen(colours.text2);
        painter.drawText(
            QRect(x, small.height(), m_column, small.height()), Qt::AlignCenter, QString::number(bit % 10));
    }
    painter.setPen(colours.text2);
    for (int row = 0; row < rows(); ++row) {
        const QRect label(0, m_ruler + row * m_row, m_label - 10, m_row * 2 / 3);
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, tr("byte %1").arg(row * 4));
    }
}

void FrameDiagram::paintCell(QPainter &painter, const Cell &cell) const
{
    const Colours &colours = m_theme.colours();
    const FrameField &field = m_picture.fields.at(cell.field);
    const QRect rect = cellRect(cell);
    if (field.broken)
        painter.fillRect(rect, colours.failBg);
    if (cell.field == m_selected)
        painter.fillRect(rect, colours.sel);
    painter.setPen(colours.edge);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
    for (int bit = 1; bit < cell.bits; ++bit) {
        const bool byteEdge = (cell.firstBit + bit) % 8 == 0;
        const int x = rect.left() + bit * m_column;
        const int top = rect.top() + QFontMetrics(m_small).height() + 2 * Gap;
        if (byteEdge && (field.value.isEmpty() || cell.bits > 16))
            painter.fillRect(x, top, 1, rect.bottom() - top, colours.line);
        else
            painter.fillRect(x, rect.bottom() - 3, 1, 3, colours.line);
    }
    paintName(painter, cell);
    paintBits(painter, cell);
    paintValues(painter, cell);
}

QString FrameDiagram::cellName(const Cell &cell) const
{
    const FrameField &field = m_picture.fields.at(cell.field);
    return cell.firstBit == field.firstBit ? field.name : tr("%1, continued").arg(field.title.toLower());
}

void FrameDiagram::paintName(QPainter &painter, const Cell &cell) const
{
    const QRect rect = cellRect(cell);
    const QString name = cellName(cell);
    QFont font = m_small;
    while (QFontMetrics(font).horizontalAdvance(name) > rect.width() - 1 && font.pixelSize() > SmallestFont)
        font.setPixelSize(font.pixelSize() - 1);
    painter.setFont(font);
    painter.setPen(m_theme.colours().text2);
    const int height = QFontMetrics(m_small).height();
    if (m_above && cell.bits == 1) {
        const QRect above(rect.center().x() - 40, rect.top() - height - 1, 80, height);
        painter.drawText(above, Qt::AlignCenter, name);
        return;
    }
    const QString shown = painter.fontMetrics().elidedText(name, Qt::ElideRight, rect.width());
    painter.drawText(QRect(rect.left(), rect.top() + Gap, rect.width() + 1, height), Qt::AlignCenter, shown);
}

void FrameDiagram::paintBits(QPainter &painter, const Cell &cell) const
{
    const QRect rect = cellRect(cell);
    const int top = rect.top() + 2 * Gap + QFontMetrics(m_small).height();
    const int height = QFontMetrics(m_mono).height();
    painter.setFont(m_mono);
    painter.setPen(m_theme.colours().text);
    for (int bit = 0; bit < cell.bits; ++bit) {
        const int at = cell.firstBit + bit;
        const QString digit =
            m_picture.isUnknown(at) ? QStringLiteral("?") : QString::number(m_picture.bitAt(at) ? 1 : 0);
        painter.drawText(QRect(rect.left() + bit * m_column, top, m_column, height), Qt::AlignCenter, digit);
    }
}

void FrameDiagram::paintValues(QPainter &painter, const Cell &cell) const
{
    const FrameField &field = m_picture.fields.at(cell.field);
    const QRect rect = cellRect(cell);
    const int top = rect.top() + 3 * Gap + QFontMetrics(m_small).height() + QFontMetrics(m_mono).height();
    const int height = rect.bottom() - Gap - top;
    painter.setFont(m_value);
    painter.setPen(field.broken ? m_theme.colours().fail : m_theme.colours().text);
    const auto draw = [&](const QRect &place, const QString &text) {
        painter.drawText(place, Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
    };
    if (!field.value.isEmpty()) {
        if (cell.firstBit == field.firstBit)
            draw(QRect(rect.left(), top, rect.width(), height), field.value);
        return;
    }
    if (cell.bits < 8)
        return;
    for (int bit = 0; bit + 8 <= cell.bits; bit += 8) {
        const int byte = (cell.firstBit + bit - field.firstBit) / 8;
        draw(QRect(rect.left() + bit * m_column, top, 8 * m_column, height), field.bytes.value(byte));
    }
}

void FrameDiagram::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton || event->button() == Qt::RightButton) // the menu is about the field
        choose(fieldAt(event->position().toPoint()));
}

void FrameDiagram::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_picture.fields.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        choose(std::max(0, m_selected - 1));
        return;
    case Qt::Key_Right:
    case Qt::Key_Down:
        choose(std::min(last, m_selected + 1));
        return;
    case Qt::Key_Home:
        choose(0);
        return;
    case Qt::Key_End:
        choose(last);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool FrameDiagram::event(QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int index = fieldAt(help->pos());
    if (index < 0) {
        QToolTip::hideText();
        return true;
    }
    const FrameField &field = m_picture.fields.at(index);
    QToolTip::showText(help->globalPos(), QStringLiteral("%1\n%2").arg(field.spoken(), field.filter), this);
    return true;
}

} // namespace handglass
