// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/logprinter.h"

#include "app/cli/terminal.h"
#include "app/protocol/closecode.h"

#include <QJsonDocument>

namespace handglass {

namespace {

constexpr int PageRows = 500;
constexpr qsizetype ShownBinaryBytes = 32;
constexpr std::size_t MostFailed = 1'000; ///< the rows of one that failed come close together

/// Binary as hex, its beginning: a terminal is no place for the rest.
QByteArray shownBinary(const QByteArray &payload)
{
    QByteArray shown =
        "(binary, " + QByteArray::number(payload.size()) + " B) " + payload.left(ShownBinaryBytes).toHex(' ');
    if (payload.size() > ShownBinaryBytes)
        shown += " …";
    return shown;
}

bool isKnownControl(const Entry &entry)
{
    return entry.opcode() == Opcode::Close || entry.opcode() == Opcode::Ping || entry.opcode() == Opcode::Pong;
}

EntryId firstOf(const Entry &entry)
{
    return entry.row.messageFirst > 0 ? entry.row.messageFirst : entry.id;
}

/// Compressed, and nobody knows what it says: the context that it refers to was lost, or it was composed by hand.
bool isUnread(const Entry &entry)
{
    const bool compressed = (entry.rsv() & 4) != 0 && !entry.hasContent();
    const bool told = !entry.text.isEmpty() && !entry.onPurpose();
    return !isKnownControl(entry) && !entry.violation() && (compressed || told);
}

/// Neither a control frame nor part of a message.
bool isAlone(const Entry &entry)
{
    if (isUnread(entry))
        return true;
    const bool data = entry.opcode() == Opcode::Text || entry.opcode() == Opcode::Binary
        || (entry.continuation() && entry.row.messageFirst > 0);
    return !isKnownControl(entry) && (!data || entry.violation() || (entry.row.bits & EntryUnfinished) != 0);
}

} // namespace

LogPrinter::LogPrinter(const Capture &capture, const OutputOptions &options, bool severalConnections)
    : m_capture(capture)
    , m_options(options)
    , m_severalConnections(severalConnections)
    , m_stdoutIsTerminal(isTerminal(stdout))
    , m_stderrIsTerminal(isTerminal(stderr))
{
}

void LogPrinter::printUpTo(EntryId last)
{
    while (m_printed < last && !m_unreadable) {
        const QList<Entry> entries = m_capture.reader().range(m_printed + 1, last, PageRows);
        if (entries.isEmpty())
            break;
        for (const Entry &entry : entries)
            print(entry);
        m_printed = entries.last().id;
    }
    std::fflush(stdout);
    const QString error = m_capture.reader().error();
    if (!error.isEmpty() && !std::exchange(m_unreadable, true))
        Q_EMIT unreadable(error);
}

void LogPrinter::forget(const QList<qint64> &connections)
{
    for (const ConnectionId connection : connections) {
        m_noted.remove(connection);
        m_failed.erase(connection);
    }
}

qsizetype LogPrinter::remembered() const
{
    qsizetype count = m_noted.size() + qsizetype(m_failed.size());
    for (const Noted &noted : m_noted)
        count += noted.broken.size();
    return count;
}

ConnectionRecord LogPrinter::recordOf(ConnectionId connection) const
{
    return m_capture.reader().connection(connection).value_or(ConnectionRecord());
}

void LogPrinter::print(const Entry &entry)
{
    if (entry.row.connection > m_newest) {
        m_newest = entry.row.connection;
        printWhy(entry);
    }
    switch (entry.row.kind) {
    case EntryKind::Opened:
        printOpened(entry);
        break;
    case EntryKind::Frame:
        printFrame(entry);
        break;
    case EntryKind::Closed:
        printClosed(entry);
        break;
    case EntryKind::Notice:
        printNotice(entry);
        break;
    }
}

/// Of a connection that the session made by itself.
void LogPrinter::printWhy(const Entry &entry)
{
    if (m_options.json) // the handshake's line has it
        return;
    const ConnectionRecord record = recordOf(entry.row.connection);
    if (record.reason == Reason::Redirect)
        printRowNote(entry, tr("Redirect %1: %2").arg(record.attempt).arg(record.url));
    else if (record.reason == Reason::Reconnect)
        printRowNote(entry, tr("Try %1 to reconnect: %2").arg(record.attempt).arg(record.url));
}

void LogPrinter::printOpened(const Entry &entry)
{
    const ConnectionRecord record = recordOf(entry.row.connection);
    if (m_options.json)
        printObject(handshakeJson(record));
    printRowNote(entry, entry.text);
    const TlsFacts &tls = record.tlsFacts;
    if (!tls.errors.isEmpty())
        printRowNote(
            entry, tr("Accepted all the same (%1): %2.").arg(tls.accepted, tls.errors.join(QStringLiteral("; "))));
    Q_EMIT opened(entry.row.connection);
}

void LogPrinter::printClosed(const Entry &entry)
{
    const ConnectionRecord record = recordOf(entry.row.connection);
    if (m_options.json)
        printObject(closeJson(record, entry));
    printRowNote(entry, entry.text);
    const Noted noted = m_noted.take(entry.row.connection);
    Q_EMIT closed(entry.row.connection, noted.violated || record.closeCode == AbnormalClosure);
}

void LogPrinter::printNotice(const Entry &entry)
{
    const ConnectionRecord record = recordOf(entry.row.connection);
    if (record.state == ConnectionState::Failed && entry.text.endsWith(record.failure.fact)
        && !m_failed.contains(record.id)) {
        printFailure(entry, record);
        return;
    }
    if (m_options.json)
        printObject(noticeJson(entry));
    if (entry.payloadLength == 0 || !m_noted.value(entry.row.connection).stopped) // else rests of frames, many of them
        printRowNote(entry, entry.text);
}

void LogPrinter::printFailure(const Entry &entry, const ConnectionRecord &record)
{
    m_failed.insert(record.id);
    if (m_failed.size() > MostFailed)
        m_failed.erase(m_failed.begin());
    if (m_options.json) {
        printObject(handshakeJson(record));
        printObject(failureJson(record, entry));
    }
    for (const QString &sentence :
        {entry.text, record.failure.cause, record.failure.notCause, record.failure.suggestion}) {
        if (!sentence.isEmpty())
            printRowNote(entry, sentence);
    }
    Q_EMIT failed(record.id);
}

void LogPrinter::printFrame(const Entry &entry)
{
    const bool bare = isBare(entry);
    const FrameDetail detail = detailOf(entry, bare);
    if (m_options.json)
        printObject(frameJson(entry, detail));
    if (entry.violation())
        noteViolation(entry);
    if (entry.onPurpose())
        printRowNote(entry, entry.text);
    if (isUnread(entry))
        m_noted[entry.row.connection].broken.insert(firstOf(entry));
    if (isKnownControl(entry))
        printControl(entry, detail.payload.value_or(QByteArray()), detail.rttNs);
    else if (bare)
        printBare(entry);
    else if (entry.fin())
        printMessage(entry);
    const auto noted = m_noted.find(entry.row.connection);
    if (noted != m_noted.end() && entry.fin() && !isKnownControl(entry))
        noted->broken.remove(firstOf(entry));
}

void LogPrinter::noteViolation(const Entry &entry)
{
    Noted &noted = m_noted[entry.row.connection];
    noted.violated = true;
    if (entry.row.direction == Direction::Received && !recordOf(entry.row.connection).observeOnly)
        noted.stopped = true;
    if (!isKnownControl(entry))
        noted.broken.insert(firstOf(entry));
    printRowNote(entry, entry.text);
}

/// isAlone(), or of a message that is none: one that broke a rule, or came after the connection was failed.
bool LogPrinter::isBare(const Entry &entry) const
{
    if (isAlone(entry))
        return true;
    const auto noted = m_noted.constFind(entry.row.connection);
    if (noted == m_noted.cend() || isKnownControl(entry))
        return false;
    const bool late = entry.row.direction == Direction::Received && noted->stopped;
    return late || noted->broken.contains(firstOf(entry));
}

FrameDetail LogPrinter::detailOf(const Entry &entry, bool bare) const
{
    const CaptureReader &reader = m_capture.reader();
    FrameDetail detail;
    if (isKnownControl(entry) || bare || (m_options.json && entry.hasContent()))
        detail.payload = reader.payload(entry.id);
    if (m_options.json && entry.hasContent())
        detail.content = reader.content(entry.id);
    if (entry.opcode() == Opcode::Pong && entry.row.messageFirst > 0)
        detail.rttNs = rttOf(entry);
    return detail;
}

qint64 LogPrinter::rttOf(const Entry &entry) const
{
    const auto ping = m_capture.reader().entry(entry.row.messageFirst);
    return ping ? entry.row.timeNs - ping->row.timeNs : -1;
}

void LogPrinter::printMessage(const Entry &entry)
{
    const CaptureReader &reader = m_capture.reader();
    const EntryId first = firstOf(entry);
    const auto begin = first == entry.id ? entry : reader.entry(first).value_or(entry);
    MessageDetail detail{begin.opcode(), {}, -1};
    detail.data = first == entry.id ? reader.content(entry.id) : reader.messagePayload(first);
    if (m_options.json) {
        if (begin.hasContent() || entry.hasContent())
            detail.compressedLength = compressedLength(entry, first);
        printObject(messageJson(entry, detail));
        return;
    }
    writeLine(stdout, prefix(entry) + (detail.opcode == Opcode::Text ? detail.data : shownBinary(detail.data)));
}

qint64 LogPrinter::compressedLength(const Entry &entry, EntryId first) const
{
    if (first == entry.id)
        return entry.payloadLength;
    qint64 length = 0;
    for (const Entry &frame : m_capture.reader().entries(m_capture.reader().messageFrames(first)))
        length += frame.payloadLength;
    return length;
}

/// What was sent by hand shows even if no message comes of it.
void LogPrinter::printBare(const Entry &entry)
{
    if (m_options.json || !entry.byHand())
        return;
    const QByteArray kind = opcodeWord(entry.opcode()).toUtf8();
    writeLine(stdout, prefix(entry) + "(raw, " + kind + ") " + shownBinary(m_capture.reader().payload(entry.id)));
}

void LogPrinter::printControl(const Entry &entry, const QByteArray &payload, qint64 rttNs)
{
    if (m_options.json || !m_options.showControl || entry.opcode() == Opcode::Close)
        return;
    QByteArray name = entry.opcode() == Opcode::Ping ? "ping" : "pong";
    if (rttNs >= 0)
        name += ", " + QByteArray::number(double(rttNs) / 1e6, 'f', 3) + " ms";
    writeLine(stdout, prefix(entry) + '(' + name + ')' + (payload.isEmpty() ? QByteArray() : ' ' + payload));
}

void LogPrinter::printWaiting(int number, qint64 milliseconds)
{
    if (!m_options.json)
        return;
    printObject(waitingJson(number, milliseconds));
    std::fflush(stdout);
}

QByteArray LogPrinter::number(const Entry &entry) const
{
    return m_severalConnections ? '[' + QByteArray::number(entry.row.connection) + "] " : QByteArray();
}

QByteArray LogPrinter::prefix(const Entry &entry) const
{
    return number(entry) + (entry.row.direction == Direction::Sent ? "> " : "< ");
}

void LogPrinter::printObject(const QJsonObject &object)
{
    writeLine(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void LogPrinter::printNote(const QString &sentence)
{
    if (!m_options.json)
        writeLine(stderr, sentence.toUtf8());
}

void LogPrinter::printRowNote(const Entry &entry, const QString &sentence)
{
    printNote(QString::fromLatin1(number(entry)) + sentence);
}

void LogPrinter::printError(const QString &sentence)
{
    if (m_options.json) {
        printObject(errorJson(sentence));
        std::fflush(stdout);
    }
    writeLine(stderr, sentence.toUtf8());
}

void LogPrinter::writeLine(std::FILE *file, const QByteArray &line)
{
    if (file == stderr)
        std::fflush(stdout); // what was printed before stands before it
    const bool terminal = file == stderr ? m_stderrIsTerminal : m_stdoutIsTerminal;
    const QByteArray shown = terminal ? forTerminal(line) : line;
    std::fwrite(shown.constData(), 1, size_t(shown.size()), file);
    std::fputc('\n', file);
}

} // namespace handglass
