// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logpanel.h"

#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/common/glossaryterm.h"
#include "ui/log/filterbar.h"
#include "ui/log/filtercontrol.h"
#include "ui/log/linebar.h"
#include "ui/log/logcells.h"
#include "ui/log/logmodel.h"
#include "ui/log/logstatus.h"
#include "ui/log/logview.h"
#include "ui/log/paircontrol.h"
#include "ui/log/placekeeper.h"
#include "ui/log/rowactions.h"
#include "ui/log/tickbar.h"
#include "ui/log/violationmarks.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QMenu>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QSettings>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int AnnounceMs = 100;

QString comfortableKey()
{
    return QStringLiteral("log/comfortable");
}

QString keyOf(const Capture *capture, const LogScope &scope)
{
    QString key = QStringLiteral("%1|%2|%3")
                      .arg(capture != nullptr ? capture->path() : QString())
                      .arg(scope.session)
                      .arg(scope.connection);
    for (const ScopePart &part : scope.also)
        key += QStringLiteral("|%1|%2").arg(part.session).arg(part.connection);
    return key;
}

/// The close code where there is one, else the frame's type.
QString termOf(const LogRow &row)
{
    const bool closes = row.entry.row.kind == EntryKind::Closed
        || (row.entry.row.kind == EntryKind::Frame && row.entry.opcode() == Opcode::Close);
    static const QRegularExpression code(QStringLiteral("\\b[1-4]\\d{3}\\b"));
    const QString found = closes ? code.match(cellText(LogColumn::Data, row)).captured() : QString();
    return found.isEmpty() ? cellText(LogColumn::Type, row) : found;
}

} // namespace

LogPanel::LogPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new LogModel(this))
    , m_bar(new FilterBar(theme, this))
    , m_line(new LineBar(theme, this))
    , m_view(new LogView(theme, *m_model, this))
    , m_filter(new FilterControl(*m_bar, *m_model, *m_view, this))
    , m_rowActions(new RowActions(*m_model, *m_view, *m_line, this))
    , m_pairs(new PairControl(*m_model, *m_line, this))
    , m_keeper(new PlaceKeeper(*m_model, *m_view, this))
    , m_marks(new ViolationMarks(*m_model, this))
{
    setObjectName(QStringLiteral("logPanel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_line);
    column->addWidget(m_view, 1);
    m_announce.setSingleShot(true);
    m_announce.setInterval(AnnounceMs);
    connect(&m_announce, &QTimer::timeout, this, &LogPanel::announceCurrent);
    makeActions();
    connectFilter();
    connectView();
    connectMarks();
    connectRowActions();
    updateCount();
    updateActions();
}

LogPanel::~LogPanel() = default;

QAction *LogPanel::addMessageAction(const QString &text, const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_view->addAction(action);
    m_messageActions.append(action);
    return action;
}

void LogPanel::makeActions()
{
    QAction *payload = addMessageAction(tr("&Copy"), QKeySequence::Copy);
    payload->setIcon(m_theme.icon(QStringLiteral("copy")));
    connect(payload, &QAction::triggered, this, [this] { copy(CopyForm::Payload); });
    QAction *hex = addMessageAction(tr("Copy as &hex"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    connect(hex, &QAction::triggered, this, [this] { copy(CopyForm::Hex); });
    QAction *row = addMessageAction(tr("Copy &row as text"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C));
    connect(row, &QAction::triggered, this, [this] { copy(CopyForm::RowText); });
    m_sendAgain = addMessageAction(tr("&Send again"), QKeySequence(Qt::CTRL | Qt::Key_R));
    connect(m_sendAgain, &QAction::triggered, this, [this] { Q_EMIT sendAgainRequested(m_current); });
    m_edit = addMessageAction(tr("&Edit and send again"), QKeySequence(Qt::CTRL | Qt::Key_E));
    connect(m_edit, &QAction::triggered, this, [this] { Q_EMIT editRequested(m_current); });
    connect(&m_theme, &Theme::changed, payload,
        [this, payload] { payload->setIcon(m_theme.icon(QStringLiteral("copy"))); });

    m_comfortable = new QAction(tr("&Comfortable rows"), this);
    m_comfortable->setCheckable(true);
    connect(m_comfortable, &QAction::toggled, m_view, &LogView::setComfortable);
    connect(m_comfortable, &QAction::toggled, this, [](bool on) { QSettings().setValue(comfortableKey(), on); });
    m_comfortable->setChecked(QSettings().value(comfortableKey(), false).toBool());
    addActions({m_bar->findAction(), m_bar->highlightAction(), m_bar->followAction(), m_bar->clearAction()});
    for (QAction *action : m_filter->matchActions()) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
}

QList<QAction *> LogPanel::viewActions() const
{
    return QList{m_bar->findAction(), m_bar->followAction(), m_bar->clearAction(), m_comfortable,
               m_bar->highlightAction()}
    + m_filter->matchActions();
}

QList<QAction *> LogPanel::goActions() const
{
    return m_rowActions->goActions();
}

QList<QAction *> LogPanel::markActions() const
{
    return m_rowActions->markActions() + QList<QAction *>{m_pairs->action()};
}

void LogPanel::connectRowActions()
{
    connect(m_rowActions, &RowActions::notice, this, [this](const QString &text) {
        m_rowNotice = text;
        updateNotice();
    });
    connect(m_rowActions, &RowActions::rowWanted, this, &LogPanel::goTo);
    connect(m_line, &LineBar::left, m_view, [this] { m_view->setFocus(Qt::OtherFocusReason); });
    connect(m_line, &LineBar::linkActivated, this, &LogPanel::followLink);
    connect(m_model, &LogModel::progressed, this, &LogPanel::showWanted);
}

/// The way out of why a row is hidden: "filter:1192".
void LogPanel::followLink(const QString &link)
{
    const QStringList parts = link.split(u':');
    const qint64 id = parts.value(1).toLongLong();
    m_line->leave();
    if (parts.first() == QStringLiteral("cleared"))
        showCleared();
    else if (parts.first() == QStringLiteral("filter"))
        m_bar->clearFilter();
    else if (parts.first() == QStringLiteral("scope"))
        Q_EMIT allRequested(id);
    showEntry(id);
}

void LogPanel::connectFilter()
{
    connect(m_filter, &FilterControl::filterChanged, this, &LogPanel::filterChanged);
    connect(m_filter, &FilterControl::noticeChanged, this, &LogPanel::updateNotice);
    connect(m_filter, &FilterControl::matchChosen, this, &LogPanel::showEntry);
    connect(m_bar, &FilterBar::left, m_view, [this] { m_view->setFocus(Qt::OtherFocusReason); });
    connect(m_bar, &FilterBar::noticeLinkActivated, this,
        [this](const QString &link) { link == QStringLiteral("search") ? m_filter->continueSearch() : showCleared(); });
    connect(m_bar->clearAction(), &QAction::triggered, this, &LogPanel::clearShown);
    connect(m_bar->followAction(), &QAction::triggered, this, [this](bool on) {
        m_view->setFollowing(on);
        m_tracking = on;
        trackNewest();
    });
    connect(m_view, &LogView::followingChanged, m_bar->followAction(), &QAction::setChecked);
    connect(m_view, &LogView::escapePressed, this, [this] {
        if (!m_rowActions->leave())
            m_bar->clearFilter();
    });
}

void LogPanel::connectView()
{
    connect(m_model, &LogModel::progressed, this, &LogPanel::updateCount);
    connect(m_model, &LogModel::rowsLoaded, this, &LogPanel::updateActions);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &LogPanel::updateNotice);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &LogPanel::trackNewest);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        trackNewest();
        m_announce.start(); // the current row may come back with the next hits
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LogPanel::currentMoved);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QItemSelection ranges = m_view->selectionModel()->selection();
        if (ranges.size() > 1 || (ranges.size() == 1 && ranges.first().height() > 1))
            m_tracking = false; // several rows are the user's choice
        updateActions();
    });
    connect(m_view, &LogView::endPressed, this, [this] { m_tracking = true; });
    connect(m_view, &QAbstractItemView::activated, this, [this] { Q_EMIT entryActivated(m_current); });
    connect(m_keeper, &PlaceKeeper::selectionDropped, this, [this](qint64 rows) {
        m_rowNotice = tr("%1 rows are no longer selected: they lie in too many places here").arg(groupedNumber(rows));
        updateNotice();
    });
    connect(m_view, &QWidget::customContextMenuRequested, this, &LogPanel::showContextMenu);
}

void LogPanel::connectMarks()
{
    TickBar &bar = m_view->tickBar();
    bar.setMarks(
        [this](int count) { return m_marks->parts(count); }, [this](int count) { return m_marks->markedParts(count); });
    bar.setMatches([this](int count) { return m_filter->hits().parts(count); });
    connect(&m_filter->hits(), &FilterHits::changed, &bar, qOverload<>(&QWidget::update));
    connect(m_marks, &ViolationMarks::changed, &bar, &TickBar::marksChanged);
    connect(m_model, &LogModel::progressed, &bar, &TickBar::marksChanged);
}

void LogPanel::setUnmatched(const HitStore *rows)
{
    m_model->setUnmatched(rows);
}

void LogPanel::setFilterText(const QString &text)
{
    m_bar->setText(text);
}

LogQuery LogPanel::currentQuery() const
{
    return m_model->query();
}

QString LogPanel::scopeKey() const
{
    return keyOf(m_model->capture(), m_model->scope());
}

LogScope LogPanel::scope() const
{
    return m_model->scope();
}

void LogPanel::setScope(Capture *capture, const LogScope &scope)
{
    if (capture == m_model->capture() && scope == m_model->scope()) {
        Q_EMIT currentEntryChanged(m_current);
        return;
    }
    const bool stays = capture == m_model->capture() && !m_tracking && isIn(scope, m_current);
    m_current = 0; // the same number may be another row now
    Q_EMIT currentEntryChanged(0);
    if (!stays)
        m_keeper->forget();
    m_tracking = !stays;
    m_copyNotice.clear();
    m_rowNotice.clear();
    m_wanted = 0;
    m_line->leave();
    m_marks->setCapture(capture);
    m_pairs->applyTo(capture);
    m_model->setSource(capture, scope, m_cleared.value(keyOf(capture, scope)).after);
    m_filter->scopeChanged();
    m_view->setFollowing(m_tracking);
    m_bar->followAction()->setChecked(m_tracking);
    updateNotice();
}

/// The row that the user picked is of one of the scope's connections.
bool LogPanel::isIn(const LogScope &scope, EntryId id) const
{
    const LogRow *row = m_model->rowAt(m_model->rowOf(id));
    const ConnectionRecord *record =
        row != nullptr ? m_model->capture()->connection(row->entry.row.connection) : nullptr;
    return record != nullptr && scope.contains(*record);
}

void LogPanel::clearShown()
{
    Capture *capture = m_model->capture();
    if (capture == nullptr)
        return;
    Cleared &cleared = m_cleared[scopeKey()];
    const bool counted = cleared.rows >= 0 && m_model->searchedPercent() == 100;
    cleared.rows = counted ? cleared.rows + m_model->inScope() : -1;
    cleared.after = capture->lastId();
    m_model->setAfter(cleared.after);
    m_filter->scopeChanged();
    m_view->setFollowing(true);
    m_tracking = true;
    updateNotice();
}

void LogPanel::showCleared()
{
    m_cleared.remove(scopeKey());
    m_model->setAfter(0);
    m_filter->scopeChanged();
    updateNotice();
}

void LogPanel::updateCount()
{
    if (m_model->rowCount() == 0)
        m_view->setEmptyText(emptyText(*m_model, m_cleared.contains(scopeKey())));
}

void LogPanel::updateNotice()
{
    const Cleared cleared = m_cleared.value(scopeKey());
    if (!m_filter->notice().isEmpty())
        m_bar->setNotice(m_filter->notice());
    else if (!m_rowNotice.isEmpty())
        m_bar->setNotice(m_rowNotice.toHtmlEscaped());
    else if (!m_copyNotice.isEmpty())
        m_bar->setNotice(m_copyNotice.toHtmlEscaped());
    else if (cleared.after > 0)
        m_bar->setNotice(clearedText(cleared.rows, cleared.after));
    else if (m_model->firstId() > 1)
        m_bar->setNotice(letGoText(m_model->firstId()));
    else
        m_bar->setNotice({});
}

void LogPanel::trackNewest()
{
    const int last = m_model->rowCount() - 1;
    if (!m_tracking || !m_view->isFollowing() || last < 0)
        return;
    const QScopedValueRollback guard(m_tracksNow, true);
    m_view->setAutoScroll(false);
    m_view->selectionModel()->setCurrentIndex(
        m_model->index(last, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_view->setAutoScroll(true);
}

void LogPanel::currentMoved()
{
    if (m_tracksNow) {
        if (!m_announce.isActive())
            m_announce.start();
        return;
    }
    if (!m_keeper->isRestoring() && m_view->currentIndex().isValid())
        m_tracking = false;
    announceCurrent();
}

void LogPanel::announceCurrent()
{
    m_announce.stop();
    const qint64 id = m_model->idAt(m_view->currentIndex().row());
    if (id == m_current)
        return;
    m_current = id;
    updateActions();
    Q_EMIT currentEntryChanged(id);
}

void LogPanel::updateActions()
{
    m_rowActions->updateActions();
    const LogRow *row = m_model->rowAt(m_model->rowOf(m_current));
    setGlossaryTerm(m_view, row == nullptr ? QString() : termOf(*row));
    const bool any = m_view->selectionModel()->hasSelection();
    for (QAction *action : std::as_const(m_messageActions)) {
        action->setEnabled(any);
        action->setToolTip(any ? action->text().remove(u'&') : tr("Select a row first"));
    }
    const bool sendable = row != nullptr && row->entry.row.kind == EntryKind::Frame && isDefined(row->entry.opcode())
        && row->entry.opcode() != Opcode::Close;
    for (QAction *action : {m_sendAgain, m_edit}) {
        action->setEnabled(any && sendable);
        if (any && !sendable)
            action->setToolTip(tr("Only messages, Pings and Pongs can be sent again"));
    }
}

void LogPanel::showEntry(qint64 id)
{
    if (m_model->rowOf(id) < 0)
        m_bar->clearFilter();
    goTo(id);
}

void LogPanel::goTo(qint64 id)
{
    m_wanted = id;
    showWanted();
}

void LogPanel::showWanted()
{
    const int row = m_model->rowOf(m_wanted);
    if (row >= 0 || m_model->searchedPercent() == 100)
        m_wanted = 0;
    if (row < 0)
        return;
    m_view->setFollowing(false);
    const QModelIndex index = m_model->index(row, 0);
    if (!m_view->viewport()->rect().contains(m_view->rowRect(row)))
        m_view->scrollTo(index, QAbstractItemView::PositionAtCenter);
    m_view->setCurrentIndex(index);
}

QList<EntryId> LogPanel::selectedIds() const
{
    return m_keeper->selection().ids();
}

HitStore LogPanel::selection() const
{
    return m_keeper->selection();
}

void LogPanel::copy(CopyForm form)
{
    const HitStore ids = selection();
    if (ids.count() == 0 || m_model->capture() == nullptr)
        return;
    const QString path = m_model->capture()->path();
    inBackground([path, ids, form] {
        return clipboardText(path, ids, form);
    }).then(this, [this](const ClipboardText &text) {
        if (text.error.isEmpty())
            putIntoClipboard(text);
        m_copyNotice = text.error;
        updateNotice();
    });
}

qint64 LogPanel::shownRows() const
{
    return m_model->rowCount();
}

void LogPanel::showContextMenu(const QPoint &at)
{
    QMenu menu;
    menu.setToolTipsVisible(true);
    for (QAction *action : std::as_const(m_messageActions)) {
        if (action == m_sendAgain)
            menu.addSeparator();
        menu.addAction(action);
    }
    m_filter->addTestsOf(m_view->indexAt(at), menu);
    menu.addSeparator();
    menu.addActions(markActions());
    QMenu *go = menu.addMenu(tr("&Go"));
    go->setToolTipsVisible(true);
    go->addActions(goActions());
    menu.addSeparator();
    menu.addActions(m_contextActions);
    menu.exec(m_view->viewport()->mapToGlobal(at));
}

} // namespace handglass
