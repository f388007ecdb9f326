// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/livelock.h"

#include <QFile>
#include <QLockFile>

#ifdef Q_OS_UNIX
#include <sys/file.h>
#endif

namespace handglass {

namespace {

/// Qt's own test compares process numbers, which start anew in each container; the lock on the file's inode, which
/// QLockFile takes as well, is exact.
bool holderIsGone(const QString &lock)
{
#ifdef Q_OS_UNIX
    QFile file(lock);
    return file.open(QIODevice::ReadOnly) && ::flock(file.handle(), LOCK_SH | LOCK_NB) == 0;
#else
    Q_UNUSED(lock)
    return false;
#endif
}

std::shared_ptr<QLockFile> makeLock(const QString &path)
{
    auto lock = std::make_shared<QLockFile>(path);
    lock->setStaleLockTime(0); // the holder's end counts, not the lock's age
    return lock;
}

} // namespace

QString LiveLock::path(const QString &capture)
{
    return capture + QStringLiteral(".lock");
}

std::shared_ptr<QLockFile> LiveLock::take(const QString &capture)
{
    const QString lockPath = path(capture);
    if (holderIsGone(lockPath))
        QFile::remove(lockPath);
    auto lock = makeLock(lockPath);
    return lock->tryLock(0) ? lock : nullptr;
}

bool LiveLock::isHeld(const QString &capture)
{
    const QString lockPath = path(capture);
    if (!QFile::exists(lockPath) || holderIsGone(lockPath))
        return false;
    return !makeLock(lockPath)->tryLock(0);
}

} // namespace handglass
