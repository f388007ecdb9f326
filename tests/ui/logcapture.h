// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/protocol/frame.h"

#include <QTemporaryDir>
#include <QTest>

namespace handglass {

/// A live capture in a temporary folder, filled by a test.
class LogCapture
{
public:
    LogCapture()
    {
        auto made =
            Capture::create(m_folder.filePath(QStringLiteral("live/test.hgcap")), {.retention = {.minFree = 1 << 20}});
        if (!made)
            qFatal("%s", qUtf8Printable(made.error().sentence));
        m_capture = std::move(*made);
    }

    Capture &operator*() const { return *m_capture; }
    Capture *operator->() const { return m_capture.get(); }
    Capture *get() const { return m_capture.get(); }
    void destroy() { m_capture.reset(); }

    ConnectionId connect(qint64 session, const QString &url = QStringLiteral("ws://127.0.0.1:8080/"))
    {
        ConnectionRecord record;
        record.id = m_capture->writer()->newConnection();
        record.session = session;
        record.state = ConnectionState::Open;
        record.url = url;
        record.startedNs = m_time;
        m_capture->writer()->writeConnection(record);
        m_connection = record.id;
        return record.id;
    }

    EntryRow row(Opcode opcode, Direction direction, qsizetype size)
    {
        EntryRow entry;
        entry.connection = m_connection;
        entry.timeNs = m_time += 1'500'000;
        entry.direction = direction;
        entry.bits = static_cast<quint16>(0x80U | static_cast<quint8>(opcode));
        entry.lengthBits = minimalLengthBits(quint64(size));
        FrameHeader header;
        header.payloadLength = quint64(size);
        header.lengthBits = entry.lengthBits;
        if (direction == Direction::Sent) {
            entry.bits |= EntryMasked;
            entry.maskKey = 0xa71c5e39;
            header.masked = true;
        }
        entry.wireLength = header.size() + size;
        return entry;
    }

    /// Queues one frame; returns its id. Readable after a flush.
    EntryId frame(Opcode opcode, Direction direction, const QByteArray &payload, const QString &violation = {})
    {
        EntryRow entry = row(opcode, direction, payload.size());
        if (!violation.isEmpty())
            entry.bits |= EntryViolation;
        return add(entry, payload, violation);
    }

    /// The same, compressed.
    EntryId compressed(Opcode opcode, Direction direction, const QByteArray &payload, const QByteArray &content)
    {
        EntryRow entry = row(opcode, direction, payload.size());
        entry.bits |= 0x40U;
        return addCompressed(entry, payload, content);
    }

    EntryId addCompressed(const EntryRow &entry, const QByteArray &payload, const QByteArray &content)
    {
        EntryBatch batch;
        batch.add(entry, payload);
        batch.setContent(content);
        return m_capture->writer()->append(batch);
    }

    EntryId event(EntryKind kind, const QString &text)
    {
        EntryRow entry;
        entry.connection = m_connection;
        entry.timeNs = m_time += 1'500'000;
        entry.kind = kind;
        return add(entry, {}, text);
    }

    /// A message in so many fragments of a letter each; returns the first one's id.
    EntryId fragments(Opcode opcode, Direction direction, const QList<QByteArray> &parts)
    {
        EntryId first = 0;
        for (qsizetype i = 0; i < parts.size(); ++i) {
            const bool last = i + 1 == parts.size();
            EntryRow entry = row(i == 0 ? opcode : Opcode::Continuation, direction, parts.at(i).size());
            entry.bits = static_cast<quint16>((entry.bits & ~0x80U) | (last ? 0x80U : 0U));
            entry.bits |= i == 0 ? EntryFirst : last ? EntryLast : 0;
            entry.messageFirst = first;
            const EntryId id = add(entry, parts.at(i), {});
            first = first == 0 ? id : first;
        }
        return first;
    }

    EntryId add(const EntryRow &entry, const QByteArray &payload, const QString &text)
    {
        EntryBatch batch;
        batch.add(entry, payload, text);
        return m_capture->writer()->append(batch);
    }

    void append(EntryBatch &batch) { m_capture->writer()->append(batch); }

    /// Waits until all that was queued is readable and told.
    void settle()
    {
        m_capture->writer()->flush();
        QTRY_COMPARE_WITH_TIMEOUT(m_capture->lastId(), m_capture->writer()->committedId(), 20'000);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Capture> m_capture;
    ConnectionId m_connection = 0;
    qint64 m_time = 1'795'166'000'000'000'000;
};

} // namespace handglass
