// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/rowactions.h"

#include "ui/common/format.h"
#include "ui/log/linebar.h"
#include "ui/log/logmodel.h"
#include "ui/log/logview.h"
#include "ui/log/rowtext.h"

#include <QAction>
#include <QItemSelectionModel>

#include <iterator>
#include <utility>

namespace handglass {

namespace {

constexpr int SlowMs = 300;
constexpr int MostMarkedAtOnce = 1'000;

/// As people write it: "#1 192", "1,192".
QString digitsOf(QString text)
{
    text.remove(u'#').remove(u',').remove(u'\'');
    text.removeIf([](QChar c) { return c.isSpace(); });
    return text;
}

QString link(const QString &target, const QString &text)
{
    return QStringLiteral(" <a href=\"%1\">%2</a>").arg(target, text);
}

} // namespace

RowActions::RowActions(LogModel &model, LogView &view, LineBar &line, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_view(view)
    , m_line(line)
{
    m_slow.setSingleShot(true);
    m_slow.setInterval(SlowMs);
    connect(&m_slow, &QTimer::timeout, this, [this] { Q_EMIT notice(tr("Searching… Esc ends it.")); });
    connect(&m_seeker, &RowSeeker::found, this, &RowActions::takeFound);
    connect(&model, &QAbstractItemModel::modelReset, this, &RowActions::endSearch);
    makeGoActions();
    makeMarkActions();
    updateActions();
}

QAction *RowActions::add(QList<QAction *> &list, const char *name, const QString &text, const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_view.addAction(action);
    list.append(action);
    return action;
}

void RowActions::addSeek(Kind kind, const char *name, const QString &next, const QString &previous, Qt::Key key)
{
    const QByteArray suffix(name);
    QAction *later = add(m_go, QByteArray("next" + suffix).constData(), next, QKeySequence(key));
    connect(later, &QAction::triggered, this, [this, kind] { seek(kind, true); });
    QAction *earlier = add(m_go, QByteArray("previous" + suffix).constData(), previous, QKeySequence(Qt::SHIFT | key));
    connect(earlier, &QAction::triggered, this, [this, kind] { seek(kind, false); });
}

void RowActions::makeGoActions()
{
    QAction *row = add(m_go, "goToRow", tr("Go to &row…"), QKeySequence(Qt::CTRL | Qt::Key_G));
    row->setShortcutContext(Qt::WindowShortcut);
    connect(row, &QAction::triggered, this, &RowActions::askForRow);
    addSeek(Kind::Connection, "OfConnection", tr("Next of the same &connection"),
        tr("Previous of the same c&onnection"), Qt::Key_C);
    addSeek(Kind::Direction, "OfDirection", tr("Next of the same &direction"), tr("Previous of the same d&irection"),
        Qt::Key_D);
    addSeek(Kind::Violation, "Violation", tr("Next &violation"), tr("Previous vio&lation"), Qt::Key_V);
    QAction *later = add(m_go, "nextMarked", tr("Next &marked row"), QKeySequence(Qt::Key_N));
    connect(later, &QAction::triggered, this, [this] { seekMark(true); });
    QAction *earlier = add(m_go, "previousMarked", tr("Previous mar&ked row"), QKeySequence(Qt::SHIFT | Qt::Key_N));
    connect(earlier, &QAction::triggered, this, [this] { seekMark(false); });
    m_partner = add(m_go, "goToPartner", tr("Its re&quest or reply"), QKeySequence(Qt::Key_P));
    connect(m_partner, &QAction::triggered, this, &RowActions::goToPartner);
}

void RowActions::makeMarkActions()
{
    QAction *mark = add(m_mark, "markRow", tr("&Mark"), QKeySequence(Qt::Key_M));
    connect(mark, &QAction::triggered, this, &RowActions::toggleMarks);
    QAction *comment = add(m_mark, "commentRow", tr("C&omment…"), QKeySequence(Qt::SHIFT | Qt::Key_M));
    connect(comment, &QAction::triggered, this, &RowActions::askForComment);
    m_measure = add(m_mark, "measureFromRow", tr("Measure &time from this row"), QKeySequence(Qt::Key_T));
    connect(m_measure, &QAction::triggered, this, &RowActions::toggleMeasuring);
}

EntryId RowActions::current() const
{
    return m_model.idAt(m_view.currentIndex().row());
}

const LogRow *RowActions::currentRow() const
{
    return m_model.rowAt(m_view.currentIndex().row());
}

void RowActions::updateActions()
{
    const bool any = m_view.currentIndex().isValid();
    for (QAction *action : m_go + m_mark) {
        action->setEnabled(any);
        action->setToolTip(any ? action->text().remove(u'&') : tr("Select a row first"));
    }
    m_go.first()->setEnabled(m_model.capture() != nullptr);
    const LogRow *row = any ? currentRow() : nullptr;
    const bool paired = row != nullptr && (row->notes.answers != 0 || row->notes.answeredBy != 0);
    m_partner->setEnabled(paired);
    if (any && !paired)
        m_partner->setToolTip(tr("The row answers nothing, and nothing answers it"));
    const bool measured = any && m_model.measuredFrom() == current();
    m_measure->setText(measured ? tr("End measuring &time") : tr("Measure &time from this row"));
}

void RowActions::endSearch()
{
    m_seeker.cancel();
    m_slow.stop();
    if (std::exchange(m_seeking, false))
        Q_EMIT notice({});
}

bool RowActions::leave()
{
    const bool was = m_seeking || m_model.measuredFrom() != 0;
    endSearch();
    m_model.measureFrom(nullptr);
    updateActions();
    return was;
}

void RowActions::askForRow()
{
    m_line.ask(tr("Go to row"), {}, tr("number, 1 to %1").arg(groupedNumber(m_model.lastId())),
        [this](const QString &text) { return tryRow(text); });
}

QString RowActions::tryRow(const QString &text)
{
    bool ok = false;
    const EntryId id = digitsOf(text).toLongLong(&ok);
    const EntryId first = m_model.firstId();
    const EntryId last = m_model.lastId();
    if (last < first)
        return tr("expected a row that is here: there is none yet");
    if (!ok || id < 1 || id > last)
        return tr("expected a row from %1 to %2, got “%3”")
            .arg(groupedNumber(first), groupedNumber(last), text.toHtmlEscaped());
    if (id < first)
        return tr("Row #%1 was let go; the first one that was kept is #%2")
            .arg(groupedNumber(id), groupedNumber(first));
    if (m_model.rowOf(id) < 0)
        return whyHidden(id);
    Q_EMIT rowWanted(id);
    return {};
}

QString RowActions::whyHidden(EntryId id) const
{
    const QString number = groupedNumber(id);
    const QString row = QString::number(id);
    if (id <= m_model.query().after)
        return tr("Row #%1 is hidden by Clear.").arg(number) + link(QStringLiteral("cleared:") + row, tr("Show it"));
    if (m_model.isFiltered())
        return tr("Row #%1 is hidden by the filter.").arg(number)
            + link(QStringLiteral("filter:") + row, tr("Clear the filter"));
    if (m_model.searchedPercent() < 100)
        return tr("Row #%1 is not found yet: searching %2 %").arg(number).arg(m_model.searchedPercent());
    return tr("Row #%1 is of a connection that is not shown here.").arg(number)
        + link(QStringLiteral("scope:") + row, tr("Show all connections"));
}

void RowActions::seek(Kind kind, bool forward)
{
    const LogRow *row = currentRow();
    if (row == nullptr || m_model.capture() == nullptr)
        return;
    RowSeek seek{m_model.capture()->path(), {}, {}, row->entry.id, m_model.lastId(), forward};
    seek.query.connections = m_model.query().connections;
    seek.query.after = std::max(m_model.query().after, m_model.firstId() - 1);
    if (m_model.hits() != nullptr)
        seek.among = *m_model.hits();
    const bool sent = row->entry.row.direction == Direction::Sent;
    switch (kind) {
    case Kind::Connection:
        seek.query.connections = {row->entry.row.connection};
        m_none = forward ? tr("No later row of this connection") : tr("No earlier row of this connection");
        break;
    case Kind::Direction:
        if (row->entry.row.direction == Direction::None) {
            Q_EMIT notice(tr("This row was neither sent nor received"));
            return;
        }
        seek.query.show = sent ? LogQuery::Show::Sent : LogQuery::Show::Received;
        m_none = forward ? (sent ? tr("Nothing was sent later") : tr("Nothing was received later"))
                         : (sent ? tr("Nothing was sent earlier") : tr("Nothing was received earlier"));
        break;
    case Kind::Violation:
        seek.query.show = LogQuery::Show::Violations;
        m_none = forward ? tr("No violation later") : tr("No violation earlier");
        break;
    }
    m_seeking = true;
    m_slow.start();
    m_seeker.start(seek);
}

void RowActions::takeFound(qint64 id)
{
    m_seeking = false;
    m_slow.stop();
    Q_EMIT notice(id == 0 ? m_none : QString());
    if (id != 0)
        Q_EMIT rowWanted(id);
}

void RowActions::seekMark(bool forward)
{
    if (m_model.capture() == nullptr)
        return;
    const QMap<EntryId, QString> &marks = m_model.capture()->marks();
    EntryId found = 0;
    if (forward) {
        for (auto it = marks.upperBound(current()); it != marks.cend() && found == 0; ++it)
            found = m_model.rowOf(it.key()) >= 0 ? it.key() : 0;
    } else {
        for (auto it = marks.lowerBound(current()); it != marks.cbegin() && found == 0;) {
            --it;
            found = m_model.rowOf(it.key()) >= 0 ? it.key() : 0;
        }
    }
    m_none = forward ? tr("No marked row later") : tr("No marked row earlier");
    takeFound(found);
}

void RowActions::goToPartner()
{
    const LogRow *row = currentRow();
    if (row == nullptr)
        return;
    const EntryId partner = row->notes.answers != 0 ? row->notes.answers : row->notes.answeredBy;
    if (partner == 0)
        return;
    if (m_model.rowOf(partner) >= 0) {
        Q_EMIT rowWanted(partner);
        return;
    }
    askForRow();
    m_line.refuse(QString::number(partner), whyHidden(partner));
}

void RowActions::toggleMarks()
{
    Capture *capture = m_model.capture();
    QList<EntryId> ids;
    const QItemSelection ranges = m_view.selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges) {
        for (int row = range.top(); row <= range.bottom() && ids.size() <= MostMarkedAtOnce; ++row)
            ids.append(m_model.idAt(row));
    }
    if (capture == nullptr || ids.isEmpty())
        return;
    if (ids.size() > MostMarkedAtOnce) {
        Q_EMIT notice(tr("Nothing marked: more than %1 rows are selected").arg(groupedNumber(MostMarkedAtOnce)));
        return;
    }
    const bool all =
        std::all_of(ids.cbegin(), ids.cend(), [capture](EntryId id) { return capture->marks().contains(id); });
    for (const EntryId id : std::as_const(ids)) {
        if (all)
            capture->removeMark(id);
        else if (!capture->marks().contains(id))
            capture->setMark(id, {});
    }
}

void RowActions::askForComment()
{
    const EntryId id = current();
    const QPointer<Capture> capture = m_model.capture();
    if (id == 0 || !capture)
        return;
    m_line.ask(tr("Comment on #%1").arg(groupedNumber(id)), capture->marks().value(id),
        tr("What is to be remembered of this row"), [id, capture](const QString &text) {
            if (capture)
                capture->setMark(id, text.trimmed());
            return QString();
        });
}

void RowActions::toggleMeasuring()
{
    const LogRow *row = currentRow();
    const bool end = row == nullptr || m_model.measuredFrom() == row->entry.id;
    m_model.measureFrom(end ? nullptr : &row->entry);
    updateActions();
}

} // namespace handglass
