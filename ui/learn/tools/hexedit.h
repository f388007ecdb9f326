// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/textlabel.h"

#include <QPlainTextEdit>

namespace handglass {

/// Some bytes of a HexEdit, drawn apart.
struct ByteMark {
    enum class Kind : quint8 { Selected, Key, Broken };
    Kind kind = Kind::Selected;
    qsizetype offset = 0;
    qsizetype size = 0;
};

/// Bytes typed in hex; spaces, commas and 0x do not matter.
class HexEdit final : public QPlainTextEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HexEdit)
public:
    static constexpr qsizetype MostBytes = 64 << 10;

    explicit HexEdit(Theme &theme, QWidget *parent = nullptr);
    /// All of them, as far as they are hex.
    QByteArray bytes() const { return m_bytes; }
    /// What is wrong with the rest; empty: all is read.
    QString error() const { return m_error; }
    /// Can be undone; the caret stays at its byte. The same bytes leave the text as it is typed.
    void setBytes(const QByteArray &bytes);
    /// The byte that the caret stands at; behind the last one: their number.
    qsizetype currentByte() const;
    void setMarks(const QList<ByteMark> &marks);
    /// Lines shown.
    void setLines(int lines);

Q_SIGNALS:
    /// By the user, or by setBytes().
    void bytesChanged();
    /// The caret was moved, not the text changed.
    void currentByteChanged(qsizetype byte);

private:
    void applyTheme();
    void read();
    void drawMarks();
    QTextEdit::ExtraSelection selection(const ByteMark &mark) const;
    int positionOf(qsizetype byte) const;

    Theme &m_theme;
    QByteArray m_bytes;
    QList<int> m_positions; ///< of each byte's first digit in the text
    int m_revision = -1;    ///< of the document that was read
    QString m_error;
    QList<ByteMark> m_marks;
    int m_lines = 3;
};

} // namespace handglass
