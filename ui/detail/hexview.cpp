// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/hexview.h"

#include "ui/common/background.h"
#include "ui/common/format.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

namespace handglass {

namespace {

constexpr int Margin = 12;
constexpr int OffsetDigits = 8;
constexpr qint64 CopyAtOnce = 1 << 20;
constexpr qint64 MostCopied = 256 << 20;

QChar asciiOf(char byte)
{
    const auto value = static_cast<quint8>(byte);
    return value >= 0x20 && value < 0x7F ? QChar(QLatin1Char(byte)) : QChar(u'·');
}

QString copyForm(const QByteArray &bytes, bool hex)
{
    return hex ? QString::fromLatin1(bytes.toHex(' ')) : QString::fromUtf8(bytes);
}

} // namespace

HexView::HexView(Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("hexView"));
    setAccessibleName(tr("Payload in hex"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    makeActions();
    connect(&theme, &Theme::changed, this, &HexView::applyTheme);
    applyTheme();
}

void HexView::makeActions()
{
    m_copyHex = new QAction(tr("Copy as &hex"), this);
    m_copyHex->setShortcut(QKeySequence::Copy);
    m_copyText = new QAction(tr("Copy as &text"), this);
    m_copyText->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    for (QAction *action : {m_copyHex, m_copyText}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        addAction(action);
    }
    connect(m_copyHex, &QAction::triggered, this, [this] { copy(true); });
    connect(m_copyText, &QAction::triggered, this, [this] { copy(false); });
}

void HexView::applyTheme()
{
    m_font = m_theme.mono();
    const QFontMetrics metrics(m_font);
    m_char = metrics.horizontalAdvance(u'0');
    m_line = metrics.height() + 1;
    updateLayout();
    viewport()->update();
}

void HexView::setEntry(Capture *capture, const Entry &entry, FramePart part)
{
    m_source.setEntry(capture, entry, part);
    reset();
}

void HexView::setBytes(const QByteArray &bytes)
{
    m_source.setBytes(bytes);
    reset();
}

void HexView::reset()
{
    m_current = m_anchor = 0;
    verticalScrollBar()->setValue(0);
    updateLayout();
    m_hits.clear();
    tellCurrent();
}

HexView::Columns HexView::columns() const
{
    Columns result;
    result.hex = Margin + (OffsetDigits + 2) * m_char;
    result.ascii = hexX(m_bytesARow) + m_char;
    result.end = result.ascii + m_bytesARow * m_char;
    return result;
}

/// A gap after every eighth byte.
int HexView::hexX(int column) const
{
    return Margin + (OffsetDigits + 2 + column * 3 + column / 8) * m_char;
}

qint64 HexView::lines() const
{
    return (m_source.size() + m_bytesARow - 1) / m_bytesARow;
}

int HexView::visibleLines() const
{
    return std::max(1, (viewport()->height() - 4) / m_line);
}

void HexView::updateLayout()
{
    m_bytesARow = 16;
    if (columns().end + Margin > viewport()->width())
        m_bytesARow = 8;
    const int shown = visibleLines();
    verticalScrollBar()->setRange(0, static_cast<int>(std::max<qint64>(0, lines() - shown)));
    verticalScrollBar()->setPageStep(shown);
    horizontalScrollBar()->setRange(0, std::max(0, columns().end + Margin - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    viewport()->update();
}

QString HexView::lineText(qint64 line) const
{
    const QByteArray bytes = m_source.read(line * m_bytesARow, m_bytesARow);
    QString hex;
    QString ascii;
    for (int i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            hex += i % 8 == 0 ? QStringLiteral("  ") : QStringLiteral(" ");
        hex += QString::fromLatin1(bytes.mid(i, 1).toHex());
        ascii += asciiOf(bytes.at(i));
    }
    return QStringLiteral("%1  %2  %3").arg(line * m_bytesARow, OffsetDigits, 16, QLatin1Char('0')).arg(hex, ascii);
}

qint64 HexView::selectionLength() const
{
    return m_source.size() == 0 ? 0 : std::abs(m_current - m_anchor) + 1;
}

void HexView::select(qint64 from, qint64 to)
{
    const qint64 last = std::max<qint64>(0, m_source.size() - 1);
    m_anchor = std::clamp<qint64>(from, 0, last);
    moveTo(to, true);
}

void HexView::moveTo(qint64 byte, bool extend)
{
    m_current = std::clamp<qint64>(byte, 0, std::max<qint64>(0, m_source.size() - 1));
    if (!extend)
        m_anchor = m_current;
    ensureVisible();
    viewport()->update();
    tellCurrent();
}

void HexView::tellCurrent()
{
    const QByteArray byte = m_source.read(m_current, 1);
    setAccessibleDescription(byte.isEmpty()
            ? tr("empty payload")
            : tr("byte %1 of %2: 0x%3").arg(m_current).arg(m_source.size()).arg(QString::fromLatin1(byte.toHex())));
    const bool fits = selectionLength() > 0 && selectionLength() <= MostCopied;
    for (QAction *action : {m_copyHex, m_copyText}) {
        action->setEnabled(fits);
        action->setToolTip(
            fits ? action->text().remove(u'&') : tr("At most %1 can be copied").arg(sizeText(MostCopied)));
    }
    Q_EMIT selectionChanged();
}

void HexView::ensureVisible()
{
    const auto line = static_cast<int>(m_current / m_bytesARow);
    QScrollBar *bar = verticalScrollBar();
    if (line < bar->value())
        bar->setValue(line);
    else if (line >= bar->value() + visibleLines())
        bar->setValue(line - visibleLines() + 1);
}

void HexView::setHits(const ByteSearch & /*search*/, QList<ByteRange> &hits)
{
    m_hits = hits;
    viewport()->update();
}

void HexView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.colours().base);
    painter.setFont(m_font);
    painter.translate(-horizontalScrollBar()->value(), 0);
    if (m_source.size() == 0) {
        painter.setFont(m_theme.font());
        painter.setPen(m_theme.colours().text2);
        painter.drawText(viewport()->rect().adjusted(Margin, Margin, -Margin, 0), Qt::AlignTop | Qt::AlignLeft,
            m_source.part() == FramePart::Content ? tr("The content is empty.") : tr("The payload is empty."));
        return;
    }
    const qint64 first = verticalScrollBar()->value();
    for (int row = 0; row <= visibleLines() && first + row < lines(); ++row)
        paintLine(painter, first + row, 4 + row * m_line);
}

void HexView::paintLine(QPainter &painter, qint64 line, int y) const
{
    const Colours &colours = m_theme.colours();
    const QByteArray bytes = m_source.read(line * m_bytesARow, m_bytesARow);
    painter.setPen(colours.text3);
    painter.drawText(QRect(Margin, y, OffsetDigits * m_char + m_char, m_line), Qt::AlignVCenter,
        QStringLiteral("%1").arg(line * m_bytesARow, OffsetDigits, 16, QLatin1Char('0')));
    for (int i = 0; i < bytes.size(); ++i) {
        const qint64 byte = line * m_bytesARow + i;
        const bool zero = bytes.at(i) == '\0';
        paintByte(painter, QRect(hexX(i) - m_char / 2, y, 3 * m_char, m_line),
            QString::fromLatin1(bytes.mid(i, 1).toHex()), byte, zero ? colours.text3 : colours.text);
        const QChar ascii = asciiOf(bytes.at(i));
        paintByte(painter, QRect(columns().ascii + i * m_char, y, m_char, m_line), ascii, byte,
            ascii == u'·' ? colours.text3 : colours.text2);
    }
}

void HexView::paintByte(QPainter &painter, const QRect &rect, const QString &text, qint64 byte, const QColor &ink) const
{
    const Colours &colours = m_theme.colours();
    if (isIn(m_hits, byte)) {
        painter.fillRect(rect, colours.warnBg);
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.warn);
    }
    if (byte >= selectionStart() && byte < selectionStart() + selectionLength())
        painter.fillRect(rect, hasFocus() ? colours.sel : colours.selInactive);
    painter.setPen(ink);
    painter.drawText(rect, Qt::AlignCenter, text);
    if (byte == m_current && hasFocus()) {
        painter.setPen(colours.accent);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateLayout();
}

bool HexView::moveByKey(QKeyEvent *event)
{
    const bool control = (event->modifiers() & Qt::ControlModifier) != 0;
    const qint64 row = m_bytesARow;
    qint64 to = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        to -= 1;
        break;
    case Qt::Key_Right:
        to += 1;
        break;
    case Qt::Key_Up:
        to -= row;
        break;
    case Qt::Key_Down:
        to += row;
        break;
    case Qt::Key_PageUp:
        to -= row * visibleLines();
        break;
    case Qt::Key_PageDown:
        to += row * visibleLines();
        break;
    case Qt::Key_Home:
        to = control ? 0 : to - to % row;
        break;
    case Qt::Key_End:
        to = control ? m_source.size() - 1 : to - to % row + row - 1;
        break;
    default:
        return false;
    }
    const bool byLine = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (byLine && (to < 0 || to >= m_source.size()))
        to = m_current;
    moveTo(to, (event->modifiers() & Qt::ShiftModifier) != 0);
    return true;
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::SelectAll))
        select(0, m_source.size() - 1);
    else if (!moveByKey(event))
        QAbstractScrollArea::keyPressEvent(event);
}

qint64 HexView::byteAt(const QPoint &at) const
{
    const int x = at.x() + horizontalScrollBar()->value();
    const qint64 line = verticalScrollBar()->value() + std::max(0, at.y() - 4) / m_line;
    int column = 0;
    if (x >= columns().ascii)
        column = (x - columns().ascii) / m_char;
    else
        while (column + 1 < m_bytesARow && x >= hexX(column + 1) - m_char / 2)
            ++column;
    return line * m_bytesARow + std::min(column, m_bytesARow - 1);
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveTo(byteAt(event->position().toPoint()), (event->modifiers() & Qt::ShiftModifier) != 0);
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if ((event->buttons() & Qt::LeftButton) != 0)
        moveTo(byteAt(event->position().toPoint()), true);
}

void HexView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
}

void HexView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void HexView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu;
    menu.addActions(copyActions());
    menu.exec(event->globalPos());
}

void HexView::copy(bool hex)
{
    const qint64 from = selectionStart();
    const qint64 length = selectionLength();
    if (length <= CopyAtOnce || m_source.capture() == nullptr) {
        QGuiApplication::clipboard()->setText(copyForm(m_source.read(from, length), hex));
        return;
    }
    inBackground([path = m_source.capture()->path(), id = m_source.id(), part = m_source.part(), from, length,
                     hex]() -> QString {
        const auto reader = CaptureReader::open(path);
        return reader ? copyForm(readPart(**reader, id, part, from, length), hex) : QString();
    }).then(this, [](const QString &text) { QGuiApplication::clipboard()->setText(text); });
}

} // namespace handglass
