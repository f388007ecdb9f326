// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/historyfile.h"

#include "ui/common/background.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace handglass {

namespace {

constexpr int WriteAfterMs = 1000;
/// Above all that toJson() makes; a larger file is not one of ours.
constexpr qint64 LargestFile = 64 << 20;

} // namespace

QString HistoryFile::defaultPath()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
        .filePath(QStringLiteral("composer-history.json"));
}

HistoryFile::HistoryFile(const QString &path, SendHistory &history, QObject *parent)
    : QObject(parent)
    , m_path(path)
    , m_history(history)
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(WriteAfterMs);
    connect(&m_soon, &QTimer::timeout, this, &HistoryFile::write);
}

HistoryFile::~HistoryFile()
{
    if (m_soon.isActive())
        m_pool.start([path = m_path, json = m_history.toJson()] { writeFile(path, json); });
    m_pool.waitForDone();
}

void HistoryFile::load()
{
    inBackground([path = m_path] { return readFile(path); }, m_pool).then(this, [this](const Read &read) {
        take(read);
    });
}

void HistoryFile::touch()
{
    m_soon.start();
}

HistoryFile::Read HistoryFile::readFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return {};
    if (file.size() > LargestFile)
        return {{}, tr("expected at most 64 MiB")};
    if (!file.open(QIODevice::ReadOnly))
        return {{}, file.errorString()};
    return {file.readAll(), {}};
}

QString HistoryFile::writeFile(const QString &path, const QByteArray &json)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(json) != json.size() || !file.commit())
        return file.errorString();
    return {};
}

void HistoryFile::take(const Read &read)
{
    SendHistory before = m_history;
    if (!read.error.isEmpty() || (!read.json.isEmpty() && !m_history.fromJson(read.json))) {
        const QString why = read.error.isEmpty() ? tr("it is not a history") : read.error;
        Q_EMIT failed(tr("The history of sent messages was not read from %1: %2").arg(m_path, why));
        return;
    }
    for (const Composition &entry : before.entries())
        m_history.add(entry);
    Q_EMIT loaded();
}

void HistoryFile::write()
{
    inBackground([path = m_path, json = m_history.toJson()] { return writeFile(path, json); }, m_pool)
        .then(this, [this](const QString &error) {
            if (!error.isEmpty())
                Q_EMIT failed(tr("The history of sent messages was not written to %1: %2").arg(m_path, error));
        });
}

} // namespace handglass
