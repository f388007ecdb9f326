// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filterbar.h"

#include "ui/common/segments.h"
#include "ui/log/filteredit.h"
#include "ui/log/filterpopup.h"
#include "ui/log/filtershelf.h"

#include <QAbstractButton>
#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace handglass {

namespace {

constexpr int Height = 34;
constexpr int ControlHeight = 24;
constexpr int TypingPauseMs = 80;
constexpr int CancelAfterMs = 500;
constexpr int NarrowWidth = 940;
constexpr int LeastNotice = 60; ///< the tool tip has the rest

} // namespace

FilterBar::FilterBar(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_edit(new FilterEdit(theme, this))
    , m_funnel(m_edit->addAction(QIcon(), QLineEdit::LeadingPosition))
    , m_shelf(m_edit->addAction(QIcon(), QLineEdit::TrailingPosition))
    , m_popup(new FilterPopup(theme, this))
    , m_segments(new Segments(theme, this))
    , m_notice(new QLabel(this))
    , m_count(new QLabel(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    makeActions();
    makeRow();
    setFixedHeight(std::max(Height, fontMetrics().height() + 14));
    m_typed.setSingleShot(true);
    m_typed.setInterval(TypingPauseMs);
    m_searching.setSingleShot(true);
    m_searching.setInterval(CancelAfterMs);
    connect(&m_typed, &QTimer::timeout, this, &FilterBar::readText);
    connect(&m_searching, &QTimer::timeout, m_cancel, &QWidget::show);
    connect(m_cancel, &QPushButton::clicked, this, &FilterBar::cancelled);
    connect(m_segments, &Segments::currentChanged, this, &FilterBar::filterChanged);
    connect(m_highlight, &QAction::toggled, this, &FilterBar::filterChanged);
    connect(m_notice, &QLabel::linkActivated, this, &FilterBar::noticeLinkActivated);
    connectEdit();
    connect(&theme, &Theme::changed, this, &FilterBar::applyTheme);
    applyTheme();
}

void FilterBar::makeActions()
{
    const auto withKeys = [](const QString &sentence, const QAction *action) {
        return QStringLiteral("%1 (%2)").arg(sentence, action->shortcut().toString(QKeySequence::NativeText));
    };
    m_find = new QAction(tr("&Filter messages"), this);
    m_find->setShortcut(QKeySequence::Find);
    connect(m_find, &QAction::triggered, this, &FilterBar::focusText);
    m_highlight = new QAction(tr("&Highlight"), this);
    m_highlight->setCheckable(true);
    m_highlight->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_F));
    m_highlight->setToolTip(withKeys(tr("Show all rows and highlight those that match"), m_highlight));
    m_follow = new QAction(tr("&Follow"), this);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    m_follow->setToolTip(withKeys(tr("Stay at the newest row"), m_follow));
    m_clear = new QAction(tr("C&lear"), this);
    m_clear->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Delete));
    m_clear->setToolTip(withKeys(tr("Hide the rows that are here now; they stay in the capture"), m_clear));
    m_shelf->setText(tr("Saved filters and those used last"));
    m_shelf->setToolTip(tr("Saved filters and those used last (Alt+Down)"));
}

void FilterBar::makeRow()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 1);
    row->setSpacing(8);
    m_edit->setObjectName(QStringLiteral("logFilter"));
    m_edit->setPlaceholderText(tr("Filter: text, /regex/, type:text, size>1k, $.member=value, -not"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setProperty("small", true);
    m_edit->setMinimumWidth(120);
    row->addWidget(m_edit, 1);
    const QStringList names{tr("All"), tr("Sent"), tr("Received"), tr("Control")};
    for (const QString &name : names)
        m_segments->addSegment(name)->setObjectName(QStringLiteral("logSegment%1").arg(names.indexOf(name)));
    m_segments->setAccessibleName(tr("Quick filter"));
    row->addWidget(m_segments);
    m_highlightButton = addButton(row, m_highlight);
    m_highlightButton->setObjectName(QStringLiteral("logHighlight"));
    m_followButton = addButton(row, m_follow);
    m_clearButton = addButton(row, m_clear);
    m_clearButton->setAutoRaise(true);
    m_notice->setObjectName(QStringLiteral("logNotice"));
    m_notice->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_notice->setMinimumWidth(LeastNotice);
    m_notice->hide();
    row->addWidget(m_notice);
    m_count->setObjectName(QStringLiteral("logCount"));
    m_count->setTextFormat(Qt::PlainText);
    row->addWidget(m_count);
    m_cancel->setObjectName(QStringLiteral("logCancelSearch"));
    m_cancel->setProperty("small", true);
    m_cancel->setToolTip(tr("Stop the search; what was found stays"));
    m_cancel->hide();
    row->addWidget(m_cancel);
}

QToolButton *FilterBar::addButton(QHBoxLayout *row, QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->setFixedHeight(std::max(ControlHeight, fontMetrics().height() + 6));
    row->addWidget(button);
    return button;
}

void FilterBar::connectEdit()
{
    connect(m_edit, &QLineEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(m_edit, &QLineEdit::returnPressed, this, &FilterBar::submit);
    connect(m_edit, &FilterEdit::downPressed, this, &FilterBar::left);
    connect(m_edit, &FilterEdit::shelfAsked, this, &FilterBar::openShelf);
    connect(m_edit, &FilterEdit::focusGained, this, &FilterBar::entered);
    connect(m_edit, &FilterEdit::focusLost, this, [this] { FilterShelf::use(m_filter.text()); });
    connect(m_edit, &FilterEdit::escapePressed, this, [this] {
        if (!clearFilter())
            Q_EMIT left();
    });
    connect(m_shelf, &QAction::triggered, this, &FilterBar::openShelf);
    connect(m_popup, &FilterPopup::chosen, this, [this](const QString &filter) {
        setText(filter);
        m_edit->setFocus(Qt::OtherFocusReason);
    });
}

void FilterBar::applyTheme()
{
    const QFont small = m_theme.font(TypeStep::Table);
    for (QWidget *widget : std::initializer_list<QWidget *>{
             m_edit, m_highlightButton, m_followButton, m_clearButton, m_count, m_notice, m_cancel})
        widget->setFont(small);
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, m_theme.colours().text2);
    ink.setColor(QPalette::Link, m_theme.colours().accent);
    m_count->setPalette(ink);
    m_notice->setPalette(ink);
    m_funnel->setIcon(m_theme.icon(QStringLiteral("filter"), m_theme.colours().text3));
    m_shelf->setIcon(m_theme.icon(QStringLiteral("expand"), m_theme.colours().text3));
    m_highlight->setIcon(m_theme.icon(QStringLiteral("search")));
    m_follow->setIcon(m_theme.icon(QStringLiteral("follow")));
    m_clear->setIcon(m_theme.icon(QStringLiteral("clear")));
    update();
}

QString FilterBar::text() const
{
    return m_edit->text();
}

LogQuery::Show FilterBar::show() const
{
    return static_cast<LogQuery::Show>(m_segments->currentIndex());
}

bool FilterBar::highlightsOnly() const
{
    return m_highlight->isChecked();
}

void FilterBar::setText(const QString &text)
{
    if (text == m_edit->text() && !m_typed.isActive())
        return;
    m_edit->setText(text);
    readText();
}

void FilterBar::readText()
{
    m_typed.stop();
    const auto filter = Filter::parse(m_edit->text());
    m_edit->setError(filter ? std::nullopt : std::optional(filter.error()));
    if (!filter)
        return;
    m_filter = *filter;
    Q_EMIT filterChanged();
}

bool FilterBar::clearFilter()
{
    const bool had = !text().isEmpty() || show() != LogQuery::Show::All;
    m_segments->setCurrentIndex(0);
    m_edit->clear();
    if (had)
        readText();
    return had;
}

void FilterBar::submit()
{
    if (m_typed.isActive())
        readText();
    if (m_edit->hasError()) {
        m_edit->goToError();
        return;
    }
    FilterShelf::use(m_filter.text());
    Q_EMIT left();
}

void FilterBar::openShelf()
{
    if (m_typed.isActive())
        readText();
    m_popup->openUnder(*m_edit, m_edit->hasError() ? QString() : m_filter.text());
}

void FilterBar::focusText()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterBar::setCount(const QString &count)
{
    m_count->setText(count);
}

void FilterBar::setSearching(bool searching)
{
    if (!searching) {
        m_searching.stop();
        m_cancel->hide();
    } else if (!m_searching.isActive() && !m_cancel->isVisible()) {
        m_searching.start();
    }
}

void FilterBar::setNotice(const QString &richText)
{
    m_notice->setText(richText);
    m_notice->setToolTip(richText);
    m_notice->setVisible(!richText.isEmpty());
}

void FilterBar::setMembers(const QStringList &members)
{
    m_edit->setMembers(members);
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto style = width() < NarrowWidth ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
    for (QToolButton *button : {m_highlightButton, m_followButton, m_clearButton})
        button->setToolButtonStyle(style);
}

void FilterBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().window);
    painter.fillRect(0, height() - 1, width(), 1, m_theme.colours().line);
}

} // namespace handglass
