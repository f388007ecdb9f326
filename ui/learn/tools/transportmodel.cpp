// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/transportmodel.h"

#include "ui/common/format.h"

namespace handglass {

namespace {

const QString None = QStringLiteral("–");

QString columnName(int column)
{
    switch (column) {
    case TransportModel::Name:
        return TransportModel::tr("Transport");
    case TransportModel::Requests:
        return TransportModel::tr("Requests");
    case TransportModel::Sent:
        return TransportModel::tr("Sent, B");
    case TransportModel::Received:
        return TransportModel::tr("Received, B");
    case TransportModel::Heads:
        return TransportModel::tr("Headers, B");
    case TransportModel::Overhead:
        return TransportModel::tr("Overhead");
    case TransportModel::Events:
        return TransportModel::tr("Events");
    case TransportModel::PerEvent:
        return TransportModel::tr("B an event");
    case TransportModel::Median:
        return TransportModel::tr("Delay");
    case TransportModel::P95:
        return TransportModel::tr("95 %");
    default:
        return {};
    }
}

QString columnHelp(int column)
{
    switch (column) {
    case TransportModel::Requests:
        return TransportModel::tr("HTTP requests; of WebSocket the one that opens it");
    case TransportModel::Sent:
        return TransportModel::tr("Bytes from client to server on this TCP connection");
    case TransportModel::Received:
        return TransportModel::tr("Bytes from server to client on this TCP connection");
    case TransportModel::Heads:
        return TransportModel::tr("HTTP heads, both ways");
    case TransportModel::Overhead:
        return TransportModel::tr(
            "Share of the bytes that is not the chat's messages: heads, chunk sizes, frame headers");
    case TransportModel::Events:
        return TransportModel::tr("Messages of the chat that arrived");
    case TransportModel::PerEvent:
        return TransportModel::tr("All bytes on the wire by the messages that arrived");
    case TransportModel::Median:
        return TransportModel::tr("From a message's birth to its arrival: the median");
    case TransportModel::P95:
        return TransportModel::tr("95 % of the messages arrived within this time");
    default:
        return {};
    }
}

} // namespace

QString transportName(lesson::Transport transport)
{
    switch (transport) {
    case lesson::Transport::Polling:
        return TransportModel::tr("Polling");
    case lesson::Transport::LongPolling:
        return TransportModel::tr("Long polling");
    case lesson::Transport::Streaming:
        return TransportModel::tr("HTTP streaming");
    case lesson::Transport::WebSocket:
        break;
    }
    return QStringLiteral("WebSocket");
}

TransportModel::TransportModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void TransportModel::setReport(const lesson::CompareReport &report)
{
    m_report = report;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int TransportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(lesson::Transports.size());
}

int TransportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TransportModel::text(const lesson::TransportFigures &figures, int column) const
{
    switch (column) {
    case Requests:
        return groupedNumber(figures.requests);
    case Sent:
        return groupedNumber(figures.sent);
    case Received:
        return groupedNumber(figures.received);
    case Heads:
        return groupedNumber(figures.heads);
    case Overhead:
        return figures.wire() == 0 ? None : tr("%1 %").arg(figures.overhead() * 100 / figures.wire());
    case Events:
        return groupedNumber(figures.events);
    case PerEvent:
        return figures.events == 0 ? None : groupedNumber(qRound64(figures.perEvent()));
    case Median:
        return figures.medianDelayNs < 0 ? None : durationText(figures.medianDelayNs);
    case P95:
        return figures.p95DelayNs < 0 ? None : durationText(figures.p95DelayNs);
    default:
        return {};
    }
}

QVariant TransportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const lesson::Transport transport = lesson::Transports[size_t(index.row())];
    const lesson::TransportFigures &figures = m_report.of(transport);
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return figures.error.isEmpty() ? columnHelp(index.column()) : figures.error;
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() != Name)
        return text(figures, index.column());
    return figures.error.isEmpty() ? transportName(transport) : tr("%1: fails").arg(transportName(transport));
}

QVariant TransportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return columnHelp(section);
    return role == Qt::DisplayRole ? columnName(section) : QVariant();
}

} // namespace handglass
