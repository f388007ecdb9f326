// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/effect.h"

#include <QStringList>

namespace handglass::scenario {

/// An effect as a line of text: "1,2< text", "1< 0x00ff", "1 close 4000 bye", "1 unmatched".
struct EffectLine {
    QString operator()(const SendEffect &effect) const
    {
        QStringList to;
        for (const ClientId id : effect.to)
            to.append(QString::number(id));
        const auto *text = std::get_if<QString>(&effect.message);
        return to.join(u',') + QStringLiteral("< ")
            + (text ? *text : QStringLiteral("0x") + QString::fromLatin1(std::get<QByteArray>(effect.message).toHex()));
    }
    QString operator()(const PingEffect &effect) const
    {
        return QStringLiteral("%1 ping %2").arg(effect.client).arg(QString::fromUtf8(effect.payload));
    }
    QString operator()(const CloseEffect &effect) const
    {
        return QStringLiteral("%1 close %2 %3").arg(effect.client).arg(effect.code).arg(effect.reason);
    }
    QString operator()(const DropEffect &effect) const { return QStringLiteral("%1 drop").arg(effect.client); }
    QString operator()(const StopReadingEffect &effect) const
    {
        return QStringLiteral("%1 stop %2").arg(effect.client).arg(effect.time ? effect.time->count() : -1);
    }
    QString operator()(const FaultEffect &effect) const
    {
        return QStringLiteral("%1 fault %2").arg(effect.client).arg(QLatin1String(formOf(effect.fault.kind).name));
    }
    QString operator()(const LogEffect &effect) const
    {
        return QStringLiteral("%1 log %2").arg(effect.client).arg(effect.text);
    }
    QString operator()(const UnmatchedEffect &effect) const
    {
        return QStringLiteral("%1 unmatched").arg(effect.client);
    }
    QString operator()(const ScriptEffect &effect) const
    {
        return QStringLiteral("%1 script %2").arg(effect.client).arg(effect.function);
    }
};

inline QString lineOf(const Effect &effect)
{
    return std::visit(EffectLine(), effect);
}

inline QStringList list(std::initializer_list<const char *> lines)
{
    QStringList all;
    for (const char *line : lines)
        all.append(QString::fromUtf8(line));
    return all;
}

} // namespace handglass::scenario
