// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QHash>
#include <QSet>

namespace handglass {

/// Hides credentials: the values of headers with a secret name (isSecretName()), user and password of addresses, and
/// the values of query parameters with such a name. Each of their bytes becomes an x, so that lengths stay. Payloads
/// are left as they are.
class Redactor final
{
public:
    explicit Redactor(bool hides);

    /// The record with its heads, addresses and sentences free of credentials. What is found in it stays known for
    /// text().
    ConnectionRecord record(const ConnectionRecord &record);
    /// A sentence about the connection, without what was found in its record.
    QString text(ConnectionId connection, const QString &text) const;
    /// Credentials found so far, each once for a connection.
    qint64 hidden() const { return m_hidden; }

private:
    QByteArray head(const QByteArray &raw);
    QByteArray url(const QByteArray &url);
    QByteArray line(const QByteArray &line, bool first);
    QByteArray cover(QByteArrayView secret);

    bool m_hides;
    qint64 m_hidden = 0;
    QSet<QByteArray> m_found;  ///< in the record that is being read
    bool m_secretFold = false; ///< the header before was one, so a folded line goes on with it
    QHash<ConnectionId, QList<QByteArray>> m_known;
};

} // namespace handglass
