// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/handshakelayout.h"

#include "ui/common/hairline.h"

#include <QApplication>
#include <QDataStream>
#include <QPointer>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace handglass {

namespace {

/// Makes shares of a splitter larger than any least size, so that they are kept as shares.
constexpr int ShareScale = 1000;

QVBoxLayout *column(QWidget *parent)
{
    auto *layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

} // namespace

HandshakeLayout::HandshakeLayout(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
{
    column(this);
    arrange();
}

void HandshakeLayout::setContent(const Content &content)
{
    if (content == m_content)
        return giveRoom();
    m_content = content;
    arrange();
}

QByteArray HandshakeLayout::splitterState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_sizes;
    return state;
}

void HandshakeLayout::restoreSplitters(const QByteArray &state)
{
    QHash<QString, QByteArray> sizes;
    QDataStream stream(state);
    stream >> sizes;
    if (stream.status() != QDataStream::Ok || sizes.isEmpty())
        return;
    m_sizes = sizes;
    arrange();
}

void HandshakeLayout::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const Width width = widthClass(event->size().width());
    if (width == m_width)
        return;
    m_width = width;
    arrange();
}

HandshakeLayout::Width HandshakeLayout::widthClass(int width)
{
    return width < StackBelow ? Width::Stacked : width < WideFrom ? Width::Narrow : Width::Wide;
}

void HandshakeLayout::arrange()
{
    const QPointer<QWidget> focus = QApplication::focusWidget();
    const bool refocus = focus && isAncestorOf(focus);
    for (QWidget *part : {m_parts.banner, m_parts.request, m_parts.response, m_parts.body, m_parts.explanation,
             m_parts.verdict, m_parts.facts}) {
        part->hide();
        part->setParent(this);
    }
    delete m_arranged;
    m_natural = false;
    giveRoom();
    m_arranged = m_content.refused ? arrangeRefused() : arrangeAccepted();
    layout()->addWidget(m_arranged);
    Q_EMIT scrolledTogether(m_width != Width::Wide);
    if (refocus && focus)
        focus->setFocus();
}

QWidget *HandshakeLayout::arrangeAccepted()
{
    if (m_width == Width::Stacked)
        return arrangeScrolled();
    auto *upper = new QWidget;
    QVBoxLayout *above = column(upper);
    above->addWidget(heads(), 1);
    addExplanation(above);
    return splitter(Qt::Vertical, QStringLiteral("page"), {{upper, 43}, {verdictAndFacts(), 57}});
}

QWidget *HandshakeLayout::arrangeRefused()
{
    auto *page = new QWidget;
    QVBoxLayout *all = column(page);
    m_parts.banner->show();
    all->addWidget(m_parts.banner);
    all->addWidget(new Hairline);
    if (m_width != Width::Wide) {
        all->addWidget(arrangeScrolled(), 1);
        return page;
    }
    QWidget *left = splitter(
        Qt::Vertical, QStringLiteral("refusedLeft"), {{part(m_parts.request), 35}, {part(m_parts.verdict), 65}});
    QWidget *right = splitter(Qt::Vertical, QStringLiteral("refusedRight"),
        {{part(m_parts.response), 27}, {part(m_parts.body), 29}, {scrolled({m_parts.facts}), 44}});
    all->addWidget(splitter(Qt::Horizontal, QStringLiteral("refused"), {{left, 50}, {right, 50}}), 1);
    addExplanation(all);
    return page;
}

QWidget *HandshakeLayout::arrangeScrolled()
{
    auto *page = new QWidget;
    QVBoxLayout *all = column(page);
    all->addWidget(scrolled({heads(), part(m_parts.body), part(m_parts.verdict), m_parts.facts}), 1);
    addExplanation(all);
    m_natural = true;
    giveRoom();
    return page;
}

void HandshakeLayout::giveRoom()
{
    for (QWidget *widget : {m_parts.request, m_parts.response, m_parts.body})
        widget->setMinimumHeight(m_natural ? widget->sizeHint().height() : 0);
}

QWidget *HandshakeLayout::heads()
{
    const bool stacked = m_width == Width::Stacked;
    return splitter(stacked ? Qt::Vertical : Qt::Horizontal,
        stacked ? QStringLiteral("stackedHeads") : QStringLiteral("heads"),
        {{part(m_parts.request), 50}, {part(m_parts.response), 50}});
}

QWidget *HandshakeLayout::verdictAndFacts()
{
    if (m_width != Width::Wide)
        return scrolled({part(m_parts.verdict), m_parts.facts});
    return splitter(Qt::Horizontal, QStringLiteral("verdictAndFacts"),
        {{part(m_parts.verdict), 61}, {scrolled({m_parts.facts}), 39}});
}

void HandshakeLayout::addExplanation(QVBoxLayout *to)
{
    if (!m_content.request && !m_content.response)
        return;
    m_parts.explanation->show();
    to->addWidget(m_parts.explanation);
}

QWidget *HandshakeLayout::part(QWidget *widget) const
{
    const bool present = widget == m_parts.request ? m_content.request
        : widget == m_parts.response               ? m_content.response
        : widget == m_parts.body                   ? m_content.body
                                                   : m_content.verdict;
    return present ? widget : nullptr;
}

QWidget *HandshakeLayout::scrolled(const QList<QWidget *> &widgets)
{
    auto *content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    QVBoxLayout *all = column(content);
    for (QWidget *widget : widgets) {
        if (!widget)
            continue;
        widget->show();
        all->addWidget(widget);
    }
    all->addStretch();
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    return area;
}

QWidget *HandshakeLayout::splitter(Qt::Orientation orientation, const QString &name, const QList<Pane> &panes)
{
    auto *result = new QSplitter(orientation);
    result->setHandleWidth(1);
    result->setChildrenCollapsible(false);
    QList<int> sizes;
    for (const Pane &pane : panes) {
        if (!pane.widget)
            continue;
        result->addWidget(pane.widget);
        pane.widget->show(); // not before: without a parent it would be a window
        result->setStretchFactor(result->count() - 1, pane.share);
        sizes.append(pane.share * ShareScale);
    }
    if (sizes.isEmpty()) {
        delete result;
        return nullptr;
    }
    result->setSizes(sizes);
    result->setObjectName(name + QString::number(sizes.size()));
    if (m_sizes.contains(result->objectName()))
        result->restoreState(m_sizes.value(result->objectName()));
    connect(result, &QSplitter::splitterMoved, this,
        [this, result] { m_sizes.insert(result->objectName(), result->saveState()); });
    return result;
}

} // namespace handglass
