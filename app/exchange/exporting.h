// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/captureerror.h"
#include "app/capture/capturereader.h"

#include <tl/expected.hpp>

#include <atomic>
#include <functional>
#include <optional>

class QIODevice;

namespace handglass {

enum class ExportFormat : quint8 { Har, JsonLines, Csv, Text, Raw, Pcapng, Scenario };

/// "har", "jsonl", "csv", "text", "raw", "pcapng", "scenario".
QString formatName(ExportFormat format);
std::optional<ExportFormat> formatNamed(const QString &name);
/// A file's usual suffix without the dot; empty for raw files, which go into a folder.
QString formatSuffix(ExportFormat format);

/// Which rows: those that match, and of these, if ids are given, only these (ascending). Marks are the capture's, if
/// the query has none.
struct ExportRows {
    LogQuery query = {};
    std::optional<QList<EntryId>> ids = {};
    /// Nothing is left out.
    bool isAll() const
    {
        return !ids && query.connections.isEmpty() && query.show == LogQuery::Show::All && query.filter.isEmpty()
            && query.after == 0;
    }
};

/// When a mock made of a connection says what the server said.
enum class MockPace : quint8 {
    Waiting, ///< when the client's message has come that it followed, then with the recorded gaps
    Timed    ///< at the recorded times since the connection opened, whatever the client sends
};

struct ScenarioOptions {
    MockPace pace = MockPace::Waiting;
    double speed = 1;         ///< gaps are divided by it; 0: there are none
    QStringList ignored = {}; ///< JSON paths in which a client's message may differ
};

struct ExportRequest {
    QString source; ///< a capture, live or not
    ExportFormat format = ExportFormat::Har;
    ExportRows rows;
    bool withCredentials = false; ///< else see Redactor
    ScenarioOptions scenario = {};
};

struct ExportReport {
    qint64 rows = 0;        ///< taken
    qint64 connections = 0; ///< that they belong to
    qint64 hidden = 0;      ///< credentials that were replaced by x
    qint64 bytes = 0;       ///< written
    QString note;           ///< what else is to be known; empty: nothing
};

/// How far a job is, and whether it shall end early.
struct JobWatch {
    std::function<void(int)> progress = {}; ///< 0..1000, from the job's thread
    const std::atomic_bool *cancel = nullptr;
    bool cancelled() const { return cancel != nullptr && cancel->load(); }
    void tell(qint64 done, qint64 of) const
    {
        if (progress && of > 0)
            progress(int(done * 1000 / of));
    }
};

using ExportResult = tl::expected<ExportReport, CaptureError>;

/// Writes the rows that are committed at the start to target: a file, or for ExportFormat::Raw a folder. It is either
/// all of the new one or what it was: a temporary one beside it takes its place at the end. Blocks; run on a worker.
/// Memory is bounded by the largest frame, whatever the number of rows.
ExportResult exportCapture(const ExportRequest &request, const QString &target, const JobWatch &watch = {});
/// To an open device, such as the standard output; not for ExportFormat::Raw.
ExportResult exportCapture(const ExportRequest &request, QIODevice &device, const JobWatch &watch = {});

} // namespace handglass
