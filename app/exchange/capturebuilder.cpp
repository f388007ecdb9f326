// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/capturebuilder.h"

namespace handglass {

namespace {
constexpr qint64 BatchBytes = 1 << 20;
constexpr qint64 TransactionBytes = 32 << 20;
constexpr qsizetype MostSentences = 50;
} // namespace

CaptureBuilder::CaptureBuilder(std::unique_ptr<CaptureStore> store, const QString &path)
    : m_store(std::move(store))
    , m_path(path)
{
    begin();
}

void CaptureBuilder::check(int code)
{
    if (code == 0 || m_code != 0)
        return;
    m_code = code;
    m_message = m_store->message();
}

void CaptureBuilder::begin()
{
    m_inTransaction = 0;
    check(m_store->begin());
}

EntryId CaptureBuilder::add(
    const EntryRow &row, QByteArrayView payload, const QString &text, const std::optional<QByteArray> &content)
{
    const EntryId id = nextId();
    m_batch.add(row, payload, text);
    if (content)
        m_batch.setContent(content->isNull() ? QByteArray("") : *content);
    ++m_report.rows;
    if (m_batch.bytes() >= BatchBytes)
        writeBatch();
    return id;
}

void CaptureBuilder::writeBatch()
{
    if (m_batch.isEmpty() || failed())
        return;
    check(m_store->write(m_next, m_batch));
    m_next += m_batch.count();
    m_inTransaction += m_batch.bytes();
    m_batch.clear();
    if (m_inTransaction < TransactionBytes || failed())
        return;
    check(m_store->commit());
    check(m_store->checkpointIfDue());
    begin();
}

void CaptureBuilder::add(const ConnectionRecord &record)
{
    if (!failed())
        check(m_store->write(record));
}

void CaptureBuilder::mark(EntryId id, const QString &comment)
{
    writeBatch(); // a mark belongs to a row that is there
    if (!failed())
        check(m_store->write(MarkChange{id, comment}));
}

void CaptureBuilder::problem(const QString &sentence)
{
    ++m_report.problems;
    if (m_report.sentences.size() < MostSentences)
        m_report.sentences.append(sentence);
}

bool CaptureBuilder::finish()
{
    writeBatch();
    if (!failed())
        check(m_store->commit());
    m_store.reset();
    return !failed();
}

CaptureError CaptureBuilder::error() const
{
    return sqlite::error(m_code, m_message, m_path);
}

} // namespace handglass
