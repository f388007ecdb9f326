// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/frameview.h"

#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"
#include "ui/detail/fieldview.h"
#include "ui/detail/framediagram.h"
#include "ui/detail/hexline.h"
#include "ui/detail/ruleline.h"
#include "ui/detail/unmaskview.h"
#include "ui/log/deflatetext.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace handglass {

namespace {
constexpr qint64 PayloadHead = 64; ///< bytes of which diagram and hex line draw some
}

FrameView::FrameView(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_diagram(new FrameDiagram(theme))
    , m_field(new FieldView(theme))
    , m_bytes(new HexLine(theme))
    , m_unmaskTitle(new TextLabel(theme, TypeStep::Table, Ink::Text, QFont::Medium))
    , m_unmaskRule(new TextLabel(theme, TypeStep::Table, Ink::Text2))
    , m_unmask(new UnmaskView(theme))
    , m_rules(new RuleLine(theme))
{
    setObjectName(QStringLiteral("frameView"));
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(makePage());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    column->addWidget(m_rules);
    connect(m_diagram, &FrameDiagram::fieldSelected, this, &FrameView::select);
    connect(m_bytes, &HexLine::fieldSelected, this, &FrameView::select);
}

QWidget *FrameView::makePage()
{
    auto *page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *top = new QHBoxLayout;
    top->setSpacing(0);
    top->addWidget(m_diagram, 1, Qt::AlignTop);
    top->addWidget(new Hairline(Qt::Vertical));
    top->addWidget(m_field);
    auto *head = new QWidget;
    head->setAutoFillBackground(true);
    head->setBackgroundRole(QPalette::Window);
    auto *headRow = new QHBoxLayout(head);
    headRow->setContentsMargins(12, 4, 12, 4);
    headRow->setSpacing(12);
    headRow->addWidget(m_unmaskTitle);
    headRow->addWidget(m_unmaskRule, 1);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_bytes);
    column->addWidget(head);
    column->addWidget(new Hairline);
    column->addWidget(m_unmask);
    column->addStretch(1);
    return page;
}

void FrameView::setEntry(Capture *capture, const Entry &entry, const FrameContext &context, FramePart part)
{
    std::optional<QByteArray> payloadHead;
    if (entry.hasContent())
        payloadHead = capture->reader().payload(entry.id, 0, PayloadHead);
    m_picture = framePicture(entry, context, payloadHead);
    m_diagram->setPicture(m_picture);
    m_bytes->setPicture(m_picture);
    showBytes(capture, entry, part);
    if (entry.onPurpose())
        m_rules->setMadeOnPurpose(entry.text);
    else if (entry.byHand())
        m_rules->setMadeByHand(m_picture.violation);
    else
        m_rules->setRules(m_picture.violation, keptRules(m_picture, context));
    select(m_picture.mostTelling());
}

/// The table of bytes under its title.
void FrameView::showBytes(Capture *capture, const Entry &entry, FramePart part)
{
    const bool content = entry.hasContent() && part == FramePart::Content;
    const qint64 size = content ? entry.contentLength : entry.payloadLength;
    m_unmask->setEntry(capture, entry, m_picture.header, part);
    m_unmask->setVisible(size > 0);
    const bool masked = m_picture.header.masked && size > 0 && !content;
    m_unmaskTitle->setText(content ? tr("Content") : masked ? tr("Unmasking") : tr("Payload"));
    if (content)
        m_unmaskRule->setText(deflateSentence(entry.payloadLength, entry.contentLength));
    else if (size == 0)
        m_unmaskRule->setText(tr("empty"));
    else if (masked)
        m_unmaskRule->setText(tr("payload[i] = wire[i] XOR key[i mod 4], RFC 6455 §5.3"));
    else if (entry.hasContent())
        m_unmaskRule->setText(tr("not masked: the compressed bytes stand on the wire as they are, RFC 6455 §5.1"));
    else
        m_unmaskRule->setText(tr("not masked: the payload stands on the wire as it is, RFC 6455 §5.1"));
}

void FrameView::clear()
{
    m_picture = {};
    m_diagram->setPicture({});
    m_bytes->setPicture({});
    m_unmask->clear();
    m_rules->setRules({}, {});
    m_field->setField({});
}

void FrameView::select(int field)
{
    if (field < 0 || field >= m_picture.fields.size())
        return;
    m_diagram->setSelected(field);
    m_bytes->setSelected(field);
    m_field->setField(m_picture.fields.at(field));
}

} // namespace handglass
