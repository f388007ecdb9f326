// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/headless.h"

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
    auto capture = Capture::create(m_path, {}, Capture::Records::InTheFile); // a mock may run for weeks
    if (!capture)
        return capture.error().sentence;
    m_capture = std::move(*capture);
    m_printer = std::make_unique<LogPrinter>(*m_capture, m_output, m_severalConnections);
    m_network = std::make_unique<NetworkThread>();
    connect(m_capture.get(), &Capture::grew, m_printer.get(), &LogPrinter::printUpTo);
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
    m_printer->printUpTo(m_capture->writer()->committedId());
    m_printer->disconnect();
    m_capture.reset();
    if (const QString error = save(); !error.isEmpty()) {
        std::fputs(qPrintable(error + QLatin1Char('\n')), stderr);
        return false;
    }
    m_files.discard(m_path);
    return true;
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
