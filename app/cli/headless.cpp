// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/headless.h"

#include "app/cli/jsonlines.h"
#include "app/session/session.h"

#include <QCoreApplication>

#include <cstdio>

namespace handglass {

Headless::Headless(const OutputOptions &output, bool severalConnections)
    : m_output(output)
    , m_severalConnections(severalConnections)
{
}

Headless::~Headless() = default;

QString Headless::start()
{
    const auto path = m_files.newPath();
    if (!path)
        return path.error().sentence;
    m_path = *path;
    auto capture = Capture::create(
        m_path, {.retention = m_output.retention}, Capture::Records::InTheFile); // a mock may run for weeks
    if (!capture)
        return capture.error().sentence;
    m_capture = std::move(*capture);
    m_printer = std::make_unique<LogPrinter>(*m_capture, m_output, m_severalConnections);
    m_network = std::make_unique<NetworkThread>();
    m_capture->writer()->keepFrom(1);
    connect(m_capture.get(), &Capture::grew, this, &Headless::print);
    connect(m_capture.get(), &Capture::connectionsDropped, m_printer.get(), &LogPrinter::forget);
    const auto giveUp = [this](const QString &sentence) {
        m_printer->printError(sentence);
        quit(1);
    };
    connect(m_capture.get(), &Capture::failed, this, giveUp);
    connect(m_printer.get(), &LogPrinter::unreadable, this, giveUp);
    connect(m_capture.get(), &Capture::diskLow, this, [this](qint64 freeBytes) {
        m_printer->printError(
            tr("expected room on the disk for the capture, got %1 MiB: the sockets are held until there is more")
                .arg(freeBytes / (1 << 20)));
    });
    return {};
}

InputLines &Headless::input()
{
    if (!m_input)
        m_input = std::make_unique<InputLines>();
    return *m_input;
}

void Headless::quit(int status)
{
    QCoreApplication::exit(status);
}

bool Headless::finish(Session *session)
{
    m_input.reset();
    session->release();
    m_network.reset(); // waits for the session's end
    m_capture->writer()->flush();
    print(m_capture->writer()->committedId());
    tellLetGo();
    m_printer->disconnect();
    m_capture.reset();
    if (const QString error = save(); !error.isEmpty()) {
        std::fputs(qPrintable(error + QLatin1Char('\n')), stderr);
        return false;
    }
    m_files.discard(m_path);
    return true;
}

/// No row is let go before it was printed.
void Headless::print(EntryId last)
{
    m_printer->printUpTo(last);
    m_capture->writer()->keepFrom(m_printer->printed() + 1);
}

void Headless::tellLetGo()
{
    const bool bounded = m_output.retention.rows != 0 || m_output.retention.bytes != 0;
    if (m_output.saveTo.isEmpty() || !bounded)
        return;
    m_capture->writer()->setRetention(m_output.retention);
    m_capture->writer()->flush();
    const qint64 rows = m_capture->reader().firstId() - 1;
    if (rows == 0)
        return;
    m_printer->printNote(tr("%1 older rows were let go; the capture begins with row %2.").arg(rows).arg(rows + 1));
    if (m_output.json)
        m_printer->printObject(letGoJson(rows));
    std::fflush(stdout);
}

QString Headless::save()
{
    if (m_output.saveTo.isEmpty())
        return {};
    const auto saved = saveCapture(m_path, m_output.saveTo);
    if (saved)
        return {};
    m_files.release(m_path); // kept: the window offers it at its next start
    return saved.error().sentence;
}

} // namespace handglass
