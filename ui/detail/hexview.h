// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/detail/findtarget.h"
#include "ui/detail/payloadsource.h"

#include <QAbstractScrollArea>

class QAction;

namespace handglass {

/// Offset, hex and ASCII of bytes of any size; only what is on the screen is read. One byte is current; bytes are
/// selected with the mouse or with Shift and the arrow keys.
class HexView final : public QAbstractScrollArea, public FindTarget
{
    Q_OBJECT
public:
    explicit HexView(Theme &theme, QWidget *parent = nullptr);

    void setEntry(Capture *capture, const Entry &entry, FramePart part = FramePart::Payload);
    void setBytes(const QByteArray &bytes);
    void clear() { setBytes({}); }
    qint64 size() const { return m_source.size(); }
    int bytesARow() const { return m_bytesARow; }
    /// "00000010  7b 22 …  {\"…": a line as it is drawn.
    QString lineText(qint64 line) const;
    qint64 current() const { return m_current; }
    qint64 selectionStart() const { return std::min(m_anchor, m_current); }
    qint64 selectionLength() const;
    void select(qint64 from, qint64 to);

    /// Copy as hex, copy as text.
    QList<QAction *> copyActions() const { return {m_copyHex, m_copyText}; }

    std::function<QByteArray()> findSource() const override { return m_source.loader(); }
    qint64 findFrom() const override { return selectionStart(); }
    void setHits(const ByteSearch &search, QList<ByteRange> &hits) override;
    void showHit(const ByteRange &hit) override { select(hit.offset, hit.end() - 1); }
    bool isBytes() const override { return true; }
    void takeFocus() override { setFocus(Qt::OtherFocusReason); }

Q_SIGNALS:
    void selectionChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Columns {
        int hex = 0;
        int ascii = 0;
        int end = 0;
    };
    void applyTheme();
    void reset();
    void updateLayout();
    void makeActions();
    Columns columns() const;
    int hexX(int column) const;
    qint64 lines() const;
    int visibleLines() const;
    qint64 byteAt(const QPoint &at) const;
    void moveTo(qint64 byte, bool extend);
    void ensureVisible();
    bool moveByKey(QKeyEvent *event);
    void paintLine(QPainter &painter, qint64 line, int y) const;
    void paintByte(QPainter &painter, const QRect &rect, const QString &text, qint64 byte, const QColor &ink) const;
    void copy(bool hex);
    void tellCurrent();

    Theme &m_theme;
    PayloadSource m_source;
    QAction *m_copyHex = nullptr;
    QAction *m_copyText = nullptr;
    QFont m_font;
    int m_char = 7;
    int m_line = 16;
    int m_bytesARow = 16;
    qint64 m_current = 0;
    qint64 m_anchor = 0;
    QList<ByteRange> m_hits; ///< ascending
};

} // namespace handglass
