// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/rawpreview.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr qsizetype MostBytes = 2048; ///< shown in all
constexpr qsizetype MostFrames = 50;
constexpr int LeastLines = 2;
constexpr int MostLines = 5;

QString coloured(const QString &text, const QColor &colour)
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>").arg(colour.name(), text);
}

} // namespace

RawPreview::RawPreview(Theme &theme, QWidget *parent)
    : QTextBrowser(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("rawPreview"));
    setAccessibleName(tr("Bytes as they will go out"));
    setReadOnly(true);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    document()->setDocumentMargin(4);
    connect(&theme, &Theme::changed, this, &RawPreview::render);
}

void RawPreview::show(const QList<RawFrame> &frames, const RawSend &raw)
{
    m_why.clear();
    m_frames = frames;
    m_cuts.clear();
    qsizetype at = 0;
    for (const RawPiece &piece : raw.pieces) {
        if (at > 0)
            m_cuts.insert(at, int(piece.pause.count()));
        at += piece.bytes.size();
    }
    render();
}

void RawPreview::showNothing(const QString &why)
{
    m_why = why;
    m_frames.clear();
    m_cuts.clear();
    render();
}

void RawPreview::render()
{
    if (!m_why.isEmpty())
        return setHtml(coloured(m_why.toHtmlEscaped(), m_theme.colours().text2));
    const QList<RawBytes> parts = partsOf(m_frames.first(std::min(m_frames.size(), MostFrames)));
    QStringList lines;
    qsizetype at = 0;
    qsizetype room = MostBytes;
    for (qsizetype i = 0; i < parts.size() && room > 0;) {
        QList<RawBytes> frame;
        for (const qsizetype number = parts.at(i).frame; i < parts.size() && parts.at(i).frame == number; ++i)
            frame.append(parts.at(i));
        lines.append(frameHtml(frame, at, room));
    }
    if (lines.size() < m_frames.size())
        lines.append(coloured(tr("… %1 more frames").arg(m_frames.size() - lines.size()), m_theme.colours().text2));
    setFont(m_theme.mono());
    setHtml(lines.join(QStringLiteral("<br>")));
    updateGeometry();
}

QString RawPreview::frameHtml(const QList<RawBytes> &parts, qsizetype &at, qsizetype &room) const
{
    QString html;
    QStringList labels;
    for (const RawBytes &part : parts) {
        html += bytesHtml(part, at, room);
        labels.append(coloured(part.label.toHtmlEscaped(), colourOf(part.part)));
    }
    const QFont small = m_theme.font(TypeStep::Small);
    const QString dot = coloured(QStringLiteral(" · "), m_theme.colours().text3);
    return html
        + QStringLiteral("&nbsp; <span style=\"font-family:'%1'; font-size:%2px\">%3</span>")
              .arg(small.family())
              .arg(small.pixelSize())
              .arg(labels.join(dot));
}

QString RawPreview::bytesHtml(const RawBytes &part, qsizetype &at, qsizetype &room) const
{
    QString html;
    for (qsizetype i = 0; i < part.bytes.size(); ++i, ++at) {
        if (room-- <= 0) {
            at += part.bytes.size() - i;
            html += tr("… %1 more bytes ").arg(part.bytes.size() - i);
            break;
        }
        const auto cut = m_cuts.constFind(at);
        if (cut != m_cuts.constEnd()) {
            const QString pause = *cut > 0 ? tr("┊%1 ms┊ ").arg(*cut) : QStringLiteral("┊ ");
            html += coloured(pause, m_theme.colours().warn);
        }
        html += QString::fromLatin1(part.bytes.mid(i, 1).toHex()) + u' ';
    }
    return coloured(html, colourOf(part.part));
}

QColor RawPreview::colourOf(RawPart part) const
{
    const Colours &colours = m_theme.colours();
    switch (part) {
    case RawPart::First:
        return colours.text;
    case RawPart::Length:
        return colours.jsonNumber;
    case RawPart::Key:
        return colours.purpose;
    case RawPart::Payload:
        return colours.text2;
    }
    return colours.text;
}

QSize RawPreview::sizeHint() const
{
    const int line = fontMetrics().lineSpacing() + 1;
    const int wanted = int(document()->size().height()) + 2 * frameWidth();
    return {300, std::clamp(wanted, minimumSizeHint().height(), MostLines * line + 10)};
}

QSize RawPreview::minimumSizeHint() const
{
    return {160, LeastLines * (fontMetrics().lineSpacing() + 1) + 10};
}

} // namespace handglass
