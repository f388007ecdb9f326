// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturefiles.h"

#include "app/capture/capturereader.h"
#include "app/capture/livelock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::CaptureFiles)
};

constexpr qint64 keptDays = 30;
constexpr qsizetype keptCaptures = 20;

QString defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/Handglass/unsaved");
}

QString newName()
{
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const quint32 random = QRandomGenerator::system()->generate();
    return QStringLiteral("capture-%1-%2.hgcap").arg(time).arg(random, 8, 16, QLatin1Char('0'));
}

QString logPath(const QString &path)
{
    return path + QStringLiteral("-wal");
}

LostCapture describe(const QString &path)
{
    const QFileInfo file(path);
    const QFileInfo log(logPath(path));
    const QDateTime modified = log.exists() ? std::max(file.lastModified(), log.lastModified()) : file.lastModified();
    return {path, modified.toMSecsSinceEpoch(), 0, file.size() + log.size()};
}

/// Captures that no living process holds, newest first; their rows are not counted.
QList<LostCapture> unheld(const QString &folder)
{
    QList<LostCapture> found;
    const QFileInfoList files = QDir(folder).entryInfoList({QStringLiteral("capture-*.hgcap")}, QDir::Files);
    for (const QFileInfo &file : files) {
        if (!LiveLock::isHeld(file.absoluteFilePath()))
            found.append(describe(file.absoluteFilePath()));
    }
    std::sort(found.begin(), found.end(),
        [](const LostCapture &a, const LostCapture &b) { return a.modifiedMs > b.modifiedMs; });
    return found;
}

/// False if somebody holds it. The lock's file goes with the lock.
bool removeUnheld(const QString &path)
{
    const auto lock = LiveLock::take(path);
    if (lock == nullptr)
        return false;
    for (const char *suffix : {"", "-wal", "-shm", "-journal"})
        QFile::remove(path + QLatin1String(suffix));
    return true;
}

enum class Content : quint8 { Rows, Nothing, Unknown };

/// Counts the rows.
Content look(LostCapture &capture)
{
    if (capture.bytes == 0)
        return Content::Nothing; // ended while it was made
    const auto reader = CaptureReader::open(capture.path);
    if (!reader)
        return Content::Unknown;
    capture.rows = (*reader)->lastId();
    const bool empty = capture.rows == 0 && (*reader)->connectionIds().isEmpty();
    if (!(*reader)->error().isEmpty())
        return Content::Unknown;
    return empty ? Content::Nothing : Content::Rows;
}

/// Locks whose capture was never made.
void removeStrayLocks(const QString &folder)
{
    const QFileInfoList locks = QDir(folder).entryInfoList({QStringLiteral("capture-*.hgcap.lock")}, QDir::Files);
    for (const QFileInfo &lock : locks) {
        QString capture = lock.absoluteFilePath();
        capture.chop(qsizetype(sizeof(".lock")) - 1);
        if (!QFile::exists(capture) && !LiveLock::isHeld(capture))
            QFile::remove(lock.absoluteFilePath());
    }
}

} // namespace

CaptureFiles::CaptureFiles(const QString &folder)
    : m_folder(QDir(folder.isEmpty() ? defaultFolder() : folder).absolutePath())
{
}

tl::expected<QString, CaptureError> CaptureFiles::newPath()
{
    const auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const bool made = QDir().mkpath(m_folder) && QFile::setPermissions(m_folder, ownerOnly);
    const QString path = m_folder + QLatin1Char('/') + newName();
    const auto lock = made ? LiveLock::take(path) : nullptr;
    if (lock == nullptr)
        return tl::unexpected(CaptureError{CaptureError::Kind::Io,
            Words::tr("expected to write to the folder %1, got no permission or no space").arg(m_folder)});
    m_held.insert(path, lock);
    return path;
}

void CaptureFiles::release(const QString &path)
{
    m_held.remove(path);
}

bool CaptureFiles::hold(const QString &path)
{
    if (m_held.contains(path))
        return true;
    const auto lock = LiveLock::take(path);
    if (lock != nullptr)
        m_held.insert(path, lock);
    return lock != nullptr;
}

QList<LostCapture> CaptureFiles::lost() const
{
    QList<LostCapture> found;
    for (LostCapture &capture : unheld(m_folder)) {
        const Content content = look(capture);
        if (content == Content::Rows)
            found.append(capture);
        else if (content == Content::Nothing)
            removeUnheld(capture.path);
    }
    return found;
}

void CaptureFiles::discard(const QString &path)
{
    release(path);
    if (QFileInfo(path).absolutePath() == m_folder)
        removeUnheld(path);
}

int CaptureFiles::discardOld()
{
    const qint64 oldest = QDateTime::currentDateTime().addDays(-keptDays).toMSecsSinceEpoch();
    const QList<LostCapture> captures = unheld(m_folder);
    int discarded = 0;
    for (qsizetype i = 0; i < captures.size(); ++i) {
        if (i < keptCaptures && captures[i].modifiedMs >= oldest)
            continue;
        discarded += removeUnheld(captures[i].path) ? 1 : 0;
    }
    removeStrayLocks(m_folder);
    return discarded;
}

tl::expected<void, CaptureError> checkCapture(const QString &path)
{
    const auto reader = CaptureReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    return {};
}

} // namespace handglass
