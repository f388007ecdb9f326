// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturefiles.h"
#include "app/capture/opencapture.h"
#include "app/capture/sqlite.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QTemporaryFile>

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace handglass {

namespace {

using Kind = CaptureError::Kind;
using Result = tl::expected<void, CaptureError>;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::CaptureFiles)
};

constexpr int stepPages = 256;
constexpr int stepInstructions = 100'000;

std::filesystem::path native(const QString &path)
{
    return QFile::encodeName(path).toStdString();
}

tl::unexpected<CaptureError> failure(Kind kind, const QString &sentence)
{
    return tl::unexpected(CaptureError{kind, sentence});
}

tl::unexpected<CaptureError> cancelled()
{
    return failure(Kind::Cancelled, Words::tr("cancelled: nothing was saved"));
}

/// Rows were let go: pages of the file still hold what they said.
bool hasRemains(sqlite3 *source)
{
    sqlite::Statement first;
    return first.prepare(source, "SELECT min(id) > 1 FROM entry") == SQLITE_OK && first.step() == SQLITE_ROW
        && first.integer(0) != 0;
}

/// Writes the copy anew, row by row, so that nothing is in it but what the capture holds.
class Rewrite final
{
    Q_DISABLE_COPY_MOVE(Rewrite)
public:
    Rewrite(sqlite::Database source, const QString &temporary, const QString &shown)
        : m_path(temporary)
        , m_shown(shown)
        , m_source(std::move(source))
    {
    }
    Result run(const std::function<void(int)> &progress, const std::atomic_bool *cancel);

private:
    qint64 usedBytes();

    const QString m_path;
    const QString m_shown;
    sqlite::Database m_source;
};

qint64 Rewrite::usedBytes()
{
    sqlite::Statement used;
    const char *sql = "SELECT page_size * (page_count - freelist_count) FROM pragma_page_size, pragma_page_count, "
                      "pragma_freelist_count";
    return used.prepare(m_source.get(), sql) == SQLITE_OK && used.step() == SQLITE_ROW ? used.integer(0) : 0;
}

Result Rewrite::run(const std::function<void(int)> &progress, const std::atomic_bool *cancel)
{
    const std::function<bool()> goesOn = [&, all = std::max<qint64>(1, usedBytes())] {
        if (progress)
            progress(int(std::min<qint64>(999, QFileInfo(m_path).size() * 1000 / all)));
        return cancel == nullptr || !cancel->load();
    };
    const auto step = [](void *asked) { return (*static_cast<const std::function<bool()> *>(asked))() ? 0 : 1; };
    sqlite3_progress_handler(m_source.get(), stepInstructions, step, const_cast<std::function<bool()> *>(&goesOn));
    sqlite::Statement vacuum;
    int code = vacuum.prepare(m_source.get(), "VACUUM main INTO ?1");
    if (code == SQLITE_OK) {
        vacuum.bind(1, m_path);
        code = vacuum.step();
    }
    if ((code & 0xFF) == SQLITE_INTERRUPT)
        return cancelled();
    if (code != SQLITE_DONE)
        return tl::unexpected(sqlite::error(code, sqlite::message(m_source.get()), m_shown));
    if (progress)
        progress(1000);
    return {};
}

/// The copy and the connections it needs. The source's read transaction makes it a picture of one moment.
class Copy final
{
    Q_DISABLE_COPY_MOVE(Copy)
public:
    /// shown: the target as the user knows it, for errors.
    Copy(sqlite::Database source, const QString &temporary, const QString &shown)
        : m_path(temporary)
        , m_shown(shown)
        , m_source(std::move(source))
    {
    }
    ~Copy() { sqlite3_backup_finish(m_backup); }

    Result open();
    Result run(const std::function<void(int)> &progress, const std::atomic_bool *cancel);

private:
    Result finish();
    Result result(int code) const;

    const QString m_path;
    const QString m_shown;
    sqlite::Database m_source;
    sqlite::Database m_target;
    sqlite3_backup *m_backup = nullptr;
};

Result Copy::result(int code) const
{
    if (code == SQLITE_OK)
        return {};
    return tl::unexpected(sqlite::error(code, sqlite::message(m_target.get()), m_shown));
}

Result Copy::open()
{
    int code = sqlite::execute(m_source.get(), "BEGIN; SELECT count(*) FROM sqlite_schema");
    if (code != SQLITE_OK)
        return tl::unexpected(sqlite::error(code, sqlite::message(m_source.get()), m_shown));
    code = sqlite::open(m_target, sqlite::fileName(m_path), SQLITE_OPEN_READWRITE);
    if (code == SQLITE_OK)
        code = sqlite::execute(
            m_target.get(), "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    if (code != SQLITE_OK)
        return result(code);
    m_backup = sqlite3_backup_init(m_target.get(), "main", m_source.get(), "main");
    return m_backup != nullptr ? Result() : result(sqlite3_errcode(m_target.get()));
}

Result Copy::run(const std::function<void(int)> &progress, const std::atomic_bool *cancel)
{
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        if (cancel != nullptr && cancel->load())
            return cancelled();
        code = sqlite3_backup_step(m_backup, stepPages);
        const int pages = sqlite3_backup_pagecount(m_backup);
        if (progress && pages > 0)
            progress(int(qint64(pages - sqlite3_backup_remaining(m_backup)) * 1000 / pages));
    }
    sqlite3_backup_finish(m_backup);
    m_backup = nullptr;
    if (code != SQLITE_DONE)
        return result(code);
    return finish();
}

/// The copy says, as its source does, that it has a write-ahead log; a saved capture has none.
Result Copy::finish()
{
    const int code = sqlite::execute(m_target.get(), "PRAGMA journal_mode = DELETE");
    Result done = result(code);
    m_target.reset();
    return done;
}

bool sync(const QString &path)
{
#ifdef Q_OS_UNIX
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    return synced;
#else
    Q_UNUSED(path)
    return true;
#endif
}

Result checkTarget(const QString &source, const QString &target)
{
    std::error_code ignored;
    if (std::filesystem::equivalent(native(source), native(target), ignored))
        return failure(Kind::InUse, Words::tr("expected another file, got the capture itself: %1").arg(target));
    if (QFileInfo(target).isDir())
        return failure(Kind::Io, Words::tr("expected a file name, got a folder: %1").arg(target));
    return {};
}

/// A disk is not filled up only to find that out.
Result checkSpace(const QString &source, const QString &target)
{
    const QString folder = QFileInfo(target).absolutePath();
    std::error_code error;
    const auto space = std::filesystem::space(native(folder), error);
    const qint64 size = QFileInfo(source).size() + QFileInfo(source + QStringLiteral("-wal")).size();
    if (error || qint64(space.available) >= size)
        return {};
    const QLocale locale;
    return failure(Kind::DiskFull,
        Words::tr("expected %1 of free space, got %2: %3")
            .arg(locale.formattedDataSize(size), locale.formattedDataSize(qint64(space.available)), folder));
}

/// After this target is the new file, safe against power loss.
Result moveIntoPlace(const QString &temporary, const QString &target)
{
    if (!sync(temporary))
        return failure(Kind::Io, Words::tr("expected to write %1 to the disk, got an error").arg(target));
    std::error_code error;
    std::filesystem::rename(native(temporary), native(target), error);
    if (error)
        return failure(Kind::Io,
            Words::tr("expected to write %1, got an error: %2").arg(target, QString::fromStdString(error.message())));
    sync(QFileInfo(target).absolutePath());
    return {};
}

} // namespace

tl::expected<void, CaptureError> saveCapture(const QString &source, const QString &target,
    const std::function<void(int)> &progress, const std::atomic_bool *cancel)
{
    if (Result checked = checkTarget(source, target); !checked)
        return checked;
    QTemporaryFile temporary(target + QStringLiteral(".XXXXXX"));
    if (!temporary.open())
        return failure(
            Kind::Io, Words::tr("expected to write %1, got an error: %2").arg(target, temporary.errorString()));
    if (Result checked = checkSpace(source, target); !checked)
        return checked;
    const QString name = temporary.fileName();
    Result done = openCapture(source).and_then([&](OpenedCapture &&opened) {
        if (hasRemains(opened.db.get()))
            return Rewrite(std::move(opened.db), name, target).run(progress, cancel);
        Copy copy(std::move(opened.db), name, target);
        return copy.open().and_then([&] { return copy.run(progress, cancel); });
    });
    if (done)
        done = moveIntoPlace(name, target);
    temporary.setAutoRemove(!done);
    for (const char *suffix : {"-journal", "-wal", "-shm"})
        QFile::remove(name + QLatin1String(suffix));
    return done;
}

} // namespace handglass
