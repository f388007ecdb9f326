// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/deflatetext.h"

#include "ui/common/format.h"

#include <QCoreApplication>

namespace handglass {

namespace {

constexpr qint64 Exact = 100'000; ///< sizes below it are told to the byte

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::DeflateText)
};

} // namespace

QString ratioText(qint64 payload, qint64 content)
{
    if (payload <= 0)
        return QString(QChar(0x2013));
    const double ratio = double(content) / double(payload);
    const QString number = ratio < 99.95 ? QString::number(ratio, 'f', 1) : groupedNumber(qRound64(ratio));
    return Text::tr("%1 : 1").arg(number);
}

QString deflateSizes(qint64 payload, qint64 content)
{
    if (payload < Exact && content < Exact)
        return Text::tr("%1 → %2 B").arg(groupedNumber(payload), groupedNumber(content));
    return Text::tr("%1 → %2").arg(sizeText(payload), sizeText(content));
}

QString deflateSentence(qint64 payload, qint64 content)
{
    return Text::tr("permessage-deflate: %1 of payload, %2 of content, %3 (RFC 7692 §7.2.2)")
        .arg(sizeText(payload), sizeText(content), ratioText(payload, content));
}

} // namespace handglass
