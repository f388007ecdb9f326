// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/hexedit.h"

#include "ui/compose/composeformat.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr int Frame = 12;                              ///< px above and below the lines
constexpr qsizetype MostText = 4 * HexEdit::MostBytes; ///< characters that are read

bool isHexDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

/// Where the first digit of each byte stands, up to the first that is none; as bytesFromHex() reads it.
QList<int> bytePositions(const QString &text)
{
    QList<int> positions;
    bool groupBegins = true;
    for (int at = 0; at < text.size();) {
        const QChar c = text.at(at);
        if (c.isSpace() || c == u',') {
            groupBegins = true;
            ++at;
            continue;
        }
        if (groupBegins && c == u'0' && at + 1 < text.size() && text.at(at + 1).toLower() == u'x')
            at += 2;
        groupBegins = false;
        if (at + 1 >= text.size() || !isHexDigit(text.at(at)) || !isHexDigit(text.at(at + 1)))
            break;
        positions.append(at);
        at += 2;
    }
    return positions;
}

} // namespace

HexEdit::HexEdit(Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setTabChangesFocus(true);
    setLayoutDirection(Qt::LeftToRight);
    setWordWrapMode(QTextOption::WordWrap);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        read();
        Q_EMIT bytesChanged();
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (document()->revision() == m_revision) // else the text is another one, and textChanged() follows
            Q_EMIT currentByteChanged(currentByte());
    });
    connect(&theme, &Theme::changed, this, &HexEdit::applyTheme);
    applyTheme();
}

void HexEdit::applyTheme()
{
    setFont(m_theme.mono());
    setFixedHeight(fontMetrics().lineSpacing() * m_lines + Frame);
    drawMarks();
}

void HexEdit::setLines(int lines)
{
    m_lines = lines;
    applyTheme();
}

void HexEdit::read()
{
    const QString whole = toPlainText();
    const QString text = whole.left(MostText);
    m_revision = document()->revision();
    m_positions = bytePositions(text);
    m_bytes.clear();
    for (const int at : std::as_const(m_positions))
        m_bytes += char(QStringView(text).sliced(at, 2).toInt(nullptr, 16));
    const auto all = bytesFromHex(text.toUtf8());
    m_error = all ? QString() : all.error().sentence;
    if (m_bytes.size() > MostBytes || whole.size() > MostText) {
        m_error = tr("expected at most %1 bytes, got %2: the rest is not read")
                      .arg(MostBytes)
                      .arg(std::max(m_bytes.size(), whole.size() / 3));
        m_bytes.truncate(MostBytes);
    }
    setProperty("error", !m_error.isEmpty());
    setAccessibleDescription(m_error);
}

void HexEdit::setBytes(const QByteArray &bytes)
{
    if (bytes == m_bytes && m_error.isEmpty())
        return;
    const qsizetype at = currentByte();
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(QString::fromLatin1(bytes.toHex(' ')));
    cursor.endEditBlock();
    cursor.setPosition(positionOf(std::min(at, bytes.size())));
    setTextCursor(cursor);
}

qsizetype HexEdit::currentByte() const
{
    const int position = textCursor().position();
    const auto next = std::upper_bound(m_positions.begin(), m_positions.end(), position);
    const qsizetype at = next - m_positions.begin() - 1;
    return at < 0 ? 0 : position > m_positions.at(at) + 2 ? at + 1 : at;
}

int HexEdit::positionOf(qsizetype byte) const
{
    return byte < m_positions.size() ? m_positions.at(byte) : int(toPlainText().size());
}

void HexEdit::setMarks(const QList<ByteMark> &marks)
{
    m_marks = marks;
    drawMarks();
}

QTextEdit::ExtraSelection HexEdit::selection(const ByteMark &mark) const
{
    const Colours &colours = m_theme.colours();
    QTextEdit::ExtraSelection selection;
    switch (mark.kind) {
    case ByteMark::Kind::Selected:
        selection.format.setBackground(colours.sel);
        break;
    case ByteMark::Kind::Key:
        selection.format.setForeground(colours.purpose);
        break;
    case ByteMark::Kind::Broken:
        selection.format.setBackground(colours.failBg);
        selection.format.setForeground(colours.fail);
        selection.format.setFontUnderline(true);
        break;
    }
    selection.cursor = textCursor();
    selection.cursor.setPosition(positionOf(mark.offset));
    const qsizetype last = std::min(mark.offset + mark.size, m_positions.size()) - 1;
    const int end = last < mark.offset ? positionOf(mark.offset) : m_positions.at(last) + 2;
    selection.cursor.setPosition(end, QTextCursor::KeepAnchor);
    return selection;
}

void HexEdit::drawMarks()
{
    QList<QTextEdit::ExtraSelection> selections;
    for (const ByteMark &mark : std::as_const(m_marks)) {
        if (mark.size > 0 && mark.offset < m_positions.size())
            selections.append(selection(mark));
    }
    setExtraSelections(selections);
}

} // namespace handglass
