// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/violationmarks.h"

#include "ui/log/logmodel.h"

namespace handglass {

ViolationMarks::ViolationMarks(const LogModel &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
{
    connect(&m_finder, &HitFinder::found, this, [this](const HitBatch &batch) {
        if (batch.ids.isEmpty())
            return;
        m_violations.add(batch.ids);
        Q_EMIT changed();
    });
}

void ViolationMarks::setCapture(Capture *capture)
{
    if (capture == m_capture)
        return;
    if (m_capture)
        m_capture->disconnect(this);
    m_finder.cancel();
    m_violations.clear();
    m_capture = capture;
    if (capture != nullptr) {
        connect(capture, &Capture::marksChanged, this, &ViolationMarks::changed);
        connect(capture, &Capture::grew, this, [this](qint64 lastId) { m_finder.extend(lastId, {}); });
        HitJob job;
        job.path = capture->path();
        job.query.show = LogQuery::Show::Violations;
        job.upTo = capture->lastId();
        m_finder.start(job);
    }
    Q_EMIT changed();
}

QList<int> ViolationMarks::parts(int count) const
{
    return m_capture ? m_model.partsWith(m_violations, count) : QList<int>();
}

QList<int> ViolationMarks::markedParts(int count) const
{
    QList<int> marked;
    const qint64 rows = m_model.rowCount();
    if (!m_capture || rows == 0)
        return marked;
    const QList<EntryId> ids = m_capture->marks().keys();
    for (const EntryId id : ids) {
        const qint64 row = m_model.rowOf(id);
        const auto part = static_cast<int>(row * count / rows);
        if (row >= 0 && (marked.isEmpty() || marked.last() != part))
            marked.append(part);
    }
    return marked;
}

} // namespace handglass
