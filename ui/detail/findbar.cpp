// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/findbar.h"

#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/common/segments.h"
#include "ui/common/textlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace handglass {

namespace {

constexpr int Height = 34;
constexpr int ControlHeight = 24;
constexpr int TypingPauseMs = 120;
constexpr int FieldWidth = 280;

} // namespace

FindBar::FindBar(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_edit(new QLineEdit)
    , m_case(new QCheckBox(tr("Match &case")))
    , m_regex(new QCheckBox(tr("Regular e&xpression")))
    , m_form(new Segments(theme))
    , m_count(new TextLabel(theme, TypeStep::Table, Ink::Text2))
{
    setObjectName(QStringLiteral("findBar"));
    makeActions();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 1, 8, 0);
    row->setSpacing(8);
    m_edit->setObjectName(QStringLiteral("findText"));
    m_edit->setAccessibleName(tr("Find in the message"));
    m_edit->setPlaceholderText(tr("Find in the message"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setProperty("small", true);
    m_edit->setMaximumWidth(FieldWidth);
    m_edit->installEventFilter(this);
    row->addWidget(m_edit, 1);
    addButton(row, m_previous);
    addButton(row, m_next);
    m_form->setObjectName(QStringLiteral("findForm"));
    m_form->setAccessibleName(tr("What is typed"));
    m_form->addSegment(tr("Text"));
    m_form->addSegment(tr("Hex"))->setToolTip(tr("Bytes as hex digits: 0d 0a"));
    row->addWidget(m_form);
    m_case->setObjectName(QStringLiteral("findCase"));
    row->addWidget(m_case);
    m_regex->setObjectName(QStringLiteral("findRegex"));
    row->addWidget(m_regex);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_count->setElided(Qt::ElideRight);
    row->addWidget(m_count, 1);
    addButton(row, m_close);
    setFixedHeight(std::max(Height, fontMetrics().height() + 14));
    m_typed.setSingleShot(true);
    m_typed.setInterval(TypingPauseMs);
    connect(&m_typed, &QTimer::timeout, this, [this] { search(true); });
    connect(m_edit, &QLineEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(m_case, &QCheckBox::toggled, this, [this] { search(true); });
    connect(m_regex, &QCheckBox::toggled, this, [this] { search(true); });
    connect(m_form, &Segments::currentChanged, this, [this] { search(true); });
    connect(&theme, &Theme::changed, this, &FindBar::applyTheme);
    for (QAction *action : {m_next, m_previous})
        action->setEnabled(false);
    applyTheme();
    hide();
}

FindBar::~FindBar()
{
    if (m_cancel)
        *m_cancel = true;
}

void FindBar::makeActions()
{
    m_next = new QAction(tr("Find &next"), this);
    m_next->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_N));
    connect(m_next, &QAction::triggered, this, [this] { step(1); });
    m_previous = new QAction(tr("Find p&revious"), this);
    m_previous->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P));
    connect(m_previous, &QAction::triggered, this, [this] { step(-1); });
    m_close = new QAction(tr("Leave the search"), this);
    connect(m_close, &QAction::triggered, this, &FindBar::leave);
    m_next->setToolTip(tr("Next hit (F3)"));
    m_previous->setToolTip(tr("Previous hit (Shift+F3)"));
    m_close->setToolTip(tr("Leave the search (Esc)"));
}

QToolButton *FindBar::addButton(QHBoxLayout *row, QAction *action)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setFixedHeight(std::max(ControlHeight, fontMetrics().height() + 6));
    button->setAccessibleName(action->text().remove(u'&'));
    row->addWidget(button);
    return button;
}

void FindBar::applyTheme()
{
    const QFont small = m_theme.font(TypeStep::Table);
    for (QWidget *part :
        {static_cast<QWidget *>(m_edit), static_cast<QWidget *>(m_case), static_cast<QWidget *>(m_regex)})
        part->setFont(small);
    m_next->setIcon(m_theme.icon(QStringLiteral("expand")));
    m_previous->setIcon(m_theme.icon(QStringLiteral("collapse")));
    m_close->setIcon(m_theme.icon(QStringLiteral("dismiss")));
    update();
}

void FindBar::setTarget(FindTarget *target)
{
    if (target == m_target)
        return;
    QList<ByteRange> none;
    if (m_target != nullptr && m_active)
        m_target->setHits({}, none);
    m_target = target;
    setVisible(m_active && target != nullptr);
    const bool bytes = target != nullptr && target->isBytes();
    m_form->setVisible(bytes);
    m_regex->setVisible(!bytes);
    refresh();
}

void FindBar::refresh()
{
    if (m_active)
        search(false);
}

void FindBar::start()
{
    if (m_target == nullptr)
        return;
    const bool was = std::exchange(m_active, true);
    setVisible(true);
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
    if (!was)
        search(false);
}

void FindBar::leave()
{
    m_active = false;
    hide();
    search(false);
    if (m_target != nullptr)
        m_target->takeFocus();
}

tl::expected<ByteSearch, QString> FindBar::wanted() const
{
    const QString text = !m_active ? QString() : m_edit->text();
    const bool bytes = m_target != nullptr && m_target->isBytes();
    if (bytes && m_form->currentIndex() == 1)
        return ByteSearch::hex(text);
    if (!bytes && m_regex->isChecked())
        return ByteSearch::regularExpression(text, m_case->isChecked());
    return ByteSearch::text(text, m_case->isChecked());
}

/// go: to the first hit from where the target is.
void FindBar::search(bool go)
{
    if (m_cancel)
        *m_cancel = true;
    m_cancel.reset();
    m_typed.stop();
    const auto search = wanted();
    m_search = search.value_or(ByteSearch{});
    if (m_target == nullptr || m_search.isEmpty()) {
        take({}, false);
        say(search ? QString() : search.error(), true);
        return;
    }
    m_hits = {};
    m_at = -1;
    say(tr("Searching…"));
    m_cancel = std::make_shared<std::atomic_bool>(false);
    inBackground([source = m_target->findSource(), search = m_search, cancel = m_cancel] {
        return findAll(source(), search, MostHits, cancel.get());
    }).then(this, [this, cancel = m_cancel, go](const ByteHits &hits) {
        if (cancel != m_cancel)
            return;
        m_cancel.reset();
        take(hits, go);
    });
}

void FindBar::take(const ByteHits &hits, bool go)
{
    m_hits = hits;
    m_at = -1;
    if (m_target != nullptr)
        m_target->setHits(m_search, m_hits.ranges);
    for (QAction *action : {m_next, m_previous})
        action->setEnabled(!m_hits.ranges.isEmpty());
    say(m_search.isEmpty() ? QString() : countText(), !m_search.isEmpty() && m_hits.ranges.isEmpty());
    if (go && !m_hits.ranges.isEmpty())
        step(0);
}

/// 0: the first one from where the target is.
void FindBar::step(int by)
{
    const qsizetype count = m_hits.ranges.size();
    if (count == 0 || m_target == nullptr)
        return;
    qsizetype next = m_at + by;
    if (m_at < 0) {
        const qint64 from = m_target->findFrom();
        const auto after = std::lower_bound(m_hits.ranges.cbegin(), m_hits.ranges.cend(), from,
            [](const ByteRange &hit, qint64 at) { return hit.offset < at; });
        next = after - m_hits.ranges.cbegin() + (by < 0 ? -1 : 0);
    }
    const QString wrapped = next >= count ? tr("from the top") : next < 0 ? tr("from the end") : QString();
    showHit((next + count) % count, wrapped);
}

void FindBar::showHit(qsizetype hit, const QString &wrapped)
{
    m_at = hit;
    m_target->showHit(m_hits.ranges.at(hit));
    say(wrapped.isEmpty() ? countText() : countText() + QStringLiteral(" · ") + wrapped);
}

QString FindBar::countText() const
{
    const qsizetype count = m_hits.ranges.size();
    if (count == 0)
        return tr("No hits");
    QString all = groupedNumber(count);
    if (!m_hits.complete)
        all = tr("more than %1").arg(all);
    if (m_at >= 0)
        return tr("%1 of %2").arg(groupedNumber(m_at + 1), all);
    return count == 1 ? tr("1 hit") : tr("%1 hits").arg(all);
}

void FindBar::say(const QString &text, bool wrong)
{
    m_count->setInk(wrong ? Ink::Fail : Ink::Text2);
    m_count->setText(text);
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && m_typed.isActive())
            search(true);
        else if (enter)
            step((key->modifiers() & Qt::ShiftModifier) != 0 ? -1 : 1);
        if (enter)
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        leave();
    else
        QWidget::keyPressEvent(event);
}

void FindBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().window);
    painter.fillRect(0, 0, width(), 1, m_theme.colours().line);
}

} // namespace handglass
