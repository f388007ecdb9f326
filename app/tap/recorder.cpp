// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/recorder.h"

#include <utility>

namespace handglass {

namespace {
constexpr qint64 SubmitBytes = 1 << 20;
}

Recorder::Recorder(CaptureWriter &writer)
    : m_writer(writer)
{
    connect(&writer, &CaptureWriter::drained, this, &Recorder::drained, Qt::QueuedConnection);
}

Recorder::~Recorder()
{
    submit();
}

/// Much is submitted before, not after: the row added last stays here for its content.
EntryId Recorder::add(const EntryRow &row, QByteArrayView payload, const QString &text)
{
    if (m_batch.bytes() >= SubmitBytes)
        submit();
    const EntryId id = m_writer.nextEntryId() + m_batch.count();
    m_batch.add(row, payload, text);
    return id;
}

EntryId Recorder::add(const EntryRow &row, QByteArrayView payload, const QString &text, const QByteArray &content)
{
    const EntryId id = add(row, payload, text);
    setContent(content);
    return id;
}

void Recorder::setContent(QByteArray content)
{
    m_batch.setContent(std::move(content));
}

void Recorder::submit()
{
    if (!m_batch.isEmpty())
        m_writer.append(m_batch);
}

EntryId Recorder::note(
    EntryKind kind, ConnectionId connection, const QString &text, QByteArrayView payload, quint16 bits)
{
    EntryRow row;
    row.kind = kind;
    row.connection = connection;
    row.timeNs = nowNs();
    row.bits = bits;
    const EntryId id = add(row, payload, text);
    submit();
    return id;
}

} // namespace handglass
