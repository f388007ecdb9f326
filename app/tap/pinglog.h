// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QList>

#include <optional>

namespace handglass {

/// Our Pings that wait for an answer.
///
/// Theory (RFC 6455 §5.5.3): a Pong carries its Ping's data; a peer may answer only the most recent of several Pings;
/// a Pong may come unasked. Practice: a Pong answers the oldest waiting Ping that has its data (peers answer each), and
/// Pings before that one wait no more.
class PingLog final
{
public:
    struct Answer {
        EntryId ping = 0; ///< its row
        qint64 ns = 0;    ///< from the Ping written to the Pong read
    };

    void sent(QByteArrayView payload, EntryId row, qint64 timeNs);
    /// Nothing for a Pong that no Ping asked for.
    std::optional<Answer> answered(QByteArrayView payload, qint64 timeNs);

private:
    struct Waiting {
        QByteArray payload;
        EntryId row = 0;
        qint64 timeNs = 0;
    };
    QList<Waiting> m_waiting; ///< oldest first
};

/// "RTT 18.4 ms", as a Pong's row says it.
QString rttText(qint64 ns);

} // namespace handglass
