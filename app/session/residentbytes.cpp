// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/residentbytes.h"

#if defined(Q_OS_WIN)
#include <windows.h>
// must come after it
#include <psapi.h>
#elif defined(Q_OS_DARWIN)
#include <mach/mach.h>
#else
#include <QFile>

#include <unistd.h>
#endif

namespace handglass {

qint64 residentBytes()
{
#if defined(Q_OS_WIN)
    PROCESS_MEMORY_COUNTERS counters{};
    return GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters) ? qint64(counters.WorkingSetSize) : 0;
#elif defined(Q_OS_DARWIN)
    mach_task_basic_info info{};
    mach_msg_type_number_t count = MACH_TASK_BASIC_INFO_COUNT;
    const auto got = task_info(mach_task_self(), MACH_TASK_BASIC_INFO, reinterpret_cast<task_info_t>(&info), &count);
    return got == KERN_SUCCESS ? qint64(info.resident_size) : 0;
#else
    QFile file(QStringLiteral("/proc/self/statm")); // pages: size, resident, …
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
#endif
}

} // namespace handglass
