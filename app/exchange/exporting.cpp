// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/exporting.h"

#include "app/exchange/exporter.h"
#include "app/exchange/scenariomaking.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryDir>

#include <array>

namespace handglass {

namespace {

using Kind = CaptureError::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Exporting)
};

struct FormatWords {
    const char *name;
    const char *suffix;
    std::unique_ptr<Exporter> (*make)(Output &);
};

constexpr std::array<FormatWords, 7> formats = {{{"har", "har", harExporter}, {"jsonl", "jsonl", jsonLinesExporter},
    {"csv", "csv", csvExporter}, {"text", "txt", textExporter}, {"raw", "", nullptr},
    {"pcapng", "pcapng", pcapngExporter}, {"scenario", "json", nullptr}}};

tl::unexpected<CaptureError> failure(Kind kind, const QString &sentence)
{
    return tl::unexpected(CaptureError{kind, sentence});
}

tl::unexpected<CaptureError> writeFailure(const QString &target, const QString &words)
{
    return failure(Kind::Io, Words::tr("expected to write %1, got an error: %2").arg(target, words));
}

/// Why a walk that ended early did.
tl::unexpected<CaptureError> stopped(const ExportContext &context, const QString &target, const QString &words)
{
    if (context.watch.cancelled())
        return failure(Kind::Cancelled, Words::tr("cancelled: nothing was exported"));
    if (!context.reader.error().isEmpty())
        return failure(Kind::Damaged, context.reader.error());
    return writeFailure(target, words);
}

ExportResult finished(ExportContext &context)
{
    context.report.connections = context.connections().size();
    context.report.hidden = context.redactor.hidden();
    return context.report;
}

ExportResult exportScenario(
    QIODevice &device, const QString &target, const ExportRequest &request, const JobWatch &watch)
{
    const auto made = makeScenario(request, watch);
    if (!made)
        return tl::unexpected(made.error());
    if (device.write(made->text) != made->text.size())
        return writeFailure(target, device.errorString());
    return ExportReport{made->rows, 1, made->hidden, made->text.size(), made->note};
}

ExportResult exportInto(QIODevice &device, const QString &target, const ExportRequest &request, const JobWatch &watch)
{
    if (request.format == ExportFormat::Scenario)
        return exportScenario(device, target, request, watch);
    const auto reader = CaptureReader::open(request.source);
    if (!reader)
        return tl::unexpected(reader.error());
    Output out(device);
    ExportContext context(**reader, request, watch, &out);
    const auto exporter = formats[std::size_t(request.format)].make(out);
    const bool done = exporter->write(context);
    const bool flushed = out.flush();
    if (!done || !flushed || !(*reader)->error().isEmpty()) {
        const QString words = context.report.note.isEmpty() ? device.errorString() : context.report.note;
        return stopped(context, target, words);
    }
    context.report.bytes = out.size();
    return finished(context);
}

/// The folder's files are made in one beside it, which takes its place.
ExportResult exportFolder(const ExportRequest &request, const QString &target, const JobWatch &watch)
{
    const QString path = QDir(target).absolutePath();
    const QFileInfo there(path);
    if (there.exists() && (!there.isDir() || !QDir(path).isEmpty()))
        return failure(
            Kind::Io, Words::tr("expected a new or an empty folder, got one that holds files: %1").arg(path));
    QTemporaryDir temporary(path + QStringLiteral(".XXXXXX"));
    if (!temporary.isValid())
        return writeFailure(path, temporary.errorString());
    const auto reader = CaptureReader::open(request.source);
    if (!reader)
        return tl::unexpected(reader.error());
    ExportContext context(**reader, request, watch);
    QString error;
    const bool done = rawExporter(temporary.path(), error)->write(context);
    if (!done || !(*reader)->error().isEmpty())
        return stopped(context, path, error);
    if (there.exists())
        QDir().rmdir(path);
    if (!QDir().rename(temporary.path(), path))
        return writeFailure(path, Words::tr("the folder could not be put in its place"));
    temporary.setAutoRemove(false);
    return finished(context);
}

} // namespace

QString formatName(ExportFormat format)
{
    return QLatin1String(formats[std::size_t(format)].name);
}

std::optional<ExportFormat> formatNamed(const QString &name)
{
    for (std::size_t i = 0; i < formats.size(); ++i) {
        if (name == QLatin1String(formats[i].name))
            return static_cast<ExportFormat>(i);
    }
    return std::nullopt;
}

QString formatSuffix(ExportFormat format)
{
    return QLatin1String(formats[std::size_t(format)].suffix);
}

ExportResult exportCapture(const ExportRequest &request, const QString &target, const JobWatch &watch)
{
    if (request.format == ExportFormat::Raw)
        return exportFolder(request, target, watch);
    const QFileInfo there(target);
    if (there.exists() && there.canonicalFilePath() == QFileInfo(request.source).canonicalFilePath())
        return failure(Kind::InUse, Words::tr("expected another file, got the capture itself: %1").arg(target));
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return writeFailure(target, file.errorString());
    ExportResult result = exportInto(file, target, request, watch);
    if (!result)
        file.cancelWriting();
    else if (!file.commit())
        return writeFailure(target, file.errorString());
    return result;
}

ExportResult exportCapture(const ExportRequest &request, QIODevice &device, const JobWatch &watch)
{
    return exportInto(device, Words::tr("the standard output"), request, watch);
}

} // namespace handglass
