// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/longlines.h"

#include <algorithm>

namespace handglass {

namespace {

qsizetype lineEnd(QByteArrayView utf8, qsizetype from)
{
    const qsizetype at = utf8.indexOf('\n', from);
    return at < 0 ? utf8.size() : at;
}

} // namespace

bool hasLongLines(QByteArrayView utf8)
{
    for (qsizetype from = 0; from < utf8.size();) {
        const qsizetype end = lineEnd(utf8, from);
        if (end - from > LongestLine)
            return true;
        from = end + 1;
    }
    return false;
}

QByteArray breakLongLines(QByteArrayView utf8, QList<qsizetype> *cuts)
{
    QByteArray broken;
    broken.reserve(utf8.size() + utf8.size() / LongestLine + 1);
    for (qsizetype from = 0; from < utf8.size();) {
        const qsizetype end = lineEnd(utf8, from);
        while (end - from > LongestLine) {
            qsizetype cut = from + LongestLine;
            while (cut > from + LongestLine - 4 && (static_cast<quint8>(utf8[cut]) & 0xC0U) == 0x80)
                --cut;
            broken += utf8.sliced(from, cut - from);
            broken += '\n';
            from = cut;
            if (cuts != nullptr)
                cuts->append(cut);
        }
        broken += utf8.sliced(from, std::min(end + 1, utf8.size()) - from);
        from = end + 1;
    }
    return broken;
}

} // namespace handglass
