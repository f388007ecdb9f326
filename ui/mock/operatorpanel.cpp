// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/operatorpanel.h"

#include "ui/common/format.h"
#include "ui/common/panelhead.h"
#include "ui/common/textlabel.h"
#include "ui/common/whynot.h"
#include "ui/mock/replypopover.h"

#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStyleOptionButton>
#include <QStylePainter>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int KindRole = Qt::UserRole;
constexpr int IdRole = Qt::UserRole + 1;
constexpr int Keys = 9;
constexpr int Margin = 8;

/// Runs an action; its name at the left, its key at the right.
class ReplyButton final : public QPushButton
{
public:
    ReplyButton(Theme &theme, QAction *action, QWidget *parent)
        : QPushButton(parent)
        , m_theme(theme)
        , m_action(action)
    {
        setObjectName(action->objectName() + QStringLiteral("Button"));
        setAccessibleName(action->data().toString());
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(this, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, this, [this] { follow(); });
        follow();
    }
    QSize sizeHint() const override
    {
        const QSize size = QPushButton::sizeHint();
        return {60, std::max(size.height(), fontMetrics().height() + 8)};
    }
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QStylePainter painter(this);
        QStyleOptionButton option;
        initStyleOption(&option);
        option.text.clear();
        painter.drawControl(QStyle::CE_PushButton, option);
        const Colours &colours = m_theme.colours();
        const QString key = m_action->shortcut().toString(QKeySequence::NativeText);
        const QFont small = m_theme.font(TypeStep::Small);
        const QRect inner = rect().adjusted(Margin, 0, -Margin, 0);
        painter.setFont(small);
        painter.setPen(isEnabled() ? colours.text3 : colours.disabled);
        painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, key);
        const int keyWidth = key.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(key) + Margin;
        painter.setFont(font());
        painter.setPen(isEnabled() ? colours.text : colours.disabled);
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter,
            fontMetrics().elidedText(m_action->data().toString(), Qt::ElideRight, inner.width() - keyWidth));
    }

private:
    void follow()
    {
        setEnabled(m_action->isEnabled());
        setToolTip(m_action->toolTip());
        update();
    }

    Theme &m_theme;
    QAction *m_action;
};

} // namespace

OperatorPanel::OperatorPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_head(new PanelHead(theme, tr("Operator"), this))
    , m_target(new QComboBox(this))
    , m_buttons(new QVBoxLayout)
    , m_none(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal))
    , m_addButton(new QPushButton(tr("Prepared reply"), this))
    , m_result(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_popover(new ReplyPopover(theme, this))
    , m_menu(new QMenu(tr("Prepared replies"), this))
    , m_add(new QAction(tr("Add a prepared reply…"), this))
{
    setObjectName(QStringLiteral("operatorPanel"));
    m_menu->setObjectName(QStringLiteral("menuReplies"));
    m_menu->setToolTipsVisible(true);
    m_add->setObjectName(QStringLiteral("addReply"));
    m_add->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_R));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    auto *inner = new QWidget;
    inner->setAutoFillBackground(true);
    inner->setBackgroundRole(QPalette::Window);
    auto *parts = new QVBoxLayout(inner);
    parts->setContentsMargins(8, 6, 8, 6);
    parts->setSpacing(6);
    parts->addWidget(m_target);
    m_buttons->setSpacing(6);
    parts->addLayout(m_buttons);
    parts->addWidget(m_none);
    parts->addWidget(m_addButton, 0, Qt::AlignLeft);
    parts->addStretch(1);
    auto *area = new QScrollArea(this);
    area->setWidget(inner);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(180);
    column->addWidget(area, 1);
    m_none->setWordWrap(true);
    m_none->setObjectName(QStringLiteral("repliesNone"));
    m_addButton->setObjectName(QStringLiteral("addReplyButton"));
    m_addButton->setFlat(true);
    m_result->setObjectName(QStringLiteral("operatorResult"));
    m_result->setWordWrap(true);
    m_result->setContentsMargins(12, 4, 12, 6);
    m_result->hide();
    column->addWidget(m_result);
    makeTarget();
    connect(m_addButton, &QPushButton::clicked, m_add, &QAction::trigger);
    connect(m_add, &QAction::triggered, this, [this] { m_popover->openAbove(m_addButton); });
    connect(m_popover, &ReplyPopover::addRequested, this, &OperatorPanel::addRequested);
    const auto paint = [this] { m_addButton->setIcon(m_theme.icon(QStringLiteral("add"))); };
    connect(&theme, &Theme::changed, this, paint);
    paint();
    m_add->setVisible(false);
    m_addButton->hide();
    fillTargets();
    setReplies({}, {});
}

// ---- to whom

void OperatorPanel::makeTarget()
{
    m_target->setObjectName(QStringLiteral("operatorTarget"));
    m_target->setAccessibleName(tr("To whom prepared replies go"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_target, &QComboBox::currentIndexChanged, this, &OperatorPanel::updateActions);
}

/// What was chosen stays; a client that is gone becomes nobody, not all.
void OperatorPanel::fillTargets()
{
    const QSignalBlocker blocked(m_target);
    const int kind = m_target->currentData(KindRole).toInt();
    const qint64 one = m_target->currentData(IdRole).toLongLong();
    const QString oneText = m_target->currentText();
    const auto add = [this](const QString &text, Target target, qint64 id = 0) {
        m_target->addItem(text, int(target));
        m_target->setItemData(m_target->count() - 1, id, IdRole);
    };
    m_target->clear();
    add(m_open == 1 ? tr("to the 1 open") : tr("to all %1 open").arg(groupedNumber(m_open)), All);
    add(m_chosen.size() == 1 ? tr("to the 1 chosen") : tr("to the %1 chosen").arg(groupedNumber(m_chosen.size())),
        Chosen);
    for (const Client &client : std::as_const(m_clients))
        add(tr("to client %1").arg(client.number), One, client.id);
    int current = kind;
    if (kind == One) {
        current = m_target->findData(one, IdRole);
        if (current < 0) {
            add(oneText, One, one);
            current = m_target->count() - 1;
        }
    }
    m_target->setCurrentIndex(current);
    updateActions();
}

void OperatorPanel::setOpen(qint64 count, const QList<Client> &clients)
{
    m_open = count;
    m_clients = clients;
    fillTargets();
}

void OperatorPanel::setChosen(const QList<qint64> &clients)
{
    if (std::equal(clients.begin(), clients.end(), m_chosen.begin(), m_chosen.end()))
        return;
    m_chosen = clients;
    fillTargets();
}

QList<qint64> OperatorPanel::target() const
{
    switch (m_target->currentData(KindRole).toInt()) {
    case Chosen:
        return m_chosen;
    case One:
        return {m_target->currentData(IdRole).toLongLong()};
    default:
        return {};
    }
}

// ---- replies

void OperatorPanel::setReplies(const QStringList &names, const QString &whyNone)
{
    m_whyNone = whyNone;
    setWhyNot(m_add, whyNone);
    m_addButton->setEnabled(whyNone.isEmpty());
    m_addButton->setToolTip(m_add->toolTip());
    m_none->setText(whyNone.isEmpty()
            ? tr("None yet. A prepared reply is a button that sends what the scenario says, also with Alt+1 to Alt+9.")
            : whyNone);
    m_none->setVisible(names.isEmpty());
    if (names != m_names || m_menu->isEmpty()) {
        m_names = names;
        fillReplies();
    }
    updateActions();
}

void OperatorPanel::setEditable(bool editable)
{
    if (editable == m_editable)
        return;
    m_editable = editable;
    m_add->setVisible(editable);
    m_addButton->setVisible(editable);
    fillReplies();
    updateActions();
}

void OperatorPanel::fillReplies()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_menu->clear();
    qDeleteAll(m_runs);
    m_runs = {};
    for (int i = 0; i < int(m_names.size()); ++i)
        addReply(m_names.at(i), i + 1);
    m_menu->addSeparator();
    m_menu->QWidget::addAction(m_add);
}

void OperatorPanel::addReply(const QString &name, int number)
{
    QString text = name;
    auto *run = new QAction(text.replace(u'&', QStringLiteral("&&")), this);
    run->setObjectName(QStringLiteral("reply%1").arg(number));
    run->setData(name);
    if (number <= Keys)
        run->setShortcut(QKeySequence(int(Qt::ALT) | (int(Qt::Key_0) + number)));
    connect(run, &QAction::triggered, this, [this, name] { Q_EMIT runRequested(name); });
    m_menu->QWidget::addAction(run);
    m_runs.append(run);
    auto *button = new ReplyButton(m_theme, run, nullptr);
    auto *edit = new QAction(tr("Edit “%1”").arg(name), button);
    edit->setObjectName(QStringLiteral("editReply"));
    edit->setVisible(m_editable);
    connect(edit, &QAction::triggered, this, [this, name] { Q_EMIT editRequested(name); });
    button->addAction(edit);
    auto *remove = new QAction(tr("Remove “%1” from the scenario").arg(name), button);
    remove->setObjectName(QStringLiteral("removeReply"));
    remove->setVisible(m_editable);
    connect(remove, &QAction::triggered, this, [this, name] { Q_EMIT removeRequested(name); });
    button->addAction(remove);
    button->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_buttons->addWidget(button);
}

QString OperatorPanel::whyNot() const
{
    if (m_open == 0)
        return tr("No client is open");
    if (m_target->currentData(KindRole).toInt() == Chosen && m_chosen.isEmpty())
        return tr("Choose an open client in the list first");
    const bool one = m_target->currentData(KindRole).toInt() == One;
    const qint64 id = m_target->currentData(IdRole).toLongLong();
    if (one && std::ranges::find(m_clients, id, &Client::id) == m_clients.end())
        return tr("This client is not open any more");
    return {};
}

void OperatorPanel::updateActions()
{
    const QString why = whyNot();
    for (QAction *run : std::as_const(m_runs))
        setWhyNot(run, why);
}

void OperatorPanel::setHeadShown(bool shown)
{
    m_head->setVisible(shown);
}

void OperatorPanel::setResult(const QString &text, bool failed)
{
    m_result->setInk(failed ? Ink::Fail : Ink::Text2);
    m_result->setText(text);
    m_result->setVisible(!text.isEmpty());
}

void OperatorPanel::replyAdded(const QString &error)
{
    if (!error.isEmpty())
        return m_popover->showError(error);
    m_popover->clear();
    m_popover->leave();
}

} // namespace handglass
