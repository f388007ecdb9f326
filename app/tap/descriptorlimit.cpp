// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/descriptorlimit.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace handglass {

void raiseDescriptorLimit()
{
#ifdef Q_OS_UNIX
    rlimit limit = {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
#ifdef Q_OS_MACOS
    limit.rlim_cur = qMin<rlim_t>(limit.rlim_cur, 10240); // OPEN_MAX: more is refused
#endif
    setrlimit(RLIMIT_NOFILE, &limit); // refused: the old limit stays, and accept() says so when it is reached
#endif
}

} // namespace handglass
