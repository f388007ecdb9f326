// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/scenariofile.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace handglass {

/// Reads a scenario again whenever it, or a file that it names, is saved: in place, or by another file that takes its
/// name. Reads on its own thread, which waits for the disk.
class ScenarioWatcher final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioWatcher)
public:
    /// loaded: what was read of the file just now.
    ScenarioWatcher(const QString &file, const scenario::LoadedScenario &loaded);

Q_SIGNALS:
    void changed(const handglass::SharedScenario &scenario);
    /// What was read before goes on.
    void failed(const handglass::scenario::Errors &errors);

private:
    void watch();
    void check();
    QString stamp() const;

    QString m_file;
    QStringList m_files;
    QString m_stamp; ///< changes with the files
    QFileSystemWatcher m_watcher;
    QTimer m_timer; ///< editors touch a file several times when they save it
};

} // namespace handglass
