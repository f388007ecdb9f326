// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/detail/findtarget.h"
#include "ui/detail/framepicture.h"
#include "ui/detail/payloadsource.h"

#include <QAbstractScrollArea>

namespace handglass {

/// Byte by byte how a masked payload was unmasked (RFC 6455 §5.3): on the wire, key byte, payload, text. Scrolls
/// sideways over the whole payload; only what is on the screen is read. Without a mask: payload and text. Of a
/// compressed frame the payload (which is no text), or the content and its text.
class UnmaskView final : public QAbstractScrollArea, public FindTarget
{
    Q_OBJECT
public:
    explicit UnmaskView(Theme &theme, QWidget *parent = nullptr);

    void setEntry(Capture *capture, const Entry &entry, const FrameHeader &header, FramePart part = FramePart::Payload);
    /// Which way the rows read from above: from the wire to the payload, or from the payload to the wire.
    enum class Order : quint8 { Unmasking, Masking };
    /// Bytes that stand in no capture; payload: unmasked. The current byte stays where there is one.
    void setBytes(const QByteArray &payload, const MaskingKey &key, Order order);
    void setCurrent(qint64 byte) { moveTo(byte); }
    void clear();
    /// One of the rows' cells as it is drawn. Row 0 is the byte's index.
    QString cellText(int row, qint64 byte) const;
    int rowCount() const { return static_cast<int>(m_lines.size()); }
    QString rowTitle(int row) const;
    qint64 current() const { return m_current; }
    QSize sizeHint() const override;

    std::function<QByteArray()> findSource() const override { return m_source.loader(); }
    qint64 findFrom() const override { return m_current; }
    void setHits(const ByteSearch &search, QList<ByteRange> &hits) override;
    void showHit(const ByteRange &hit) override;
    bool isBytes() const override { return true; }
    void takeFocus() override { setFocus(Qt::OtherFocusReason); }

    QSize minimumSizeHint() const override { return {100, sizeHint().height()}; }

Q_SIGNALS:
    void currentChanged(qint64 byte);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Line : quint8 { Index, Wire, Key, Payload, Content, Text };
    Line lineOf(int row) const { return m_lines.value(row, Line::Text); }
    void chooseLines(const Entry &entry);
    QString hint(Line line) const;
    QString textCell(qint64 byte) const;
    void applyTheme();
    void updateRange();
    void moveTo(qint64 byte);
    void paintColumn(QPainter &painter, qint64 byte, int x) const;
    int visibleColumns() const;

    Theme &m_theme;
    PayloadSource m_source;
    FrameHeader m_header;
    QList<Line> m_lines{Line::Index, Line::Payload, Line::Text};
    bool m_isText = false;
    bool m_compressed = false; ///< the payload shown is
    QFont m_mono;
    int m_column = 34;
    int m_row = 20;
    int m_titles = 112;
    bool m_masking = false; ///< Order::Masking
    qint64 m_current = 0;
    QList<ByteRange> m_hits; ///< ascending
};

} // namespace handglass
