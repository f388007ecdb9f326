// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

#include <QHash>
#include <QString>

namespace handglass::scenario {

/// What rules may ask of a client and its request.
struct RequestFacts {
    HttpHead head;
    QString path;                       ///< decoded, without the query
    QHash<QString, QString> query;      ///< decoded; of several of one name the first
    QHash<QString, QString> cookies;    ///< of several of one name the first
    QHash<QString, QString> parameters; ///< of the route's path
    QString address;                    ///< "127.0.0.1:51422"
    QString subprotocol;                ///< agreed
    int number = 0;                     ///< of the client, from 1

    /// Path, query and cookies of a request.
    static RequestFacts of(const HttpHead &head);
};

} // namespace handglass::scenario
