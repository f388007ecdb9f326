// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/captureerror.h"

#include <QHash>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <atomic>
#include <functional>
#include <memory>

class QLockFile;

namespace handglass {

/// An unsaved capture left behind by an earlier run.
struct LostCapture {
    QString path;
    qint64 modifiedMs = 0; ///< Unix epoch
    qint64 rows = 0;
    qint64 bytes = 0;
};

/// Where unsaved captures live: <user's data folder>/Handglass/unsaved, 0700. A live one is held by a lock file, so
/// that a second running Handglass neither offers nor removes it.
class CaptureFiles final
{
public:
    /// folder empty: the user's data folder.
    explicit CaptureFiles(const QString &folder = {});
    /// A path for a new live capture, locked by this process until release() or its end.
    tl::expected<QString, CaptureError> newPath();
    void release(const QString &path);
    /// Locks a lost capture, so that no other Handglass offers or removes it. False if one holds it already.
    bool hold(const QString &path);
    /// Captures of processes that are no more, newest first, with at least one row or connection; empty ones are
    /// removed on the way. Opens each of them: run on a worker. Those that cannot be read stay until discardOld().
    QList<LostCapture> lost() const;
    /// Removes a capture of this folder and what belongs to it; not one that another Handglass holds.
    void discard(const QString &path);
    /// The stated rule: lost captures older than 30 days are discarded, and the oldest beyond 20 captures. Returns how
    /// many.
    int discardOld();

private:
    QString m_folder;
    QHash<QString, std::shared_ptr<QLockFile>> m_held;
};

/// Copies a capture (live or not) into one self-contained file at target: SQLite's backup API (or, where rows were let
/// go, written anew, so that nothing of them is in it), journal_mode=DELETE, synced, then renamed into place, so that
/// target is either the old file or the whole new one. Blocks; run on a worker. progress: 0..1000. The temporary file
/// beside target is removed on failure. A live writer goes on meanwhile; the copy holds what was committed at the
/// start.
tl::expected<void, CaptureError> saveCapture(const QString &source, const QString &target,
    const std::function<void(int)> &progress = {}, const std::atomic_bool *cancel = nullptr);

/// Checks application_id, user_version and the schema without changing the file.
tl::expected<void, CaptureError> checkCapture(const QString &path);

} // namespace handglass
