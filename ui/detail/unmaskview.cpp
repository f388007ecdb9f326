// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/unmaskview.h"

#include "ui/common/format.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <limits>

namespace handglass {

namespace {

constexpr int Margin = 12;
constexpr int HintWidth = 90;
constexpr int GroupOf = 4;

QString hexOf(quint8 byte)
{
    return QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0'));
}

} // namespace

UnmaskView::UnmaskView(Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("unmaskView"));
    setAccessibleName(tr("Unmasking"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &UnmaskView::applyTheme);
    applyTheme();
}

void UnmaskView::applyTheme()
{
    m_mono = m_theme.mono();
    const QFontMetrics metrics(m_mono);
    m_row = std::max(20, metrics.height() + 4);
    m_column = std::max(34, metrics.horizontalAdvance(QStringLiteral("0000")) + 6);
    m_titles = std::max(112, QFontMetrics(m_theme.font(TypeStep::Table)).horizontalAdvance(tr("XOR key byte")) + 24);
    updateGeometry();
    updateRange();
}

void UnmaskView::chooseLines(const Entry &entry)
{
    const bool content = m_source.part() == FramePart::Content;
    m_compressed = entry.hasContent() && !content;
    m_lines = {Line::Index};
    if (content)
        m_lines.append(Line::Content);
    else if (m_header.masked)
        m_lines.append({Line::Wire, Line::Key, Line::Payload});
    else
        m_lines.append(Line::Payload);
    if (!m_compressed)
        m_lines.append(Line::Text);
}

void UnmaskView::setEntry(Capture *capture, const Entry &entry, const FrameHeader &header, FramePart part)
{
    m_source.setEntry(capture, entry, part);
    m_header = header;
    chooseLines(entry);
    m_isText = entry.opcode() == Opcode::Text;
    m_masking = false;
    m_current = 0;
    m_hits.clear();
    horizontalScrollBar()->setValue(0);
    updateGeometry();
    updateRange();
    moveTo(0);
}

void UnmaskView::setBytes(const QByteArray &payload, const MaskingKey &key, Order order)
{
    m_source.setBytes(payload);
    m_header = {};
    m_header.masked = true;
    m_header.maskingKey = key;
    m_masking = order == Order::Masking;
    m_compressed = false;
    m_isText = true;
    m_lines = m_masking ? QList{Line::Index, Line::Text, Line::Payload, Line::Key, Line::Wire}
                        : QList{Line::Index, Line::Wire, Line::Key, Line::Payload, Line::Text};
    m_hits.clear();
    updateGeometry();
    updateRange();
    moveTo(m_current);
}

void UnmaskView::setHits(const ByteSearch & /*search*/, QList<ByteRange> &hits)
{
    m_hits = hits;
    viewport()->update();
}

void UnmaskView::showHit(const ByteRange &hit)
{
    moveTo(hit.end() - 1);
    moveTo(hit.offset);
}

void UnmaskView::clear()
{
    m_source.clear();
    m_lines = {Line::Index, Line::Payload, Line::Text};
    updateRange();
}

QSize UnmaskView::sizeHint() const
{
    return {600, rowCount() * m_row + horizontalScrollBar()->sizeHint().height() + 2};
}

QString UnmaskView::rowTitle(int row) const
{
    switch (lineOf(row)) {
    case Line::Index:
        return m_source.part() == FramePart::Content ? tr("Content byte") : tr("Payload byte");
    case Line::Wire:
        return tr("On the wire");
    case Line::Key:
        return tr("XOR key byte");
    case Line::Payload:
        return tr("Payload");
    case Line::Content:
        return tr("Content");
    case Line::Text:
        return tr("Text");
    }
    return {};
}

QString UnmaskView::hint(Line line) const
{
    switch (line) {
    case Line::Index:
        return QStringLiteral("… %1").arg(groupedNumber(m_source.size() - 1));
    case Line::Wire:
        return tr("masked");
    case Line::Key:
        return tr("i mod 4");
    case Line::Payload:
        if (m_compressed)
            return tr("compressed");
        return m_masking ? tr("plain") : m_header.masked ? tr("unmasked") : tr("as on the wire");
    case Line::Content:
        return tr("decompressed");
    case Line::Text:
        return m_isText ? tr("UTF-8") : tr("as ASCII");
    }
    return {};
}

/// A code point of several bytes stands under its first.
QString UnmaskView::textCell(qint64 byte) const
{
    const QByteArray bytes = m_source.read(byte, 4);
    if (bytes.isEmpty())
        return {};
    const auto value = static_cast<quint8>(bytes.at(0));
    if (value == ' ')
        return QString(QChar(0x2423));
    if (value >= 0x20 && value < 0x7F)
        return QString(QLatin1Char(bytes.at(0)));
    if (value < 0xC0 || !m_isText)
        return QString(QChar(u'·'));
    const int length = value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : 2;
    const QString text = QString::fromUtf8(bytes.first(std::min<qsizetype>(length, bytes.size())));
    return text.contains(QChar::ReplacementCharacter) ? QString(QChar(u'·')) : text;
}

QString UnmaskView::cellText(int row, qint64 byte) const
{
    if (byte < 0 || byte >= m_source.size())
        return {};
    const QByteArray bytes = m_source.read(byte, 1);
    const auto plain = static_cast<quint8>(bytes.isEmpty() ? 0 : bytes.at(0));
    const quint8 key = m_header.maskingKey[static_cast<size_t>(byte % 4)];
    switch (lineOf(row)) {
    case Line::Index:
        return QString::number(byte);
    case Line::Wire:
        return hexOf(plain ^ key);
    case Line::Key:
        return hexOf(key);
    case Line::Payload:
    case Line::Content:
        return hexOf(plain);
    case Line::Text:
        return textCell(byte);
    }
    return {};
}

int UnmaskView::visibleColumns() const
{
    return std::max(1, (viewport()->width() - m_titles - HintWidth) / m_column);
}

void UnmaskView::updateRange()
{
    const int shown = visibleColumns();
    const qint64 most = std::min<qint64>(m_source.size(), std::numeric_limits<int>::max());
    horizontalScrollBar()->setRange(0, static_cast<int>(std::max<qint64>(0, most - shown)));
    horizontalScrollBar()->setPageStep(shown);
    horizontalScrollBar()->setSingleStep(1);
    viewport()->update();
}

void UnmaskView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateRange();
}

void UnmaskView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(viewport());
    const Colours &colours = m_theme.colours();
    painter.fillRect(viewport()->rect(), colours.base);
    if (m_source.size() == 0)
        return;
    const qint64 first = horizontalScrollBar()->value();
    const qint64 shown = std::min<qint64>(visibleColumns(), m_source.size() - first);
    for (qint64 i = 0; i < shown; ++i)
        paintColumn(painter, first + i, m_titles + static_cast<int>(i) * m_column);
    painter.setFont(m_theme.font(TypeStep::Table));
    const int hints = m_titles + static_cast<int>(shown) * m_column + 8;
    for (int row = 0; row < rowCount(); ++row) {
        painter.setPen(colours.text2);
        painter.drawText(QRect(Margin, row * m_row, m_titles - Margin, m_row), Qt::AlignVCenter, rowTitle(row));
        const bool last = first + shown >= m_source.size();
        if (row > 0 || !last)
            painter.drawText(QRect(hints, row * m_row, HintWidth, m_row), Qt::AlignVCenter, hint(lineOf(row)));
        painter.fillRect(0, (row + 1) * m_row - 1, viewport()->width(), 1, colours.line);
    }
}

void UnmaskView::paintColumn(QPainter &painter, qint64 byte, int x) const
{
    const Colours &colours = m_theme.colours();
    const bool hit = isIn(m_hits, byte);
    if (hit)
        painter.fillRect(x, 0, m_column, rowCount() * m_row, colours.warnBg);
    if (byte == m_current && (hasFocus() || hit))
        painter.fillRect(x, 0, m_column, rowCount() * m_row, colours.sel);
    if (hit)
        painter.fillRect(x, rowCount() * m_row - 2, m_column, 2, colours.warn);
    if (byte % GroupOf == 0)
        painter.fillRect(x, 0, 1, rowCount() * m_row, colours.line);
    painter.setFont(m_mono);
    for (int row = 0; row < rowCount(); ++row) {
        const Line line = lineOf(row);
        painter.setPen(line == Line::Key ? colours.purpose : line == Line::Index ? colours.text3 : colours.text);
        painter.drawText(QRect(x, row * m_row, m_column, m_row), Qt::AlignCenter, cellText(row, byte));
    }
}

void UnmaskView::moveTo(qint64 byte)
{
    const qint64 before = m_current;
    m_current = std::clamp<qint64>(byte, 0, std::max<qint64>(0, m_source.size() - 1));
    QScrollBar *bar = horizontalScrollBar();
    const auto at = static_cast<int>(std::min<qint64>(m_current, std::numeric_limits<int>::max()));
    if (at < bar->value())
        bar->setValue(at);
    else if (at >= bar->value() + visibleColumns())
        bar->setValue(at - visibleColumns() + 1);
    QStringList parts;
    for (int row = 0; row < rowCount(); ++row)
        parts.append(rowTitle(row) + u' ' + cellText(row, m_current));
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
    viewport()->update();
    if (m_current != before)
        Q_EMIT currentChanged(m_current);
}

void UnmaskView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return moveTo(m_current - 1);
    case Qt::Key_Right:
        return moveTo(m_current + 1);
    case Qt::Key_PageUp:
        return moveTo(m_current - visibleColumns());
    case Qt::Key_PageDown:
        return moveTo(m_current + visibleColumns());
    case Qt::Key_Home:
        return moveTo(0);
    case Qt::Key_End:
        return moveTo(m_source.size() - 1);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void UnmaskView::mousePressEvent(QMouseEvent *event)
{
    const int x = event->position().toPoint().x() - m_titles;
    if (x >= 0 && x / m_column < visibleColumns())
        moveTo(horizontalScrollBar()->value() + x / m_column);
}

/// Only a sideways turn (or one with Shift) is ours; up and down scroll what we stand in.
void UnmaskView::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().x() != 0 || (event->modifiers() & Qt::ShiftModifier) != 0)
        QAbstractScrollArea::wheelEvent(event);
    else
        event->ignore();
}

void UnmaskView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void UnmaskView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace handglass
