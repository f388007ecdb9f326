// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QStringList>

namespace handglass {

/// What of a recorded request another client must be told to make the same one.
struct ClientFacts {
    QString url;
    QList<std::pair<QString, QString>> headers; ///< but for those that every client makes by itself
    QStringList subprotocols;
    QString origin;
    QString basic;               ///< user:password of Basic authorization; empty: none
    bool anyCertificate = false; ///< it went on in spite of what is wrong with the certificate
};
ClientFacts clientFacts(const ConnectionRecord &record);

} // namespace handglass
