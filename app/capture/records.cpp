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
    Item &item = m_items.emplace_back(Item{row, m_payloads.size(), payload.size()});
    if (!text.isEmpty())
        rareOf(item).text = text;
    m_payloads.append(payload.data(), payload.size());
    m_bytes += payload.size() + text.size() * qsizetype(sizeof(QChar)) + qsizetype(sizeof(Item));
}

EntryBatch::Rare &EntryBatch::rareOf(Item &item)
{
    if (item.rare < 0) {
        item.rare = qint32(m_rare.size());
        m_rare.emplace_back();
    }
    return m_rare[size_t(item.rare)];
}

void EntryBatch::setContent(QByteArray content)
{
    Item &last = m_items.back();
    last.row.bits |= EntryContent;
    m_bytes += content.size();
    rareOf(last).content = std::move(content);
}

QByteArrayView EntryBatch::payload(const Item &item) const
{
    return QByteArrayView(m_payloads).sliced(item.payloadOffset, item.payloadSize);
}

QString EntryBatch::text(const Item &item) const
{
    return item.rare < 0 ? QString() : m_rare[size_t(item.rare)].text;
}

QByteArrayView EntryBatch::content(const Item &item) const
{
    return item.rare < 0 ? QByteArrayView() : m_rare[size_t(item.rare)].content;
}

qint64 EntryBatch::capacity() const
{
    return qint64(m_items.capacity() * sizeof(Item) + m_rare.capacity() * sizeof(Rare)) + m_payloads.capacity();
}

void EntryBatch::clear()
{
    if (m_items.capacity() > keptRows)
        m_items = {};
    else
        m_items.clear();
    m_rare.clear();
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
