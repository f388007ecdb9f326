// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/scenariowatcher.h"

#include <QDateTime>
#include <QFileInfo>

namespace handglass {

namespace {
constexpr std::chrono::milliseconds QuietTime{50};
}

ScenarioWatcher::ScenarioWatcher(const QString &file, const scenario::LoadedScenario &loaded)
    : m_file(file)
    , m_files(loaded.files)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(QuietTime);
    connect(&m_timer, &QTimer::timeout, this, &ScenarioWatcher::check);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_timer, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_timer, qOverload<>(&QTimer::start));
    m_stamp = stamp();
    watch();
}

/// A file that took another's name is watched anew; the folders tell that it came.
void ScenarioWatcher::watch()
{
    QStringList paths;
    for (const QString &file : std::as_const(m_files)) {
        if (QFileInfo::exists(file))
            paths.append(file);
        paths.append(QFileInfo(file).absolutePath());
    }
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    paths.removeIf([&watched](const QString &path) { return watched.contains(path); });
    paths.removeDuplicates();
    if (!paths.isEmpty())
        m_watcher.addPaths(paths);
}

QString ScenarioWatcher::stamp() const
{
    QString text;
    for (const QString &file : m_files) {
        const QFileInfo info(file);
        text += QStringLiteral("%1 %2 %3\n")
                    .arg(file)
                    .arg(info.exists() ? info.lastModified().toMSecsSinceEpoch() : 0)
                    .arg(info.size());
    }
    return text;
}

void ScenarioWatcher::check()
{
    watch();
    const QString now = stamp();
    if (now == m_stamp || !QFileInfo::exists(m_file)) // between two names of an editor's
        return;
    m_stamp = now;
    const auto loaded = scenario::loadScenario(m_file);
    if (!loaded) {
        Q_EMIT failed(loaded.error());
        return;
    }
    m_files = loaded->files;
    m_stamp = stamp();
    watch();
    Q_EMIT changed(loaded->scenario);
}

} // namespace handglass
