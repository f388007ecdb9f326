// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/demoreport.h"

#include "app/capture/capture.h"
#include "ui/common/format.h"
#include "ui/log/rowtext.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::DemoReport)
};

QString indented(const QByteArray &head, const QString &mark)
{
    QString text;
    const QList<QByteArray> lines = head.trimmed().split('\n');
    for (const QByteArray &line : lines)
        text += QStringLiteral("%1 %2\n").arg(mark, QString::fromUtf8(line).trimmed());
    return text;
}

QString outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Pass:
        return QStringLiteral("✓");
    case Outcome::Warn:
        return QStringLiteral("!");
    case Outcome::Fail:
        return QStringLiteral("✗");
    case Outcome::NotJudged:
        break;
    }
    return QStringLiteral("–");
}

QString handshakeText(const ConnectionRecord &record)
{
    QString text = Words::tr("Handshake with %1, %2").arg(record.url, durationText(record.times.upgrade))
        + QStringLiteral("\n\n") + indented(record.rawRequest, QStringLiteral(">")) + u'\n'
        + indented(record.rawResponse, QStringLiteral("<")) + u'\n' + record.verdict.summary() + u'\n';
    for (const Check &check : record.verdict.checks)
        text +=
            QStringLiteral("  %1 %2: %3 (%4)\n").arg(outcomeWord(check.outcome), check.rule, check.got, check.section);
    return text;
}

QString frameText(const Entry &entry)
{
    const QString mark = entry.row.direction == Direction::Sent ? QStringLiteral(">") : QStringLiteral("<");
    LogRow row;
    row.entry = entry;
    return QStringLiteral("%1 %2  %3  %4\n").arg(mark, clockText(entry.row.timeNs), typeText(entry), dataText(row));
}

} // namespace

QString demoReport(const Capture &capture, qint64 session)
{
    QString text;
    QList<ConnectionId> shown;
    const QList<ConnectionRecord> connections = capture.connections();
    for (const ConnectionRecord &record : connections) {
        if (record.session != session)
            continue;
        shown.append(record.id);
        if (const ConnectionRecord *whole = capture.connection(record.id))
            text += handshakeText(*whole);
    }
    text += u'\n' + Words::tr("Messages") + QStringLiteral("\n\n");
    const QList<Entry> rows = capture.reader().range(1, capture.lastId(), 1000);
    for (const Entry &entry : rows) {
        if (entry.row.kind == EntryKind::Frame && shown.contains(entry.row.connection))
            text += frameText(entry);
    }
    return text;
}

} // namespace handglass
