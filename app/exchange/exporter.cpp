// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/exporter.h"

#include <algorithm>

namespace handglass {

ExportContext::ExportContext(
    const CaptureReader &captureReader, const ExportRequest &request, const JobWatch &jobWatch, const Output *output)
    : reader(captureReader)
    , watch(jobWatch)
    , walk(captureReader, request.rows)
    , redactor(!request.withCredentials)
    , m_output(output)
{
}

bool ExportContext::forEachRow(
    const std::function<void(const Entry &)> &take, const std::function<void(const ConnectionRecord &)> &meet)
{
    return walk.forEach(watch, [&](const Entry &entry) {
        const ConnectionId id = entry.row.connection;
        if (id != 0 && m_met.insert(id).second) {
            const ConnectionRecord record = connection(id);
            if (meet)
                meet(record);
        }
        if (m_output != nullptr && m_output->failed())
            walk.stop();
        ++report.rows;
        take(entry);
    });
}

ConnectionRecord ExportContext::connection(ConnectionId id)
{
    ConnectionRecord record = reader.connection(id).value_or(ConnectionRecord());
    record.id = id;
    return redactor.record(record);
}

QList<ConnectionId> ExportContext::connections() const
{
    if (walk.rows().isAll())
        return reader.connectionIds();
    QList<ConnectionId> ids(m_met.cbegin(), m_met.cend());
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace handglass
