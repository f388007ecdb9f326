// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filterbar.h"

#include "ui/common/segments.h"

#include <QAbstractButton>
#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace handglass {

namespace {

constexpr int Height = 34;
constexpr int ControlHeight = 24;
constexpr int TypingPauseMs = 80;
constexpr int NarrowWidth = 820;

} // namespace

FilterBar::FilterBar(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_edit(new QLineEdit(this))
    , m_funnel(m_edit->addAction(QIcon(), QLineEdit::LeadingPosition))
    , m_segments(new Segments(theme, this))
    , m_notice(new QLabel(this))
    , m_count(new QLabel(this))
{
    makeActions();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 1);
    row->setSpacing(8);
    m_edit->setObjectName(QStringLiteral("logFilter"));
    m_edit->setPlaceholderText(tr("Filter: text in the payload"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setProperty("small", true);
    m_edit->setMinimumWidth(120);
    m_edit->installEventFilter(this);
    row->addWidget(m_edit, 1);
    const QStringList names{tr("All"), tr("Sent"), tr("Received"), tr("Control")};
    for (const QString &name : names)
        m_segments->addSegment(name)->setObjectName(QStringLiteral("logSegment%1").arg(names.indexOf(name)));
    m_segments->setAccessibleName(tr("Quick filter"));
    row->addWidget(m_segments);
    m_followButton = addButton(row, m_follow);
    m_clearButton = addButton(row, m_clear);
    m_clearButton->setAutoRaise(true);
    m_notice->setObjectName(QStringLiteral("logNotice"));
    m_notice->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_notice->hide();
    row->addWidget(m_notice);
    m_count->setObjectName(QStringLiteral("logCount"));
    m_count->setTextFormat(Qt::PlainText);
    row->addWidget(m_count);
    setFixedHeight(std::max(Height, fontMetrics().height() + 14));
    m_typed.setSingleShot(true);
    m_typed.setInterval(TypingPauseMs);
    connect(&m_typed, &QTimer::timeout, this, &FilterBar::filterChanged);
    connect(m_edit, &QLineEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(m_edit, &QLineEdit::returnPressed, this, &FilterBar::left);
    connect(m_segments, &Segments::currentChanged, this, &FilterBar::filterChanged);
    connect(m_notice, &QLabel::linkActivated, this, &FilterBar::noticeLinkActivated);
    connect(&theme, &Theme::changed, this, &FilterBar::applyTheme);
    applyTheme();
}

void FilterBar::makeActions()
{
    m_find = new QAction(tr("&Filter messages"), this);
    m_find->setShortcut(QKeySequence::Find);
    connect(m_find, &QAction::triggered, this, &FilterBar::focusText);
    m_follow = new QAction(tr("&Follow"), this);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    m_follow->setToolTip(
        tr("Stay at the newest row (%1)").arg(m_follow->shortcut().toString(QKeySequence::NativeText)));
    m_clear = new QAction(tr("C&lear"), this);
    m_clear->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Delete));
    m_clear->setToolTip(tr("Hide the rows that are here now; they stay in the capture (%1)")
                            .arg(m_clear->shortcut().toString(QKeySequence::NativeText)));
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

void FilterBar::applyTheme()
{
    const QFont small = m_theme.font(TypeStep::Table);
    m_edit->setFont(small);
    m_followButton->setFont(small);
    m_clearButton->setFont(small);
    m_count->setFont(small);
    m_notice->setFont(small);
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, m_theme.colours().text2);
    ink.setColor(QPalette::Link, m_theme.colours().accent);
    m_count->setPalette(ink);
    m_notice->setPalette(ink);
    m_funnel->setIcon(m_theme.icon(QStringLiteral("filter"), m_theme.colours().text3));
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

void FilterBar::setText(const QString &text)
{
    if (text == m_edit->text() && !m_typed.isActive())
        return;
    m_edit->setText(text);
    m_typed.stop();
    Q_EMIT filterChanged();
}

bool FilterBar::clearFilter()
{
    const bool had = !text().isEmpty() || show() != LogQuery::Show::All;
    m_edit->clear();
    m_segments->setCurrentIndex(0);
    m_typed.stop();
    if (had)
        Q_EMIT filterChanged();
    return had;
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

void FilterBar::setNotice(const QString &richText)
{
    m_notice->setText(richText);
    m_notice->setVisible(!richText.isEmpty());
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress)) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool escape = key == Qt::Key_Escape;
        if (event->type() == QEvent::ShortcutOverride && escape) {
            event->accept();
            return true;
        }
        if (event->type() == QEvent::KeyPress && (escape || key == Qt::Key_Down)) {
            if (!escape || !clearFilter())
                Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto style = width() < NarrowWidth ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
    m_followButton->setToolButtonStyle(style);
    m_clearButton->setToolButtonStyle(style);
}

void FilterBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().window);
    painter.fillRect(0, height() - 1, width(), 1, m_theme.colours().line);
}

} // namespace handglass
