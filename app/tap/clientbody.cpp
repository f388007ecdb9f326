// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientbody.h"

namespace handglass {

namespace {
constexpr qsizetype LongestLine = 4096;
}

ClientBody::ClientBody(const HttpHead &response, qsizetype keep)
    : m_most(keep)
{
    const QList<QByteArray> codings = response.tokens("Transfer-Encoding");
    if (response.status < 200 || response.status == 204 || response.status == 304) {
        m_framing = Framing::Complete;
    } else if (!codings.isEmpty()) {
        if (codings.last().compare("chunked", Qt::CaseInsensitive) == 0)
            m_framing = Framing::ChunkSize;
    } else if (response.has("Content-Length")) {
        bool isNumber = false;
        m_left = response.value("Content-Length").toULongLong(&isNumber);
        if (isNumber)
            m_framing = m_left > 0 ? Framing::Length : Framing::Complete;
    }
}

bool ClientBody::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && m_framing != Framing::Complete) {
        if (m_framing == Framing::UntilClose) {
            keep(bytes);
            return false;
        }
        if (m_framing == Framing::Length || m_framing == Framing::ChunkData)
            take(bytes);
        else if (takeLine(bytes))
            endLine();
    }
    return isComplete();
}

void ClientBody::take(QByteArrayView &bytes)
{
    const auto size = qsizetype(qMin(m_left, quint64(bytes.size())));
    keep(bytes.first(size));
    bytes = bytes.sliced(size);
    m_left -= quint64(size);
    if (m_left == 0)
        m_framing = m_framing == Framing::Length ? Framing::Complete : Framing::ChunkEnd;
}

/// True when m_line is a whole line, without its end.
bool ClientBody::takeLine(QByteArrayView &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    m_line.append(end < 0 ? bytes : bytes.first(end));
    bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
    if (m_line.size() > LongestLine) { // no chunk has such a head; what follows is kept as it comes
        keepAsItCame(end < 0 ? m_line : m_line + '\n');
        return false;
    }
    if (end >= 0 && m_line.endsWith('\r'))
        m_line.chop(1);
    return end >= 0;
}

void ClientBody::endLine()
{
    const QByteArray line = std::exchange(m_line, {});
    if (m_framing == Framing::ChunkEnd) {
        m_framing = Framing::ChunkSize;
        return;
    }
    if (m_framing == Framing::Trailer) {
        if (line.isEmpty())
            m_framing = Framing::Complete;
        return;
    }
    bool isNumber = false;
    m_left = line.split(';').first().trimmed().toULongLong(&isNumber, 16);
    if (!isNumber) {
        keepAsItCame(line + '\n');
        return;
    }
    m_framing = m_left > 0 ? Framing::ChunkData : Framing::Trailer;
}

void ClientBody::keepAsItCame(QByteArrayView line)
{
    m_badlyChunked = true;
    m_framing = Framing::UntilClose;
    keep(line);
}

void ClientBody::keep(QByteArrayView bytes)
{
    m_size += bytes.size();
    m_kept.append(bytes.first(qMin(bytes.size(), m_most - m_kept.size())));
}

} // namespace handglass
