// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/importing.h"

#include "app/exchange/importer.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <filesystem>

namespace handglass {

namespace {

using Kind = CaptureError::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Importing)
};

constexpr qint64 FirstLineBytes = 64 << 10;

tl::unexpected<CaptureError> failure(Kind kind, const QString &sentence)
{
    return tl::unexpected(CaptureError{kind, sentence});
}

/// A name beside the target that nothing has.
QString temporaryPath(const QString &target)
{
    QTemporaryFile file(target + QStringLiteral(".XXXXXX"));
    return file.open() ? file.fileName() : QString();
}

void removeCapture(const QString &path)
{
    for (const char *suffix : {"", "-wal", "-shm", "-journal"})
        QFile::remove(path + QLatin1String(suffix));
}

ImportResult readInto(QFile &file, CaptureBuilder &builder, const JobWatch &watch)
{
    const QByteArray firstLine = file.peek(FirstLineBytes).split('\n').first();
    const QString stopped =
        isJsonLines(firstLine) ? readJsonLines(file, builder, watch) : readHar(file, builder, watch);
    if (watch.cancelled())
        return failure(Kind::Cancelled, Words::tr("cancelled: nothing was imported"));
    if (!builder.finish())
        return tl::unexpected(builder.error());
    const ImportReport &report = builder.report();
    if (report.connections == 0 && report.rows == 0) {
        if (!stopped.isEmpty())
            return failure(Kind::NotACapture, stopped);
        if (report.problems > 0)
            return failure(Kind::NotACapture, report.sentences.first());
        return failure(Kind::NotACapture,
            Words::tr("expected at least one WebSocket connection, got %1 entries without any: %2")
                .arg(report.skipped)
                .arg(file.fileName()));
    }
    if (!stopped.isEmpty())
        builder.problem(stopped);
    return builder.report();
}

} // namespace

ImportResult importCapture(const QString &source, const QString &target, const JobWatch &watch)
{
    QFile file(source);
    if (QFileInfo(source).isDir())
        return failure(Kind::NotACapture, Words::tr("expected a HAR or JSON lines, got a folder: %1").arg(source));
    if (!file.open(QIODevice::ReadOnly))
        return failure(file.error() == QFile::OpenError && !file.exists() ? Kind::NotFound : Kind::Io,
            Words::tr("expected to read %1, got an error: %2").arg(source, file.errorString()));
    const QString temporary = temporaryPath(target);
    auto store = CaptureStore::create(temporary.isEmpty() ? target : temporary);
    if (!store)
        return tl::unexpected(store.error());
    ImportResult result = [&] {
        CaptureBuilder builder(std::move(*store), target);
        return readInto(file, builder, watch);
    }();
    if (result) {
        std::error_code error;
        std::filesystem::rename(
            QFile::encodeName(temporary).toStdString(), QFile::encodeName(target).toStdString(), error);
        if (error)
            result = failure(Kind::Io,
                Words::tr("expected to write %1, got an error: %2")
                    .arg(target, QString::fromStdString(error.message())));
    }
    removeCapture(temporary);
    return result;
}

} // namespace handglass
