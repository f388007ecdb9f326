// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/templateedit.h"

#include <QAbstractTextDocumentLayout>
#include <QRegularExpression>

namespace handglass {

namespace {

constexpr int SideMargin = 4;
constexpr int LineMargin = 1;
constexpr int MostLines = 8;

} // namespace

TemplateHighlighter::TemplateHighlighter(Theme &theme, bool json, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
    , m_json(json)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void TemplateHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression token(
        QStringLiteral(R"(("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))"));
    static const QRegularExpression placeholder(QStringLiteral(R"(\{\{.*?\}\})"));
    const Colours &colours = m_theme.colours();
    if (m_json) {
        for (auto found = token.globalMatch(text); found.hasNext();) {
            const QRegularExpressionMatch match = found.next();
            const int kind = match.capturedLength(1) > 0 ? 1 : (match.capturedLength(3) > 0 ? 3 : 4);
            QColor colour = kind == 1 ? colours.jsonString : (kind == 3 ? colours.jsonNumber : colours.jsonLiteral);
            if (match.capturedLength(2) > 0)
                colour = colours.text; // a name
            setFormat(int(match.capturedStart(kind)), int(match.capturedLength(kind)), colour);
        }
    }
    for (auto found = placeholder.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        setFormat(int(match.capturedStart()), int(match.capturedLength()), colours.accent);
    }
}

TemplateEdit::TemplateEdit(Theme &theme, bool json, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    new TemplateHighlighter(theme, json, document());
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(3);
    setViewportMargins(SideMargin, LineMargin, SideMargin, LineMargin);
    viewport()->setAutoFillBackground(false); // the frame is filled, as a line edit's
    const auto applyFont = [this] { setFont(m_theme.mono()); };
    connect(&theme, &Theme::changed, this, applyFont);
    applyFont();
    // Of a plain text's document the height counts lines as they are wrapped.
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
        [this] { updateGeometry(); });
}

int TemplateEdit::heightOf(int lines) const
{
    return lines * fontMetrics().lineSpacing() + 2 * int(document()->documentMargin()) + 2 * (frameWidth() + LineMargin)
        + 2;
}

QSize TemplateEdit::sizeHint() const
{
    return {200, heightOf(qBound(1, int(document()->size().height()), MostLines))};
}

QSize TemplateEdit::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

} // namespace handglass
