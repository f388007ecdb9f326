// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/capture/capturefiles.h"
#include "app/cli/commandline.h"
#include "app/cli/logprinter.h"
#include "app/cli/terminal.h"
#include "app/tap/networkthread.h"

#include <QObject>

#include <functional>
#include <memory>

namespace handglass {

class Session;

/// What a headless command runs on: a live capture in the unsaved folder, its printer, the network thread, the
/// terminal. It ends in finish().
class Headless final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Headless)
public:
    Headless(const OutputOptions &output, bool severalConnections);
    ~Headless() override;

    /// Empty, or why there is no capture.
    QString start();
    CaptureWriter &writer() const { return *m_capture->writer(); }
    NetworkThread &network() { return *m_network; }
    LogPrinter &printer() { return *m_printer; }
    const Capture &capture() const { return *m_capture; }

    /// After this, lines that are typed reach take(), one at a time: it calls InputLines::next() when it wants more.
    InputLines &input();

    /// Ends the event loop with this status.
    void quit(int status);
    /// After the event loop: ends the session, prints the rest, saves or throws away the capture. False: it could not
    /// be saved.
    bool finish(Session *session);

private:
    void print(EntryId last);
    void tellLetGo();
    QString save();

    OutputOptions m_output;
    bool m_severalConnections;
    CaptureFiles m_files;
    QString m_path;
    std::unique_ptr<Capture> m_capture;
    std::unique_ptr<LogPrinter> m_printer;
    std::unique_ptr<NetworkThread> m_network;
    std::unique_ptr<InputLines> m_input;
};

} // namespace handglass
