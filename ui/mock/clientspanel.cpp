// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/clientspanel.h"

#include "ui/common/closepopover.h"
#include "ui/common/format.h"
#include "ui/common/panelhead.h"
#include "ui/common/textlabel.h"
#include "ui/common/whynot.h"
#include "ui/mock/clientsmodel.h"
#include "ui/mock/clientsview.h"
#include "ui/mock/refusalexcerpt.h"

#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int LeastRefusal = 90;

QKeySequence key(Qt::Key key)
{
    return QKeySequence(int(Qt::CTRL) | int(Qt::ALT) | int(key));
}

} // namespace

ClientsPanel::ClientsPanel(Theme &theme, ClientsModel &model, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_head(new PanelHead(theme, tr("Clients"), this))
    , m_view(new ClientsView(theme, model, this))
    , m_empty(new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, m_view->viewport()))
    , m_lower(new QScrollArea(this))
    , m_refusal(new RefusalExcerpt(theme))
    , m_close(new ClosePopover(theme, this))
    , m_pingButton(new QPushButton(tr("Ping"), this))
    , m_closeButton(new QPushButton(tr("Close with code…"), this))
{
    setObjectName(QStringLiteral("clientsPanel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_view);
    splitter->addWidget(m_lower);
    splitter->setSizes({140, 160});
    column->addWidget(splitter, 1);
    m_lower->setWidget(m_refusal);
    m_lower->setWidgetResizable(true);
    m_lower->setFrameShape(QFrame::NoFrame);
    m_lower->setMinimumHeight(LeastRefusal);
    m_lower->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_lower->hide();
    m_view->setMinimumHeight(m_view->verticalHeader()->defaultSectionSize() * 3 + 24);
    m_empty->setWordWrap(true);
    m_empty->setText(tr("No clients yet. Whoever connects appears here, and whoever is turned away stays."));
    m_empty->setMargin(12);
    auto *overRows = new QVBoxLayout(m_view->viewport());
    overRows->setContentsMargins(0, 0, 0, 0);
    overRows->addWidget(m_empty, 0, Qt::AlignTop);
    makeActions();
    makeHead();
    connectParts();
    setTotals(0, 0, 0);
    updateActions();
}

void ClientsPanel::makeHead()
{
    m_pingButton->setObjectName(QStringLiteral("clientsPing"));
    m_closeButton->setObjectName(QStringLiteral("clientsClose"));
    for (QPushButton *button : {m_pingButton, m_closeButton}) {
        button->setFlat(true);
        button->setProperty("small", true);
        m_head->addTrailing(button);
    }
    connect(m_pingButton, &QPushButton::clicked, m_ping, &QAction::trigger);
    connect(m_closeButton, &QPushButton::clicked, m_closeWith, &QAction::trigger);
}

QAction *ClientsPanel::add(const char *name, const QString &text, const QKeySequence &keys, void (ClientsPanel::*run)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, run);
    m_view->addAction(action);
    return action;
}

void ClientsPanel::makeActions()
{
    m_open = add("clientOpen", tr("Show the &client's messages"), key(Qt::Key_O), &ClientsPanel::openCurrent);
    m_handshake = add("clientHandshake", tr("Show its &handshake"), key(Qt::Key_J), &ClientsPanel::showHandshake);
    m_compose = add("clientCompose", tr("&Write to the chosen clients"), key(Qt::Key_W), &ClientsPanel::compose);
    m_ping = add("clientPing", tr("&Ping the chosen clients"), key(Qt::Key_I), &ClientsPanel::ping);
    m_closeWith =
        add("clientClose", tr("C&lose the chosen clients with code…"), key(Qt::Key_K), &ClientsPanel::openClose);
    m_drop = add("clientDrop", tr("&Drop the chosen clients' TCP"), key(Qt::Key_X), &ClientsPanel::drop);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QList<QAction *> ClientsPanel::actions() const
{
    return {m_open, m_handshake, m_compose, m_ping, m_closeWith, m_drop};
}

void ClientsPanel::connectParts()
{
    connect(m_view, &ClientsView::chosenChanged, this, [this] {
        updateActions();
        updateRefusal();
        Q_EMIT chosenChanged();
    });
    connect(m_view, &ClientsView::opened, this, &ClientsPanel::opened);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &) {
        if (first.column() > ClientsModel::State)
            return; // ages and counts
        updateActions();
        updateRefusal();
        Q_EMIT chosenChanged();
    });
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, changed, this, &ClientsPanel::updateRefusal);
    connect(m_close, &ClosePopover::closeRequested, this, [this](quint16 code, const QString &reason) {
        m_close->leave();
        Q_EMIT closeRequested(chosenOpen(), code, reason);
    });
    connect(m_refusal, &RefusalExcerpt::handshakeRequested, this, &ClientsPanel::handshakeRequested);
    connect(m_refusal, &RefusalExcerpt::relaxRequested, this, &ClientsPanel::relaxRequested);
}

void ClientsPanel::setTotals(qint64 open, qint64 refused, qint64 ended)
{
    QStringList parts{tr("%1 open").arg(groupedNumber(open))};
    if (refused > 0)
        parts.append(tr("%1 refused").arg(groupedNumber(refused)));
    if (ended > 0)
        parts.append(tr("%1 closed").arg(groupedNumber(ended)));
    m_head->setFacts(parts.join(QStringLiteral(", ")));
    m_empty->setVisible(open + refused + ended == 0 && m_model.rowCount() == 0);
}

QList<qint64> ClientsPanel::chosenOpen() const
{
    QList<qint64> ids = m_view->chosen();
    ids.removeIf([this](qint64 id) {
        const MockClient *client = m_model.client(id);
        return client == nullptr || !client->isOpen();
    });
    return ids;
}

void ClientsPanel::updateActions()
{
    const bool any = !m_view->chosen().isEmpty();
    const QString noChoice = tr("Choose a client in the list of the Scenario tab first");
    for (QAction *action : {m_open, m_handshake})
        setWhyNot(action, any ? QString() : noChoice);
    const bool open = !chosenOpen().isEmpty();
    const QString notOpen = any ? tr("None of the chosen clients is open") : noChoice;
    for (QAction *action : {m_compose, m_ping, m_closeWith, m_drop})
        setWhyNot(action, open ? QString() : notOpen);
    for (const auto &[button, action] : {std::pair(m_pingButton, m_ping), std::pair(m_closeButton, m_closeWith)}) {
        button->setEnabled(open);
        button->setToolTip(action->toolTip());
    }
}

// ---- why it was turned away

qint64 ClientsPanel::refusalToShow() const
{
    const MockClient *current = m_model.client(m_view->current());
    if (!m_view->chosen().isEmpty())
        return current != nullptr && current->wasRefused() ? current->id : 0;
    const std::vector<MockClient> &all = m_model.clients();
    const auto newest =
        std::find_if(all.rbegin(), all.rend(), [](const MockClient &each) { return each.wasRefused(); });
    return newest == all.rend() ? 0 : newest->id;
}

void ClientsPanel::updateRefusal()
{
    const qint64 shown = refusalToShow();
    if (shown == m_shown)
        return;
    m_shown = shown;
    if (shown == 0)
        m_lower->hide();
    else
        Q_EMIT refusalShown(shown);
}

void ClientsPanel::refreshRefusal()
{
    if (m_shown != 0)
        Q_EMIT refusalShown(m_shown);
}

void ClientsPanel::showRefusal(const ConnectionRecord &record, int number, const QString &relax, const QString &note)
{
    m_refusal->setRecord(record, number, relax, note);
    const bool appears = m_lower->isHidden();
    m_lower->show();
    if (appears && m_view->currentIndex().isValid())
        m_view->scrollTo(m_view->currentIndex());
}

void ClientsPanel::startAnew()
{
    m_close->leave();
    m_shown = 0;
    m_lower->hide();
}

// ---- what is done with the chosen ones

void ClientsPanel::ping()
{
    Q_EMIT pingRequested(chosenOpen());
}

void ClientsPanel::openClose()
{
    const qsizetype clients = chosenOpen().size();
    const QString purpose = clients == 1 ? tr("Close 1 client") : tr("Close %1 clients").arg(groupedNumber(clients));
    m_close->setPurpose(purpose, purpose);
    m_close->openAbove(m_closeButton);
}

void ClientsPanel::drop()
{
    Q_EMIT dropRequested(chosenOpen());
}

void ClientsPanel::compose()
{
    Q_EMIT composeRequested(chosenOpen());
}

void ClientsPanel::openCurrent()
{
    Q_EMIT opened(m_view->current());
}

void ClientsPanel::showHandshake()
{
    Q_EMIT handshakeRequested(m_view->current());
}

} // namespace handglass
