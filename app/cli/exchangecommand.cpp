// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exchangeline.h"
#include "app/cli/terminal.h"

#include <QCoreApplication>
#include <QFile>
#include <QThread>
#include <QTimer>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::ExchangeCommand)
};

constexpr std::chrono::milliseconds ProgressInterval{500};

void say(const QString &sentence)
{
    std::fputs(forTerminal((sentence + QLatin1Char('\n')).toUtf8()).constData(), stderr);
}

/// Runs the work on a thread of its own, with its progress on a terminal's standard error; Ctrl+C cancels it.
template <typename Work> auto runWithProgress(const QString &doing, const Work &work)
{
    std::atomic_int perMille = 0;
    std::atomic_bool cancel = false;
    decltype(work(JobWatch())) result;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        result = work(JobWatch{[&perMille](int done) { perMille = done; }, &cancel});
    }));
    QObject context;
    onInterrupt(&context, [&cancel] { cancel = true; });
    QTimer timer;
    bool shown = false;
    QObject::connect(&timer, &QTimer::timeout, &context, [&] {
        shown = true;
        std::fputs(QStringLiteral("\r%1 %2 %").arg(doing).arg(perMille / 10).toUtf8().constData(), stderr);
    });
    if (isTerminal(stderr))
        timer.start(ProgressInterval);
    QObject::connect(thread.get(), &QThread::finished, &context, [] { QCoreApplication::quit(); });
    thread->start();
    QCoreApplication::exec();
    thread->wait();
    if (shown)
        std::fputs("\r\x1b[K", stderr);
    return result;
}

/// The standard output, by which no peer shall steer a terminal.
class TerminalOutput final : public QIODevice
{
protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *data, qint64 size) override
    {
        const QByteArray shown = forTerminal(QByteArray::fromRawData(data, size));
        return std::fwrite(shown.constData(), 1, size_t(shown.size()), stdout) == size_t(shown.size()) ? size : -1;
    }
};

ExportResult exportToStdout(const ExportRequest &request, const JobWatch &watch)
{
    if (isTerminal(stdout)) {
        TerminalOutput terminal;
        terminal.open(QIODevice::WriteOnly);
        return exportCapture(request, terminal, watch);
    }
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return tl::unexpected(CaptureError{CaptureError::Kind::Io, out.errorString()});
    return exportCapture(request, out, watch);
}

} // namespace

int runExport(const ExportCommandLine &line)
{
    const ExportResult result = runWithProgress(Words::tr("Exporting"), [&line](const JobWatch &watch) {
        return line.target.isEmpty() ? exportToStdout(line.request, watch)
                                     : exportCapture(line.request, line.target, watch);
    });
    std::fflush(stdout);
    if (!result) {
        say(result.error().sentence);
        return 1;
    }
    QString said = Words::tr("Rows: %1, connections: %2").arg(result->rows).arg(result->connections);
    if (result->hidden > 0)
        said += Words::tr(", credentials hidden: %1 (--with-credentials leaves them)").arg(result->hidden);
    say(said);
    if (!result->note.isEmpty())
        say(result->note);
    return 0;
}

int runImport(const ImportCommandLine &line)
{
    const ImportResult result = runWithProgress(Words::tr("Importing"),
        [&line](const JobWatch &watch) { return importCapture(line.source, line.target, watch); });
    if (!result) {
        say(result.error().sentence);
        return 1;
    }
    for (const QString &sentence : result->sentences)
        say(sentence);
    if (result->problems > result->sentences.size())
        say(Words::tr("and %1 more").arg(result->problems - result->sentences.size()));
    QString said =
        Words::tr("%1: rows: %2, connections: %3").arg(line.target).arg(result->rows).arg(result->connections);
    if (result->skipped > 0)
        said += Words::tr(", entries without WebSocket, passed over: %1").arg(result->skipped);
    say(said);
    return result->problems > 0 ? 1 : 0;
}

} // namespace handglass
