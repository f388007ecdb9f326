// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace handglass {

/// SQLite's layer to the disk, which fails to write when told to and counts a thread's readings. In force for files
/// opened while it lives; one at a time.
class FaultyDisk final
{
public:
    FaultyDisk()
    {
        self = this;
        m_vfs = *m_real;
        m_vfs.zName = "faulty";
        m_vfs.pNext = nullptr;
        m_vfs.xOpen = open;
        sqlite3_vfs_register(&m_vfs, 1);
    }
    ~FaultyDisk()
    {
        sqlite3_vfs_unregister(&m_vfs);
        sqlite3_vfs_register(m_real, 1);
    }
    FaultyDisk(const FaultyDisk &) = delete;
    FaultyDisk &operator=(const FaultyDisk &) = delete;

    /// SQLITE_FULL, SQLITE_IOERR_WRITE, …; SQLITE_OK: works again.
    void setWriteResult(int code) { m_code = code; }
    /// Bytes that may be written before the result holds.
    void setRoom(qint64 bytes) { m_room = bytes; }
    /// By the thread that made this object.
    int readings() const { return m_readings; }

private:
    static int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
    {
        const int code = self->m_real->xOpen(self->m_real, name, file, flags, outFlags);
        if (code == SQLITE_OK && file->pMethods != nullptr)
            file->pMethods = self->patched(file->pMethods);
        return code;
    }
    const sqlite3_io_methods *patched(const sqlite3_io_methods *real)
    {
        const std::lock_guard lock(m_mutex);
        m_write = real->xWrite;
        m_read = real->xRead;
        sqlite3_io_methods &methods = m_methods[real];
        methods = *real;
        methods.xWrite = write;
        methods.xRead = read;
        return &methods;
    }
    static int write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
    {
        const int code = self->m_code;
        if (code != SQLITE_OK && (self->m_room -= size) < 0)
            return code;
        return self->m_write(file, data, size, offset);
    }
    static int read(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
    {
        if (std::this_thread::get_id() == self->m_maker)
            ++self->m_readings;
        return self->m_read(file, data, size, offset);
    }

    static inline FaultyDisk *self = nullptr;
    sqlite3_vfs *m_real = sqlite3_vfs_find(nullptr);
    sqlite3_vfs m_vfs = {};
    std::mutex m_mutex;
    std::map<const sqlite3_io_methods *, sqlite3_io_methods> m_methods;
    int (*m_write)(sqlite3_file *, const void *, int, sqlite3_int64) = nullptr;
    int (*m_read)(sqlite3_file *, void *, int, sqlite3_int64) = nullptr;
    const std::thread::id m_maker = std::this_thread::get_id();
    int m_readings = 0;
    std::atomic_int m_code = SQLITE_OK;
    std::atomic<qint64> m_room = 0;
};

} // namespace handglass
