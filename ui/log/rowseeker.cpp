// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/rowseeker.h"

#include "ui/common/background.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr EntryId FirstSpan = 500; ///< mostly it is near
constexpr EntryId LargestSpan = 20'000;

/// The first of the ids that is shown, in the direction of the search; 0: none.
EntryId pick(const QList<EntryId> &ids, const RowSeek &seek)
{
    const auto shown = [&seek](EntryId id) { return !seek.among || seek.among->contains(id); };
    if (seek.forward) {
        const auto it = std::find_if(ids.cbegin(), ids.cend(), shown);
        return it != ids.cend() ? *it : 0;
    }
    const auto it = std::find_if(ids.crbegin(), ids.crend(), shown);
    return it != ids.crend() ? *it : 0;
}

template <typename Wanted> EntryId search(const RowSeek &seek, const Wanted &isWanted)
{
    const auto reader = CaptureReader::open(seek.capture);
    const EntryId first = seek.query.after + 1;
    EntryId span = FirstSpan;
    EntryId from = seek.forward ? std::max(first, seek.from + 1) : seek.from - 1;
    while (reader && isWanted() && from >= first && from <= seek.last) {
        const EntryId to = seek.forward ? std::min(seek.last, from + span - 1) : std::max(first, from - span + 1);
        const QList<EntryId> ids = (*reader)->matches(seek.query, std::min(from, to), std::max(from, to));
        if (const EntryId id = pick(ids, seek); id != 0)
            return id;
        from = seek.forward ? to + 1 : to - 1;
        span = std::min(LargestSpan, span * 2);
    }
    return 0;
}

} // namespace

RowSeeker::RowSeeker(QObject *parent)
    : QObject(parent)
    , m_wanted(std::make_shared<Wanted>(0))
{
    m_pool.setMaxThreadCount(1);
}

RowSeeker::~RowSeeker()
{
    cancel();
}

void RowSeeker::cancel()
{
    ++*m_wanted;
}

void RowSeeker::start(const RowSeek &seek)
{
    const quint64 job = ++*m_wanted;
    const auto isWanted = [job, wanted = m_wanted] { return *wanted == job; };
    inBackground([seek, isWanted] { return search(seek, isWanted); }, m_pool).then(this, [this, isWanted](EntryId id) {
        if (isWanted())
            Q_EMIT found(id);
    });
}

} // namespace handglass
