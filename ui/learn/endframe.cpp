// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/endframe.h"

#include "ui/common/tag.h"
#include "ui/learn/measures.h"

#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace handglass {

namespace {

using Mark = lesson::Note::Mark;
constexpr int Padding = 12;
constexpr int MarkWidth = 18;
constexpr int MarkSize = 14;
constexpr Mark AllMarks[] = {Mark::Done, Mark::Failed, Mark::Waits, Mark::May};

QString iconOf(Mark mark)
{
    const QString names[] = {
        QStringLiteral("ok"), QStringLiteral("fail"), QStringLiteral("waiting"), QStringLiteral("notjudged")};
    return names[int(mark)];
}

QColor colourOf(Mark mark, const Colours &c)
{
    const QColor colours[] = {c.ok, c.fail, c.warn, c.text3};
    return colours[int(mark)];
}

QUrl imageOf(Mark mark)
{
    return QUrl(QStringLiteral("mark:%1").arg(int(mark)));
}

} // namespace

QString noteMarkWord(Mark mark)
{
    const QString words[] = {EndFrame::tr("done"), EndFrame::tr("failed"), EndFrame::tr("waits"), EndFrame::tr("may")};
    return words[int(mark)];
}

EndFrame::EndFrame(Theme &theme, lesson::End end, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_end(end)
    , m_notes(new QTextBrowser(this))
{
    const bool client = end == lesson::End::Client;
    setObjectName(client ? QStringLiteral("clientEnd") : QStringLiteral("serverEnd"));
    m_notes->setObjectName(client ? QStringLiteral("clientNotes") : QStringLiteral("serverNotes"));
    m_notes->setAccessibleName(client ? tr("What the client did and may do") : tr("What the server did and may do"));
    m_notes->setFrameShape(QFrame::NoFrame);
    m_notes->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_notes->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_notes->document()->setDocumentMargin(0);
    m_notes->setTabChangesFocus(true);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addWidget(m_notes);
    connect(&theme, &Theme::changed, this, &EndFrame::applyTheme);
    applyTheme();
}

QString EndFrame::name() const
{
    return m_end == lesson::End::Client ? tr("Client") : tr("Server");
}

int EndFrame::headHeight() const
{
    return QFontMetrics(m_theme.font(TypeStep::Heading)).height() + QFontMetrics(m_theme.font(TypeStep::Small)).height()
        + 9;
}

void EndFrame::applyTheme()
{
    layout()->setContentsMargins(Padding, headHeight() + 6, 3, 4);
    const int size = scaled(m_theme, MarkSize);
    m_marks.clear();
    for (const Mark mark : AllMarks) {
        const QIcon icon = m_theme.icon(iconOf(mark), colourOf(mark, m_theme.colours()));
        m_marks.append(icon.pixmap(QSize(size, size), devicePixelRatioF()));
    }
    writeNotes();
    update();
}

void EndFrame::setPicture(const lesson::EndPicture &picture)
{
    if (picture == m_picture)
        return;
    const bool others = picture.notes != m_picture.notes;
    m_picture = picture;
    setAccessibleName(tr("%1, %2, %3").arg(name(), picture.address, picture.stateText));
    if (others)
        writeNotes();
    update();
}

/// What is newest stands at the bottom, and in sight.
void EndFrame::writeNotes()
{
    const Colours &c = m_theme.colours();
    m_notes->clear(); // with its images
    for (const Mark mark : AllMarks)
        m_notes->document()->addResource(QTextDocument::ImageResource, imageOf(mark), m_marks.at(int(mark)));
    QTextCursor cursor(m_notes->document());
    QTextBlockFormat first;
    first.setLeftMargin(scaled(m_theme, MarkWidth));
    first.setTextIndent(-scaled(m_theme, MarkWidth));
    first.setBottomMargin(2);
    QTextBlockFormat more = first;
    more.setTextIndent(0);
    QTextCharFormat mono;
    mono.setFont(m_theme.mono());
    mono.setForeground(c.text2);
    bool begun = false;
    for (const lesson::Note &note : m_picture.notes) {
        QTextCharFormat words;
        words.setFont(m_theme.font(TypeStep::Table));
        words.setForeground(note.mark == Mark::Failed ? c.fail : note.mark == Mark::May ? c.text2 : c.text);
        if (begun)
            cursor.insertBlock();
        begun = true;
        cursor.setBlockFormat(first);
        QTextImageFormat image;
        image.setName(imageOf(note.mark).toString());
        image.setVerticalAlignment(QTextCharFormat::AlignMiddle);
        cursor.insertImage(image);
        cursor.insertText(QStringLiteral(" ") + note.text, words);
        for (const QString &line : note.mono) {
            cursor.insertBlock(more, mono);
            cursor.insertText(line, mono);
        }
    }
    m_notes->verticalScrollBar()->setValue(m_notes->verticalScrollBar()->maximum());
}

void EndFrame::paintEvent(QPaintEvent * /*event*/)
{
    const Colours &c = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.edge);
    painter.setBrush(c.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.fillRect(QRect(1, headHeight(), width() - 2, 1), c.line);
    const int icon = scaled(m_theme, 18);
    const QRect mark(Padding, (headHeight() - icon) / 2, icon, icon);
    m_theme.icon(m_end == lesson::End::Client ? QStringLiteral("client") : QStringLiteral("mock"))
        .paint(&painter, mark);
    const int tag = m_picture.stateText.isEmpty() ? 0 : tagWidth(m_theme, m_picture.stateText) + Padding;
    const int left = mark.right() + 10;
    const QRect head(left, 3, width() - tag - left - 4, headHeight() - 6);
    const auto line = [&](const QFont &font, const QColor &colour, Qt::Alignment at, const QString &text) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(head, int(at), QFontMetrics(font).elidedText(text, Qt::ElideRight, head.width()));
    };
    line(m_theme.font(TypeStep::Heading, QFont::DemiBold), c.text, Qt::AlignTop | Qt::AlignLeft, name());
    line(m_theme.font(TypeStep::Small), c.text2, Qt::AlignBottom | Qt::AlignLeft, m_picture.address);
    if (tag > 0)
        paintTag(&painter, m_theme, QRect(width() - tag, 4, tag, headHeight() - 8), m_picture.stateText);
}

} // namespace handglass
