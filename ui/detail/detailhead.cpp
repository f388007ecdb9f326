// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailhead.h"

#include "ui/common/flattabbar.h"
#include "ui/common/format.h"
#include "ui/common/segments.h"
#include "ui/common/textlabel.h"
#include "ui/log/rowtext.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

namespace handglass {

namespace {

constexpr int TabHeight = 28;
constexpr int ArrowSize = 14;

} // namespace

DetailHead::DetailHead(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_tabs(new FlatTabBar(theme, TabHeight))
    , m_arrow(new QLabel)
    , m_pretty(new Segments(theme))
    , m_part(new Segments(theme))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 1, 8, 0);
    row->setSpacing(8);
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setAccessibleName(tr("Row in detail"));
    m_tabs->setDrawBase(false);
    for (const QString &name : {tr("Text"), tr("Tree"), tr("Hex"), tr("Frame"), tr("Compare")})
        m_tabs->addTab(name);
    row->addWidget(m_tabs);
    row->addStretch(1);
    m_number = addFact(row);
    row->addWidget(m_arrow);
    m_direction = addFact(row);
    m_kind = addFact(row);
    m_kind->setElided(Qt::ElideRight);
    m_time = addFact(row);
    m_pretty->setObjectName(QStringLiteral("detailPretty"));
    m_pretty->setAccessibleName(tr("JSON"));
    m_pretty->addSegment(tr("Pretty"));
    m_pretty->addSegment(tr("Raw"));
    row->addWidget(m_pretty);
    m_part->setObjectName(QStringLiteral("detailPart"));
    m_part->setAccessibleName(tr("Bytes of the compressed frame"));
    m_part->addSegment(tr("On the wire"))->setToolTip(tr("The payload as it came, compressed; unmasked"));
    m_part->addSegment(tr("Content"))->setToolTip(tr("What the payload decompresses to"));
    m_part->hide();
    row->addWidget(m_part);
    m_find = addButton(row, "detailFind", tr("Find in the message"));
    m_copy = addButton(row, "detailCopy", tr("Copy the whole message"));
    m_more = addButton(row, "detailMore", tr("More to do with the message"));
    setFixedHeight(std::max(TabHeight, m_tabs->sizeHint().height()) + 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &DetailHead::tabChosen);
    connect(m_pretty, &Segments::currentChanged, this, [this](int index) { Q_EMIT prettyChosen(index == 0); });
    connect(m_part, &Segments::currentChanged, this,
        [this](int index) { Q_EMIT partChosen(static_cast<FramePart>(index)); });
    connect(m_copy, &QToolButton::clicked, this, &DetailHead::copyRequested);
    connect(&theme, &Theme::changed, this, &DetailHead::applyTheme);
    applyTheme();
}

TextLabel *DetailHead::addFact(QHBoxLayout *row)
{
    auto *label = new TextLabel(m_theme, TypeStep::Table, Ink::Text2);
    row->addWidget(label);
    return label;
}

QToolButton *DetailHead::addButton(QHBoxLayout *row, const char *name, const QString &text)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    row->addWidget(button);
    return button;
}

void DetailHead::setFindAction(QAction *action)
{
    connect(m_find, &QToolButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, m_find, [this, action] {
        const QString keys = QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText);
        m_find->setEnabled(action->isEnabled());
        m_find->setToolTip(action->isEnabled() ? tr("%1 (%2)").arg(m_find->accessibleName(), keys) : action->toolTip());
    });
}

void DetailHead::setMoreMenu(QMenu *menu)
{
    // Not QToolButton::setMenu(), which draws an arrow over the icon.
    connect(m_more, &QToolButton::clicked, menu,
        [this, menu] { menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
}

void DetailHead::applyTheme()
{
    const Colours &colours = m_theme.colours();
    const bool sent = m_way == Direction::Sent;
    const QString name = sent ? QStringLiteral("sent") : QStringLiteral("received");
    m_arrow->setPixmap(m_theme.icon(name, sent ? colours.sent : colours.received)
                           .pixmap(QSize(ArrowSize, ArrowSize), devicePixelRatioF()));
    m_find->setIcon(m_theme.icon(QStringLiteral("search"), colours.text2));
    m_copy->setIcon(m_theme.icon(QStringLiteral("copy"), colours.text2));
    m_more->setIcon(m_theme.icon(QStringLiteral("more"), colours.text2));
    update();
}

void DetailHead::setEntry(const Entry *entry)
{
    const bool any = entry != nullptr;
    for (QWidget *part : std::initializer_list<QWidget *>{m_number, m_kind, m_time, m_find, m_copy, m_more})
        part->setVisible(any);
    m_way = any ? entry->row.direction : Direction::None;
    m_arrow->setVisible(m_way != Direction::None);
    m_direction->setVisible(m_way != Direction::None);
    if (!any)
        return;
    m_number->setText(QStringLiteral("#%1").arg(groupedNumber(entry->id)));
    m_direction->setText(directionText(*entry));
    m_direction->setInk(m_way == Direction::Sent ? Ink::Sent : Ink::Received);
    m_time->setText(clockText(entry->row.timeNs));
    m_time->setToolTip(exactClockText(entry->row.timeNs));
    applyTheme();
}

void DetailHead::setKind(const QString &kind)
{
    m_kind->setText(kind);
}

void DetailHead::setTab(int index)
{
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(index);
}

void DetailHead::setTabsVisible(bool visible)
{
    m_tabs->setVisible(visible);
}

void DetailHead::setPrettyVisible(bool visible)
{
    m_pretty->setVisible(visible);
}

void DetailHead::setPretty(bool pretty)
{
    const QSignalBlocker quiet(m_pretty);
    m_pretty->setCurrentIndex(pretty ? 0 : 1);
}

void DetailHead::setPartVisible(bool visible)
{
    m_part->setVisible(visible);
}

void DetailHead::setPart(FramePart part)
{
    const QSignalBlocker quiet(m_part);
    m_part->setCurrentIndex(static_cast<int>(part));
}

void DetailHead::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().window);
    painter.fillRect(0, 0, width(), 1, m_theme.colours().line);
    painter.fillRect(0, height() - 1, width(), 1, m_theme.colours().line);
}

} // namespace handglass
