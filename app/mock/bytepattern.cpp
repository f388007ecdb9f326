// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/bytepattern.h"

namespace handglass::scenario {

std::optional<BytePattern> BytePattern::parse(QStringView text)
{
    BytePattern pattern;
    bool half = false;
    for (const QChar c : text) {
        if (c.isSpace() || c == u'*') {
            if (half)
                return std::nullopt;
            if (c == u'*')
                pattern.m_bytes.push_back({0, 0, true});
            continue;
        }
        bool isHex = false;
        const auto digit = static_cast<uchar>(QStringView(&c, 1).toUShort(&isHex, 16));
        if (!isHex && c != u'?')
            return std::nullopt;
        if (!half)
            pattern.m_bytes.push_back({});
        Byte &byte = pattern.m_bytes.back();
        byte.value = static_cast<uchar>((byte.value << 4U) | digit);
        byte.mask = static_cast<uchar>((byte.mask << 4U) | (isHex ? 0xFU : 0U));
        half = !half;
    }
    return half || pattern.m_bytes.empty() ? std::nullopt : std::optional(pattern);
}

/// Goes back to the last “*” only, so that the time is bounded by the product of both lengths.
bool BytePattern::matches(QByteArrayView bytes) const
{
    std::size_t at = 0;
    std::size_t star = m_bytes.size();
    qsizetype retry = 0;
    qsizetype i = 0;
    while (i < bytes.size()) {
        if (at < m_bytes.size() && m_bytes[at].many) {
            star = at++;
            retry = i;
        } else if (at < m_bytes.size() && (uchar(bytes[i]) & m_bytes[at].mask) == m_bytes[at].value) {
            ++at;
            ++i;
        } else if (star < m_bytes.size()) {
            at = star + 1;
            i = ++retry;
        } else {
            return false;
        }
    }
    while (at < m_bytes.size() && m_bytes[at].many)
        ++at;
    return at == m_bytes.size();
}

} // namespace handglass::scenario
