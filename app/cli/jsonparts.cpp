// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jsonparts.h"

#include "app/cli/jsonlines.h"

namespace handglass {

QJsonValue milliseconds(qint64 ns)
{
    return ns < 0 ? QJsonValue() : QJsonValue(double(ns) / 1e6);
}

QJsonObject jsonLine(const char *type, ConnectionId connection, qint64 timeNs)
{
    return {{QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("connection"), connection},
        {QStringLiteral("time"), rfc3339(timeNs)}};
}

} // namespace handglass
