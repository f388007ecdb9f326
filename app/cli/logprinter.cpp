// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/logprinter.h"

#include "app/cli/jsonlines.h"
#include "app/cli/terminal.h"
#include "app/protocol/closecode.h"

#include <QJsonDocument>

namespace handglass {

namespace {

constexpr int PageRows = 500;
constexpr qsizetype ShownBinaryBytes = 32;

/// Binary as hex, its beginning: a terminal is no place for the rest.
QByteArray shownBinary(const QByteArray &payload)
{
    QByteArray shown =
        "(binary, " + QByteArray::number(payload.size()) + " B) " + payload.left(ShownBinaryBytes).toHex(' ');
    if (payload.size() > ShownBinaryBytes)
        shown += " …";
    return shown;
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

ConnectionRecord LogPrinter::recordOf(ConnectionId connection) const
{
    return m_capture.reader().connection(connection).value_or(ConnectionRecord());
}

void LogPrinter::print(const Entry &entry)
{
    switch (entry.row.kind) {
    case EntryKind::Opened:
        if (m_options.json)
            printObject(handshakeJson(recordOf(entry.row.connection)));
        printRowNote(entry, entry.text);
        Q_EMIT opened(entry.row.connection);
        break;
    case EntryKind::Frame:
        printFrame(entry);
        break;
    case EntryKind::Closed:
    case EntryKind::Notice:
        printEnd(entry);
        break;
    }
}

void LogPrinter::printEnd(const Entry &entry)
{
    const ConnectionRecord record = recordOf(entry.row.connection);
    const bool failure = entry.row.kind == EntryKind::Notice && record.state == ConnectionState::Failed;
    if (m_options.json) {
        if (failure && !record.rawRequest.isEmpty())
            printObject(handshakeJson(record));
        if (failure)
            printObject(failureJson(record, entry));
        else if (entry.row.kind == EntryKind::Closed)
            printObject(closeJson(record, entry));
        else
            printObject(noticeJson(entry));
    }
    printRowNote(entry, failure ? record.failure.fact : entry.text);
    if (failure && !record.failure.suggestion.isEmpty())
        printRowNote(entry, record.failure.suggestion);
    if (failure)
        Q_EMIT failed(entry.row.connection);
    else if (entry.row.kind == EntryKind::Closed)
        Q_EMIT closed(record.id, m_violated.remove(record.id) || record.closeCode == AbnormalClosure);
}

void LogPrinter::printFrame(const Entry &entry)
{
    const bool control = isControl(entry.opcode());
    const QByteArray payload = control ? m_capture.reader().payload(entry.id) : QByteArray();
    if (m_options.json)
        printObject(frameJson(entry, payload));
    if (entry.violation()) {
        m_violated.insert(entry.row.connection);
        printRowNote(entry, entry.text);
    }
    if (control)
        printControl(entry, payload);
    else if (entry.fin() && (entry.row.bits & EntryUnfinished) == 0 && !entry.violation())
        printMessage(entry);
}

void LogPrinter::printMessage(const Entry &entry)
{
    const EntryId first = entry.row.messageFirst;
    QByteArray payload;
    Opcode opcode = entry.opcode();
    if (first > 0) {
        payload = m_capture.reader().messagePayload(first);
        if (const auto begin = m_capture.reader().entry(first))
            opcode = begin->opcode();
    } else {
        payload = m_capture.reader().payload(entry.id);
    }
    if (m_options.json)
        printObject(messageJson(entry, opcode, payload));
    else
        writeLine(stdout, prefix(entry) + (opcode == Opcode::Text ? payload : shownBinary(payload)));
}

void LogPrinter::printControl(const Entry &entry, const QByteArray &payload)
{
    if (m_options.json || !m_options.showControl || entry.opcode() == Opcode::Close)
        return;
    const QByteArray name = entry.opcode() == Opcode::Ping ? "ping" : "pong";
    writeLine(stdout, prefix(entry) + '(' + name + ')' + (payload.isEmpty() ? QByteArray() : ' ' + payload));
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
