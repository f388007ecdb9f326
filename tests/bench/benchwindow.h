// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/settings.h"
#include "ui/common/theme.h"
#include "ui/log/logpanel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/workbench.h"

#include <QTemporaryDir>

namespace bench {

/// The program's window as it opens, with a live capture in a folder of its own, which goes with this object.
class BenchWindow final
{
    Q_DISABLE_COPY_MOVE(BenchWindow)
public:
    /// Painted and at rest.
    BenchWindow();
    ~BenchWindow();

    /// As a person who types the address.
    void connectTo(const QString &url);
    /// One that echoes; its port, once it listens.
    quint16 startMock();
    handglass::Capture &live() { return *m_workbench.live(); }
    handglass::LogPanel &log() { return *m_log; }
    void openFile(const QString &path) { m_window.openFile(path); }

private:
    QTemporaryDir m_folder;
    handglass::Theme m_theme;
    handglass::Settings m_settings;
    handglass::Workbench m_workbench;
    handglass::MainWindow m_window;
    handglass::LogPanel *m_log = nullptr;
};

} // namespace bench
