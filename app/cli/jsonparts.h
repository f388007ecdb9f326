// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QJsonObject>

namespace handglass {

// Parts of the JSON lines.

/// The bytes as text where they are UTF-8, else in base64 under another name, so that nothing is lost.
void putBytes(QJsonObject &object, const QString &name, const QByteArray &bytes);
/// null: it did not happen.
QJsonValue milliseconds(qint64 ns);
/// What every line about a connection begins with.
QJsonObject jsonLine(const char *type, ConnectionId connection, qint64 timeNs);

} // namespace handglass
