// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/pairing.h"

namespace handglass {

Pairing::Pairing(qsizetype most)
    : m_most(std::max<qsizetype>(1, most))
{
}

QList<Pair> Pairing::take(const PairMessage &message)
{
    QList<Pair> pairs;
    const Direction other = message.direction == Direction::Sent ? Direction::Received : Direction::Sent;
    for (const PairId &id : message.ids) {
        Requests &requests = m_connections[message.connection];
        const auto asked = requests.find({message.connection, other, id.key});
        if (id.part == PairId::Part::Request || (asked == requests.end() && id.part == PairId::Part::Unknown)) {
            remember({message.connection, message.direction, id.key}, message);
            continue;
        }
        if (asked == requests.end() || asked->answered)
            continue;
        const Pair pair{message.id, asked->row, message.timeNs - asked->timeNs};
        asked->answered = true;
        m_answered.splice(m_answered.end(), m_waiting, asked->place);
        if (!pairs.contains(pair))
            pairs.append(pair);
    }
    return pairs;
}

void Pairing::remember(const Key &key, const PairMessage &message)
{
    Requests &requests = m_connections[key.connection];
    if (const auto known = requests.find(key); known != requests.end())
        forget(requests, known);
    if (m_held >= m_most)
        forgetOldest();
    m_waiting.push_back(key);
    m_connections[key.connection].insert(key, {message.id, message.timeNs, false, std::prev(m_waiting.end())});
    ++m_held;
}

void Pairing::forget(Requests &requests, Requests::iterator request)
{
    (request->answered ? m_answered : m_waiting).erase(request->place);
    requests.erase(request);
    --m_held;
}

void Pairing::forgetOldest()
{
    const Key key = m_answered.empty() ? m_waiting.front() : m_answered.front();
    Requests &requests = m_connections[key.connection];
    forget(requests, requests.find(key));
    if (requests.isEmpty())
        m_connections.remove(key.connection);
}

void Pairing::end(ConnectionId connection)
{
    Requests requests = m_connections.take(connection);
    while (!requests.isEmpty())
        forget(requests, requests.begin());
}

} // namespace handglass
