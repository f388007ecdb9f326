// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/explanation.h"

#include "ui/common/headtext.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QTextDocumentFragment>

namespace handglass {

namespace {

constexpr int TwoLinesFrom = 840; ///< px of width
constexpr int LineHeight = 21;
constexpr int Padding = 12;

} // namespace

Explanation::Explanation(Theme &theme, QWidget *parent)
    : QLabel(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("explanation"));
    setAccessibleName(tr("Meaning of the selected line"));
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setContentsMargins(Padding, 0, Padding, 0);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    setForegroundRole(QPalette::WindowText);
    setMinimumWidth(200);
    applyTheme();
    connect(&theme, &Theme::changed, this, &Explanation::applyTheme);
}

void Explanation::showLine(const HandshakeHeads &heads, HeadSide side, int line)
{
    const HttpHead *head = heads.head(side);
    if (line < 1)
        return showNothing();
    if (!head)
        return setWords(heads.error(side).toHtmlEscaped());
    const QString meaning = explainLine(*head, line, side == HeadSide::Response);
    if (!meaning.isEmpty())
        return setWords(meaning);
    const QString name = visibleText(heads.nameAt(side, line)).toHtmlEscaped();
    setWords(name.isEmpty()
            ? tr("This line has no meaning of its own.")
            : tr("<b>%1</b> is an ordinary HTTP header: the opening handshake gives it no meaning.").arg(name));
}

void Explanation::showCheck(const Check &check)
{
    const QString where = check.section.toHtmlEscaped();
    setWords(tr("<b>%1</b>: expected %2, got %3, %4. No line of the head speaks of it.")
                 .arg(check.rule.toHtmlEscaped(), check.expected.toHtmlEscaped(), check.got.toHtmlEscaped(), where));
}

void Explanation::showNothing()
{
    setWords(tr("Select a line to see what it means."));
}

void Explanation::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    sizeHeight();
}

void Explanation::paintEvent(QPaintEvent *event)
{
    QLabel::paintEvent(event);
    QPainter painter(this);
    painter.setPen(m_theme.colours().line);
    painter.drawLine(rect().topLeft(), rect().topRight());
}

void Explanation::setWords(const QString &richText)
{
    setText(richText);
    setToolTip(richText);
    setAccessibleDescription(QTextDocumentFragment::fromHtml(richText).toPlainText());
}

void Explanation::sizeHeight()
{
    const int line = std::max(LineHeight, fontMetrics().height() + 2);
    setFixedHeight((width() >= TwoLinesFrom ? 2 : 3) * line + Padding);
}

void Explanation::applyTheme()
{
    setFont(m_theme.font());
    QPalette own = palette();
    own.setColor(QPalette::WindowText, m_theme.colours().text);
    own.setColor(QPalette::Window, m_theme.colours().window);
    setPalette(own);
    sizeHeight();
}

} // namespace handglass
