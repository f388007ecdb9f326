// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/output.h"
#include "app/exchange/redactor.h"
#include "app/exchange/rowwalk.h"

#include <memory>
#include <unordered_set>

namespace handglass {

/// What the formats share while one export runs.
class ExportContext final
{
public:
    /// output: after an error of it the walk ends; nullptr: there is none.
    ExportContext(const CaptureReader &captureReader, const ExportRequest &request, const JobWatch &jobWatch,
        const Output *output = nullptr);

    /// The rows in order; their connections are told to take before them, once each, without credentials. False: see
    /// RowWalk.
    bool forEachRow(
        const std::function<void(const Entry &)> &take, const std::function<void(const ConnectionRecord &)> &meet = {});
    /// Without credentials.
    ConnectionRecord connection(ConnectionId id);
    /// Those that are exported in order of id: of the rows that were walked; with all rows also those without any.
    QList<ConnectionId> connections() const;
    /// A row's sentence without credentials.
    QString text(const Entry &entry) const { return redactor.text(entry.row.connection, entry.text); }

    const CaptureReader &reader;
    const JobWatch &watch;
    RowWalk walk;
    Redactor redactor;
    ExportReport report;

private:
    const Output *m_output;
    std::unordered_set<ConnectionId> m_met;
};

/// One format. write() fills out, or for raw files a folder; it ends early when the walk does.
class Exporter
{
    Q_DISABLE_COPY_MOVE(Exporter)
public:
    Exporter() = default;
    virtual ~Exporter() = default;
    virtual bool write(ExportContext &context) = 0;
};

std::unique_ptr<Exporter> harExporter(Output &out);
std::unique_ptr<Exporter> jsonLinesExporter(Output &out);
std::unique_ptr<Exporter> csvExporter(Output &out);
std::unique_ptr<Exporter> textExporter(Output &out);
std::unique_ptr<Exporter> pcapngExporter(Output &out);
/// Into this folder, which exists and is empty. error: set when a file could not be written.
std::unique_ptr<Exporter> rawExporter(const QString &folder, QString &error);

} // namespace handglass
