// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

/// A rule that answers messages like one that came.
namespace handglass::rulemaking {

struct Suggestion {
    QString name;         ///< “subscribe”
    QByteArray on;        ///< "text", "binary"
    QByteArray condition; ///< { "json": "$.op", "equals": "subscribe" }
    QByteArray action;    ///< to be filled in
};

/// payload: of a message, its first bytes are enough; isCut: there are more.
Suggestion suggest(const QByteArray &payload, bool isText, bool isCut);
/// A scenario that does what a mock without one does: greets and echoes on every path.
QByteArray echo(const QString &greeting, const QStringList &subprotocols, bool deflate);
/// A rule's spelling. name: free in its route.
QByteArray spelling(const Suggestion &suggestion, const QString &name);

} // namespace handglass::rulemaking
