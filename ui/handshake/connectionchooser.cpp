// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/connectionchooser.h"

#include "ui/common/format.h"
#include "ui/common/textlabel.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include <algorithm>
#include <functional>
#include <ranges>

namespace handglass {

namespace {

constexpr qsizetype SecondsLength = 8; ///< of "10:31:07"

QString words(const char *text, const ConnectionRecord &record, qint64 time)
{
    return QCoreApplication::translate("ConnectionChooser", text)
        .arg(record.id)
        .arg(clockText(time).left(SecondsLength));
}

QString failedTitle(const ConnectionRecord &record)
{
    const qint64 time = record.closedNs > 0 ? record.closedNs : record.startedNs;
    switch (record.failure.phase) {
    case FailurePhase::Request:
    case FailurePhase::Response:
    case FailurePhase::Verdict:
        return words(QT_TRANSLATE_NOOP("ConnectionChooser", "%1, refused %2"), record, time);
    case FailurePhase::Cancelled:
        return words(QT_TRANSLATE_NOOP("ConnectionChooser", "%1, cancelled %2"), record, time);
    default:
        return words(QT_TRANSLATE_NOOP("ConnectionChooser", "%1, failed %2"), record, time);
    }
}

} // namespace

QString connectionTitle(const ConnectionRecord &record)
{
    if (record.openedNs == 0 && (record.failure || record.state == ConnectionState::Failed))
        return failedTitle(record);
    switch (record.state) {
    case ConnectionState::Connecting:
        return words(QT_TRANSLATE_NOOP("ConnectionChooser", "%1, connecting since %2"), record, record.startedNs);
    case ConnectionState::Open:
    case ConnectionState::Closing:
        return words(QT_TRANSLATE_NOOP("ConnectionChooser", "%1, open since %2"), record, record.openedNs);
    default:
        return words(QT_TRANSLATE_NOOP("ConnectionChooser", "%1, closed %2"), record, record.closedNs);
    }
}

ConnectionChooser::ConnectionChooser(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_combo(new QComboBox)
{
    auto *label = new TextLabel(theme, TypeStep::Table, Ink::Text2);
    label->setText(tr("Connection"));
    label->setBuddy(m_combo);
    m_combo->setObjectName(QStringLiteral("connection"));
    m_combo->setAccessibleName(tr("Connection"));
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(22);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(m_combo);
    connect(m_combo, &QComboBox::activated, this, &ConnectionChooser::pick);
}

void ConnectionChooser::setConnections(const QList<ConnectionRecord> &records)
{
    const ConnectionId kept = m_following ? 0 : current();
    {
        const QSignalBlocker blocker(m_combo);
        m_combo->clear();
        for (auto record = records.crbegin(); record != records.crend(); ++record)
            m_combo->addItem(connectionTitle(*record), record->id);
        const int index = m_combo->findData(kept);
        m_combo->setCurrentIndex(records.isEmpty() ? -1 : std::max(index, 0));
        m_following = index < 0;
    }
    report();
}

void ConnectionChooser::setConnection(const ConnectionRecord &record)
{
    {
        const QSignalBlocker blocker(m_combo);
        const int index = placeOf(record.id);
        if (isAt(index, record.id))
            m_combo->setItemText(index, connectionTitle(record));
        else
            m_combo->insertItem(index, connectionTitle(record), record.id);
        if (m_following)
            m_combo->setCurrentIndex(0);
    }
    report();
}

void ConnectionChooser::removeConnection(ConnectionId id)
{
    const int index = placeOf(id);
    if (!isAt(index, id))
        return;
    {
        const QSignalBlocker blocker(m_combo);
        m_following = m_following || index == m_combo->currentIndex();
        m_combo->removeItem(index);
        if (m_following)
            m_combo->setCurrentIndex(m_combo->count() > 0 ? 0 : -1);
    }
    report();
}

void ConnectionChooser::follow()
{
    m_following = true;
}

ConnectionId ConnectionChooser::current() const
{
    return m_combo->currentData().toLongLong();
}

void ConnectionChooser::choose(ConnectionId id)
{
    const int index = placeOf(id);
    if (!isAt(index, id))
        return;
    m_combo->setCurrentIndex(index);
    pick(index);
}

/// Where it stands or would stand: the newest are first.
int ConnectionChooser::placeOf(ConnectionId id) const
{
    const auto places = std::views::iota(0, m_combo->count());
    const auto idAt = [this](int place) { return m_combo->itemData(place).toLongLong(); };
    return int(std::ranges::lower_bound(places, id, std::greater<>(), idAt) - places.begin());
}

bool ConnectionChooser::isAt(int place, ConnectionId id) const
{
    return place < m_combo->count() && m_combo->itemData(place).toLongLong() == id;
}

void ConnectionChooser::pick(int index)
{
    m_following = index == 0;
    report();
}

void ConnectionChooser::report()
{
    setEnabled(m_combo->count() > 0);
    if (current() == m_reported)
        return;
    m_reported = current();
    Q_EMIT currentChanged(m_reported);
}

} // namespace handglass
