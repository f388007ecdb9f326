// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <sys/resource.h>
#include <unistd.h>

namespace handglass {

/// Lowers the soft limit of descriptors so that this many more can be opened.
class DescriptorCap final
{
    Q_DISABLE_COPY_MOVE(DescriptorCap)
public:
    explicit DescriptorCap(int more)
    {
        getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit lowered = m_before;
        lowered.rlim_cur = rlim_t(lowestFree() + more);
        setrlimit(RLIMIT_NOFILE, &lowered);
    }
    ~DescriptorCap() { setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    static int lowestFree()
    {
        const int fd = dup(0);
        ::close(fd);
        return fd;
    }
    rlimit m_before = {};
};

} // namespace handglass
