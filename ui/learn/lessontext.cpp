// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/lessontext.h"

#include "ui/learn/measures.h"

#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>

#include <cmath>

namespace handglass {

namespace {

constexpr int Margin = 16;
constexpr int LinePercent = 125;

bool isCode(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence) || block.blockFormat().nonBreakableLines();
}

} // namespace

LessonText::LessonText(Theme &theme, QWidget *parent)
    : QTextBrowser(parent)
    , m_theme(theme)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(Margin);
    connect(this, &QTextBrowser::anchorClicked, this, &LessonText::linkActivated);
    connect(&theme, &Theme::changed, this, &LessonText::write);
}

void LessonText::setContent(const Content &content)
{
    if (content == m_content)
        return;
    const bool same = content.heading == m_content.heading && content.text == m_content.text;
    const int at = verticalScrollBar()->value();
    m_content = content;
    write();
    verticalScrollBar()->setValue(same ? at : 0);
    if (m_growing)
        updateGeometry();
}

void LessonText::write()
{
    document()->setDefaultFont(m_theme.font());
    document()->setDefaultStyleSheet(
        QStringLiteral("a { color: %1; text-decoration: none; }").arg(m_theme.colours().accent.name()));
    if (m_content.markdown)
        document()->setMarkdown(m_content.text);
    else
        setHtml(m_content.text);
    dress();
    if (!m_content.heading.isEmpty()) {
        QTextCursor cursor(document());
        QTextCharFormat heading;
        heading.setFont(m_theme.font(TypeStep::Heading, QFont::DemiBold));
        heading.setForeground(m_theme.colours().text);
        QTextBlockFormat block;
        block.setBottomMargin(scaled(m_theme, 8));
        cursor.insertBlock();
        cursor.movePosition(QTextCursor::Start);
        cursor.setBlockFormat(block);
        cursor.setBlockCharFormat(heading);
        cursor.insertText(m_content.heading, heading);
    }
    if (!m_content.lines.isEmpty())
        writeLines();
    moveCursor(QTextCursor::Start);
}

/// Headings, code and links as the design has them: Qt's readers bring sizes and colours of their own.
void LessonText::dress()
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const bool heading = block.blockFormat().headingLevel() > 0;
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const bool code = isCode(block);
        const bool codeGoesOn = code && block.next().isValid() && isCode(block.next());
        const bool inTable = QTextCursor(block).currentTable() != nullptr;
        format.setLineHeight(code ? 115 : LinePercent, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(0);
        format.setBottomMargin(scaled(m_theme, inTable || codeGoesOn ? 1 : 8));
        if (code)
            format.setProperty(QTextFormat::BlockCodeFence, QStringLiteral("`"));
        format.setNonBreakableLines(false);
        cursor.setBlockFormat(format);
        dressPieces(block, heading, code);
    }
    dressTables();
}

void LessonText::dressPieces(const QTextBlock &block, bool heading, bool code)
{
    struct Piece {
        int position = 0;
        int length = 0;
        QTextCharFormat form;
    };
    QList<Piece> pieces; // first: a format joins fragments with their neighbours
    for (auto at = block.begin(); !at.atEnd(); ++at) {
        const QTextFragment fragment = at.fragment();
        pieces.append({fragment.position(), fragment.length(), dressed(fragment.charFormat(), heading, code)});
    }
    for (const Piece &piece : std::as_const(pieces)) {
        QTextCursor range(document());
        range.setPosition(piece.position);
        range.setPosition(piece.position + piece.length, QTextCursor::KeepAnchor);
        range.setCharFormat(piece.form);
    }
}

QTextCharFormat LessonText::dressed(QTextCharFormat form, bool heading, bool code) const
{
    if (form.fontFixedPitch() || code) {
        form.setFont(m_theme.mono());
    } else {
        const bool bold = heading || form.fontWeight() > QFont::Medium;
        QFont font = m_theme.font(heading ? TypeStep::Heading : TypeStep::Body, bold ? QFont::DemiBold : QFont::Normal);
        font.setItalic(form.fontItalic());
        form.setFont(font);
    }
    form.setForeground(form.isAnchor() ? m_theme.colours().accent : m_theme.colours().text);
    form.clearBackground();
    form.setFontUnderline(false);
    return form;
}

void LessonText::dressTables()
{
    const QList<QTextFrame *> frames = document()->rootFrame()->childFrames();
    for (QTextFrame *frame : frames) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (table == nullptr)
            continue;
        QTextTableFormat format = table->format();
        format.setBorder(0);
        format.setCellPadding(2);
        format.setCellSpacing(0);
        format.setTopMargin(0);
        format.setBottomMargin(scaled(m_theme, 8));
        table->setFormat(format);
        // Markdown has no table without a head: one without words is none.
        bool empty = table->rows() > 1;
        for (int column = 0; column < table->columns(); ++column)
            empty = empty && table->cellAt(0, column).firstCursorPosition().block().text().isEmpty();
        if (empty)
            table->removeRows(0, 1);
        for (int row = 0; row < table->rows(); ++row) {
            QTextTableCell cell = table->cellAt(row, 0);
            QTextTableCellFormat padding = cell.format().toTableCellFormat();
            padding.setRightPadding(scaled(m_theme, 16));
            padding.setLeftPadding(0);
            cell.setFormat(padding);
        }
    }
}

/// One row a line that has something to say.
void LessonText::writeLines()
{
    QString rows;
    for (int at = 0; at < m_content.lines.size(); ++at) {
        const lesson::UnitLine &line = m_content.lines.at(at);
        if (line.explanation.isEmpty())
            continue;
        const QString back =
            at == m_content.selected ? QStringLiteral(" bgcolor=\"%1\"").arg(m_theme.colours().sel.name()) : QString();
        rows += QStringLiteral("<tr%1><td style=\"white-space:nowrap; padding:2px 16px 2px 2px\">%2</td>"
                               "<td style=\"padding:2px\">%3</td></tr>")
                    .arg(back, tr("Line %1").arg(at + 1), line.explanation);
    }
    if (rows.isEmpty())
        return;
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertHtml(QStringLiteral("<hr/>"));
    QTextBlockFormat plain;
    plain.setTopMargin(scaled(m_theme, 4));
    cursor.insertBlock(plain, {});
    cursor.insertHtml(QStringLiteral("<style>a { color: %1; text-decoration: none; }</style><table cellspacing=\"0\" "
                                     "style=\"color:%2\">%3</table>")
                          .arg(m_theme.colours().accent.name(), m_theme.colours().text.name(), rows));
}

void LessonText::setGrowing(bool growing)
{
    m_growing = growing;
    setVerticalScrollBarPolicy(growing ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    document()->setDocumentMargin(growing ? 0 : Margin);
    QSizePolicy policy(QSizePolicy::Expanding, growing ? QSizePolicy::Minimum : QSizePolicy::Expanding);
    policy.setHeightForWidth(growing);
    setSizePolicy(policy);
}

QSize LessonText::sizeHint() const
{
    return m_growing ? QSize(300, heightForWidth(qMax(200, width()))) : QTextBrowser::sizeHint();
}

QSize LessonText::minimumSizeHint() const
{
    return m_growing ? QSize(100, heightForWidth(qMax(200, width()))) : QSize(120, 60);
}

int LessonText::heightForWidth(int width) const
{
    const std::unique_ptr<QTextDocument> copy(document()->clone());
    copy->setTextWidth(width);
    return int(std::ceil(copy->size().height())) + 2;
}

} // namespace handglass
