// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturewriter.h"
#include "app/capture/records.h"

#include <QTest>

namespace handglass {

inline EntryRow frameRow(Direction direction = Direction::Sent, quint8 firstByte = 0x81, ConnectionId connection = 1)
{
    EntryRow row;
    row.connection = connection;
    row.timeNs = nowNs();
    row.bits = firstByte;
    row.direction = direction;
    return row;
}

/// Appends one row and returns its id.
inline EntryId appendRow(CaptureWriter &writer, const EntryRow &row, QByteArrayView payload, const QString &text = {})
{
    EntryBatch batch;
    batch.add(row, payload, text);
    return writer.append(batch);
}

inline std::unique_ptr<CaptureWriter> makeWriter(const QString &path, CaptureWriter::Limits limits = {})
{
    auto writer = CaptureWriter::create(path, limits);
    if (!writer) {
        QTest::qFail(qPrintable(writer.error().sentence), __FILE__, __LINE__);
        return nullptr;
    }
    return std::move(*writer);
}

/// What row number id of a long test holds: of changing length, told by the number.
inline QByteArray numberedPayload(EntryId id)
{
    return "row " + QByteArray::number(id) + QByteArray(qsizetype(id % 90), 'a' + char(id % 26));
}

} // namespace handglass
