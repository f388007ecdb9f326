// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filtercontrol.h"

#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/log/celltests.h"
#include "ui/log/filterbar.h"
#include "ui/log/filtercompletion.h"
#include "ui/log/logmodel.h"
#include "ui/log/logstatus.h"
#include "ui/log/logview.h"

#include <QAction>
#include <QMenu>

namespace handglass {

namespace {

constexpr EntryId RowsLookedAt = 200;
constexpr qint64 LongestContent = 64 << 10;
constexpr int MostMembers = 200;
constexpr qsizetype LongestMenuText = 60;

/// JSON members in the rows up to one.
QStringList membersBefore(const QString &path, EntryId last)
{
    QStringList members;
    const auto reader = CaptureReader::open(path);
    if (!reader)
        return members;
    const QList<Entry> rows = (*reader)->range(std::max<EntryId>(1, last - RowsLookedAt), last, RowsLookedAt);
    for (const Entry &row : rows) {
        if (row.contentLength > LongestContent || members.size() >= MostMembers)
            continue;
        const QStringList found = jsonMembers((*reader)->content(row.id));
        for (const QString &member : found) {
            if (!members.contains(member))
                members.append(member);
        }
    }
    members.sort();
    return members;
}

} // namespace

FilterControl::FilterControl(FilterBar &bar, LogModel &model, LogView &view, QObject *parent)
    : QObject(parent)
    , m_bar(bar)
    , m_model(model)
    , m_view(view)
    , m_hits(model, this)
    , m_next(new QAction(tr("&Next match"), this))
    , m_previous(new QAction(tr("&Previous match"), this))
{
    view.setHits(m_hits);
    m_next->setShortcut(QKeySequence(Qt::Key_F3));
    m_previous->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3));
    connect(m_next, &QAction::triggered, this, [this] { goToMatch(true); });
    connect(m_previous, &QAction::triggered, this, [this] { goToMatch(false); });
    connect(&bar, &FilterBar::filterChanged, this, &FilterControl::apply);
    connect(&bar, &FilterBar::cancelled, this, &FilterControl::cancelSearch);
    connect(&bar, &FilterBar::entered, this, &FilterControl::gatherMembers);
    connect(&model, &LogModel::progressed, this, &FilterControl::updateCount);
    connect(&m_hits, &FilterHits::changed, this, &FilterControl::updateCount);
    connect(&m_hits, &FilterHits::changed, view.viewport(), qOverload<>(&QWidget::update));
}

void FilterControl::apply()
{
    const bool only = m_bar.highlightsOnly();
    m_model.setFilter(m_bar.show(), only ? Filter() : m_bar.filter());
    m_hits.setFilter(only ? m_bar.filter() : Filter(), m_bar.show());
    Q_EMIT noticeChanged();
    Q_EMIT filterChanged(m_bar.filter());
}

void FilterControl::scopeChanged()
{
    m_hits.restart();
    m_bar.setMembers({});
}

void FilterControl::updateCount()
{
    if (!m_hits.isActive()) {
        m_bar.setCount(countText(m_model));
        m_bar.setSearching(m_model.searchedPercent() < 100 && !m_model.isCancelled());
        return;
    }
    const int percent = m_hits.searchedPercent();
    const QString matches = groupedNumber(m_hits.count());
    const bool runs = percent < 100 && !m_hits.isCancelled();
    m_bar.setCount(runs ? tr("Searching %1 % · %2 matches").arg(percent).arg(matches)
                        : tr("%1 matches in %2 rows").arg(matches, groupedNumber(m_model.inScope())));
    m_bar.setSearching(runs);
}

void FilterControl::cancelSearch()
{
    m_model.cancelSearch();
    m_hits.cancel();
    updateCount();
    Q_EMIT noticeChanged();
}

void FilterControl::continueSearch()
{
    if (m_hits.isCancelled())
        m_hits.restart();
    m_model.continueSearch();
    Q_EMIT noticeChanged();
}

QString FilterControl::notice() const
{
    const bool hits = m_hits.isActive() && m_hits.isCancelled();
    if (hits || m_model.isCancelled()) {
        return QStringLiteral("%1 · <a href=\"search\">%2</a>")
            .arg(tr("Search cancelled at %1 %").arg(hits ? m_hits.searchedPercent() : m_model.searchedPercent()),
                tr("Search on"));
    }
    return m_bar.filter().hint().toHtmlEscaped();
}

/// While rows are hidden, each row is a match.
void FilterControl::goToMatch(bool forward)
{
    const EntryId current = m_model.idAt(m_view.currentIndex().row());
    EntryId match = 0;
    if (m_hits.isActive()) {
        const EntryId end = m_model.capture() != nullptr ? m_model.capture()->lastId() + 1 : 0;
        match = forward ? m_hits.next(current) : m_hits.previous(current == 0 ? end : current);
    } else if (m_model.isFiltered()) {
        const int row = current == 0 && !forward ? m_model.rowCount() : m_view.currentIndex().row();
        match = m_model.idAt(forward ? row + 1 : row - 1);
    }
    if (match != 0)
        Q_EMIT matchChosen(match);
}

void FilterControl::gatherMembers()
{
    const Capture *capture = m_model.capture();
    if (capture == nullptr || m_gathering)
        return;
    m_gathering = true;
    const EntryId current = m_model.idAt(m_view.currentIndex().row());
    inBackground([path = capture->path(), last = current > 0 ? current : capture->lastId()] {
        return membersBefore(path, last);
    }).then(this, [this](const QStringList &members) {
        m_gathering = false;
        m_bar.setMembers(members);
    });
}

void FilterControl::addTestsOf(const QModelIndex &cell, QMenu &menu)
{
    const LogRow *row = m_model.rowAt(cell.row());
    if (row == nullptr || m_model.capture() == nullptr)
        return;
    const Entry entry = row->entry;
    const auto column = static_cast<LogColumn>(cell.column());
    const bool reads = column == LogColumn::Data && entry.row.kind == EntryKind::Frame;
    const QStringList tests = reads ? QStringList() : cellTests(column, entry, {});
    if (tests.isEmpty() && !reads)
        return;
    menu.addSeparator();
    QMenu *only = menu.addMenu(tr("&Filter by"));
    only->setObjectName(QStringLiteral("filterBy"));
    QMenu *without = menu.addMenu(tr("E&xclude"));
    without->setObjectName(QStringLiteral("filterExclude"));
    fillTests(tests, *only, *without);
    if (!reads)
        return;
    inBackground([path = m_model.capture()->path(), entry] {
        const auto reader = CaptureReader::open(path);
        const QByteArray content = reader ? (*reader)->messagePayload(entry.id, LongestContent + 1) : QByteArray();
        return content.size() > LongestContent ? QStringList() : cellTests(LogColumn::Data, entry, content);
    }).then(only, [this, only, without](const QStringList &found) {
        fillTests(found, *only, *without);
        for (const QMenu *sub : {only, without})
            sub->menuAction()->setToolTip(
                found.isEmpty() ? tr("The message holds no JSON members, or is longer than 64 KiB") : QString());
    });
}

/// Menus without tests are disabled.
void FilterControl::fillTests(const QStringList &tests, QMenu &only, QMenu &without)
{
    for (const QString &test : tests) {
        QString shown = test.size() > LongestMenuText ? test.first(LongestMenuText) + u'…' : test;
        shown.replace(u'&', QStringLiteral("&&"));
        connect(only.addAction(shown), &QAction::triggered, this, [this, test] { addTest(test); });
        connect(without.addAction(shown), &QAction::triggered, this, [this, test] { addTest(u'-' + test); });
    }
    for (QMenu *sub : {&only, &without})
        sub->setEnabled(!tests.isEmpty());
}

void FilterControl::addTest(const QString &test)
{
    const QString before = m_bar.filter().text();
    const bool several = before.contains(u' ');
    m_bar.setText(before.isEmpty() ? test : (several ? u'(' + before + u')' : before) + u' ' + test);
}

} // namespace handglass
