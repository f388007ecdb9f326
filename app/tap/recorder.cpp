// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/recorder.h"

namespace handglass {

namespace {
constexpr qint64 SubmitBytes = 1 << 20;
}

Recorder::Recorder(CaptureWriter &writer)
    : m_writer(writer)
{
}

Recorder::~Recorder()
{
    submit();
}

EntryId Recorder::add(const EntryRow &row, QByteArrayView payload, const QString &text)
{
    const EntryId id = nextId();
    m_batch.add(row, payload, text);
    submitIfMuch();
    return id;
}

EntryId Recorder::add(const EntryRow &row, QByteArrayView payload, const QString &text, const QByteArray &content)
{
    const EntryId id = nextId();
    m_batch.add(row, payload, text);
    m_batch.setContent(content);
    submitIfMuch();
    return id;
}

void Recorder::submitIfMuch()
{
    if (m_batch.bytes() >= SubmitBytes)
        submit();
}

void Recorder::submit()
{
    if (!m_batch.isEmpty())
        m_writer.append(m_batch);
}

void Recorder::note(EntryKind kind, ConnectionId connection, const QString &text, QByteArrayView payload)
{
    EntryRow row;
    row.kind = kind;
    row.connection = connection;
    row.timeNs = nowNs();
    add(row, payload, text);
    submit();
}

} // namespace handglass
