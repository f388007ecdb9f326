// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/cli/commandline.h"
#include "app/cli/jsonlines.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <cstdio>
#include <set>

namespace handglass {

/// Prints what the capture has committed, row by row: messages on stdout, what is said about them on stderr; or JSON
/// lines, all on stdout. The log is the one source, so what is printed is what crossed the wire.
class LogPrinter final : public QObject
{
    Q_OBJECT
public:
    LogPrinter(const Capture &capture, const OutputOptions &options, bool severalConnections);

    /// Rows up to this one that were not printed yet.
    void printUpTo(EntryId last);
    EntryId printed() const { return m_printed; }
    /// Connections that are no longer in the capture.
    void forget(const QList<qint64> &connections);
    /// Connections and messages that something is remembered of: such as go on, and a bounded number that failed.
    qsizetype remembered() const;
    void printError(const QString &sentence);
    /// stderr; not in JSON, which has a line type of its own for what matters.
    void printNote(const QString &sentence);
    /// JSON; else a row of the log tells it.
    void printWaiting(int number, qint64 milliseconds);
    void printObject(const QJsonObject &object);

Q_SIGNALS:
    // Told when the row was printed.
    void opened(qint64 connection);
    void failed(qint64 connection);
    /// failed: a rule was broken, or no close frame came from the peer (1006).
    void closed(qint64 connection, bool failed);
    /// The capture cannot be read; nothing more is printed.
    void unreadable(const QString &sentence);

private:
    void print(const Entry &entry);
    void printWhy(const Entry &entry);
    void printOpened(const Entry &entry);
    void printClosed(const Entry &entry);
    void printNotice(const Entry &entry);
    void printFailure(const Entry &entry, const ConnectionRecord &record);
    void printFrame(const Entry &entry);
    void noteViolation(const Entry &entry);
    bool isBare(const Entry &entry) const;
    void printMessage(const Entry &entry);
    void printBare(const Entry &entry);
    void printControl(const Entry &entry, const QByteArray &payload, qint64 rttNs);
    qint64 rttOf(const Entry &entry) const;
    FrameDetail detailOf(const Entry &entry, bool bare) const;
    qint64 compressedLength(const Entry &entry, EntryId first) const;
    void writeLine(std::FILE *file, const QByteArray &line);
    void printRowNote(const Entry &entry, const QString &sentence);
    QByteArray number(const Entry &entry) const;
    QByteArray prefix(const Entry &entry) const;
    ConnectionRecord recordOf(ConnectionId connection) const;

    const Capture &m_capture;
    OutputOptions m_options;
    bool m_severalConnections;
    bool m_stdoutIsTerminal;
    bool m_stderrIsTerminal;
    bool m_unreadable = false;
    /// Of a connection that goes on.
    struct Noted {
        bool violated = false;
        bool stopped = false; ///< by a violation: what is received then is no message any more
        QSet<EntryId> broken; ///< first frames of messages, not at their end yet, with a violation in them
    };
    QHash<ConnectionId, Noted> m_noted;
    std::set<ConnectionId> m_failed; ///< the latest ones
    ConnectionId m_newest = 0;       ///< of those that a row was printed of
    EntryId m_printed = 0;
};

} // namespace handglass
