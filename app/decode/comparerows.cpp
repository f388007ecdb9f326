// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/comparerows.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Compare)
};

constexpr qsizetype LongestText = 500;

} // namespace

bool CompareRows::add(CompareRow row)
{
    if (m_full)
        return false;
    const bool difference = row.isDifference();
    m_full = difference && m_result.differences == MostDifferences;
    if (m_full) {
        m_result.limits.append(Words::tr("The first %1 differences are shown.").arg(MostDifferences));
        return false;
    }
    m_result.differences += difference ? 1 : 0;
    m_result.rows.push_back(std::move(row));
    return true;
}

QString compareText(QByteArrayView utf8)
{
    const bool longer = utf8.size() > 4 * LongestText;
    QString text = QString::fromUtf8(longer ? utf8.first(4 * LongestText) : utf8);
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = c == u'\t' || c == u'\n' || c == u'\r' ? u' ' : u'·';
    }
    if (!longer && text.size() <= LongestText)
        return text;
    text.truncate(LongestText);
    return text + u'…';
}

void markDifference(CompareSide &left, CompareSide &right)
{
    const QString &a = left.text;
    const QString &b = right.text;
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype begin = 0;
    while (begin < shorter && a[begin] == b[begin])
        ++begin;
    qsizetype tail = 0;
    while (tail < shorter - begin && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    for (CompareSide *side : {&left, &right}) {
        if (side->text.size() > begin + tail)
            side->marks = {{begin, side->text.size() - begin - tail}};
    }
}

} // namespace handglass
