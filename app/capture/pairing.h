// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/decode/jsonpath.h"

#include <QHash>

#include <list>

namespace handglass {

/// A reply and the request that it answers, by the rows of their first frames.
struct Pair {
    EntryId reply = 0;
    EntryId request = 0;
    qint64 latencyNs = 0; ///< from the request's last byte to the reply's last byte
    bool operator==(const Pair &) const = default;
};

/// An id in a message, and what the object around it says of the message's part (JSON-RPC 2.0, sections 4 and 5: a
/// request has a method, a reply has a result or an error and no method).
struct PairId {
    enum class Part : quint8 { Unknown, Request, Reply };
    QByteArray key; ///< the id so that equal ids have equal keys; a number is never equal to a string; 64 bytes at most
    Part part = Part::Unknown;
    bool operator==(const PairId &) const = default;
};

/// The ids that the path leads to, of each member of a batch if the text is an array and the path begins with a
/// member's name. Only strings and numbers are ids. Empty if the text is not JSON or has none.
QList<PairId> pairIds(QByteArrayView text, const JsonPath &path);

/// A whole message on its way to be paired.
struct PairMessage {
    EntryId id = 0; ///< its first frame's
    ConnectionId connection = 0;
    Direction direction = Direction::None;
    qint64 timeNs = 0; ///< of its last byte
    QList<PairId> ids = {};
};

/// Finds for each message the request that it answers: the last one before it with the same id, on the same connection,
/// in the other direction. The first message with an id is a request, those that come back with it are replies, of
/// which the first one counts; either side may ask. Holds a bounded number of ids: of more, those answered are
/// forgotten first, then the oldest.
class Pairing final
{
    Q_DISABLE_COPY_MOVE(Pairing)
public:
    static constexpr qsizetype MostIds = 100'000;

    explicit Pairing(qsizetype most = MostIds);
    /// In the order in which messages ended. A batch may answer several requests, each of them once.
    QList<Pair> take(const PairMessage &message);
    /// The connection has ended: nothing is answered any more.
    void end(ConnectionId connection);
    qsizetype held() const { return m_held; }

private:
    struct Key {
        ConnectionId connection = 0;
        Direction direction = Direction::None; ///< of the request
        QByteArray id;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed = 0) { return qHashMulti(seed, int(key.direction), key.id); }
    };
    struct Request {
        EntryId row = 0;
        qint64 timeNs = 0;
        bool answered = false;
        std::list<Key>::iterator place;
    };
    using Requests = QHash<Key, Request>;

    void remember(const Key &key, const PairMessage &message);
    void forget(Requests &requests, Requests::iterator request);
    void forgetOldest();

    qsizetype m_most;
    qsizetype m_held = 0;
    QHash<ConnectionId, Requests> m_connections;
    std::list<Key> m_waiting; ///< oldest first
    std::list<Key> m_answered;
};

} // namespace handglass
