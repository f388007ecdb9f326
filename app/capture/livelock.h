// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

class QLockFile;

namespace handglass {

/// The lock file beside a capture, which says that a process holds it. It ends with the process, however that ends.
class LiveLock final
{
public:
    /// Takes the lock; nullptr if another holder has it or the folder cannot be written.
    static std::shared_ptr<QLockFile> take(const QString &capture);
    /// A living process holds it; this one counts too.
    static bool isHeld(const QString &capture);
    static QString path(const QString &capture);
};

} // namespace handglass
