// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/records.h"

#include <chrono>

namespace handglass {

namespace {
/// A cleared batch is used again; larger buffers are given back.
constexpr qsizetype keptBytes = 1 << 20;
constexpr size_t keptRows = 8192;
} // namespace

void EntryBatch::add(const EntryRow &row, QByteArrayView payload, const QString &text)
{
    Item &item = m_items.emplace_back(); // filled where it stands: moving its parts costs more than the rest
    item.row = row;
    item.payloadOffset = m_payloads.size();
    item.payloadSize = payload.size();
    if (!text.isEmpty())
        item.text = text;
    m_payloads.append(payload.data(), payload.size());
    m_bytes += payload.size() + text.size() * qsizetype(sizeof(QChar)) + qsizetype(sizeof(Item));
}

void EntryBatch::addLarge(const EntryRow &row, QByteArray payload, const QString &text)
{
    const qsizetype size = payload.size();
    m_items.push_back({row, m_payloads.size(), payload.isNull() ? 0 : size, text, std::move(payload), {}});
    m_bytes += size + text.size() * qsizetype(sizeof(QChar)) + qsizetype(sizeof(Item));
}

void EntryBatch::setContent(QByteArray content)
{
    Item &last = m_items.back();
    last.row.bits |= EntryContent;
    m_bytes += content.size();
    last.content = std::move(content);
}

QByteArrayView EntryBatch::payload(const Item &item) const
{
    if (!item.large.isNull())
        return item.large;
    return QByteArrayView(m_payloads).sliced(item.payloadOffset, item.payloadSize);
}

void EntryBatch::clear()
{
    if (m_items.capacity() > keptRows)
        m_items = {};
    else
        m_items.clear();
    if (m_payloads.capacity() > keptBytes)
        m_payloads = {};
    else
        m_payloads.resize(0);
    m_bytes = 0;
}

qint64 nowNs()
{
    using namespace std::chrono;
    const auto steady = [] { return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count(); };
    static const qint64 offset = duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count() - steady();
    return offset + steady();
}

} // namespace handglass
