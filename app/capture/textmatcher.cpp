// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/textmatcher.h"

namespace handglass {

namespace {

constexpr std::array<quint8, 256> makeFold()
{
    std::array<quint8, 256> fold = {};
    for (size_t i = 0; i < fold.size(); ++i)
        fold[i] = static_cast<quint8>(i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
    return fold;
}

constexpr std::array<quint8, 256> fold = makeFold();

quint8 folded(char byte)
{
    return fold[static_cast<quint8>(byte)];
}

} // namespace

TextMatcher::TextMatcher(QByteArrayView needle)
    : m_needle(needle.toByteArray())
{
    for (char &byte : m_needle)
        byte = static_cast<char>(folded(byte));
    const qsizetype size = m_needle.size();
    m_skip.fill(qMax<qsizetype>(size, 1));
    for (qsizetype i = 0; i + 1 < size; ++i) {
        const char byte = m_needle.at(i);
        m_skip[static_cast<quint8>(byte)] = size - 1 - i;
        if (byte >= 'a' && byte <= 'z')
            m_skip[static_cast<quint8>(byte - ('a' - 'A'))] = size - 1 - i;
    }
}

bool TextMatcher::isIn(QByteArrayView text) const
{
    const qsizetype size = m_needle.size();
    if (size == 0 || text.size() < size)
        return size == 0;
    const char *needle = m_needle.constData();
    const char *last = text.data() + (text.size() - size);
    for (const char *at = text.data(); at <= last;) {
        qsizetype i = size - 1;
        while (i >= 0 && folded(at[i]) == static_cast<quint8>(needle[i]))
            --i;
        if (i < 0)
            return true;
        at += m_skip[static_cast<quint8>(at[size - 1])];
    }
    return false;
}

} // namespace handglass
