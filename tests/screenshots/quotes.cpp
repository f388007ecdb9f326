// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/screenshots/quotes.h"

#include "app/capture/capturewriter.h"
#include "app/protocol/frame.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace handglass {

namespace {

constexpr qint64 Ms = 1'000'000;
constexpr qint64 Begin = 1'795'685'465'000 * Ms; // 2026-11-26T09:31:05Z
constexpr double Minute = 60'000;
constexpr const char *Pairs[] = {"EURUSD", "USDJPY", "GBPUSD"};
constexpr double Prices[] = {1.0842, 151.37, 1.2651};

struct Event {
    double ms = 0;
    Direction direction = Direction::Received;
    Opcode opcode = Opcode::Text;
    QByteArray payload;
    bool operator<(const Event &other) const { return ms < other.ms; }
};

class Recording final
{
public:
    std::vector<Event> events()
    {
        addTicks();
        addOrders();
        for (double at = 5'000; at < Minute; at += 10'000) {
            const double rtt = 8 + m_random.bounded(9.0);
            m_events.push_back({at, Direction::Sent, Opcode::Ping, "keep-alive"});
            m_events.push_back({at + rtt, Direction::Received, Opcode::Pong, "keep-alive"});
            m_events.push_back({at + 2'000, Direction::Received, Opcode::Text, R"({"type":"heartbeat"})"});
        }
        std::stable_sort(m_events.begin(), m_events.end());
        return std::move(m_events);
    }

private:
    /// Of the exponential distribution.
    double gap(double mean) { return -mean * std::log(1 - m_random.generateDouble()); }

    void addTicks()
    {
        double prices[] = {Prices[0], Prices[1], Prices[2]};
        int number = 0;
        for (double at = 40; at < Minute; at += gap(at > 24'000 && at < 33'000 ? 28 : 85)) {
            const auto pair = m_random.bounded(3);
            prices[pair] *= 1 + (m_random.generateDouble() - 0.5) / 2'000;
            m_events.push_back({at, Direction::Received, Opcode::Text,
                R"({"type":"tick","pair":")" + QByteArray(Pairs[pair]) + R"(","price":)"
                    + QByteArray::number(prices[pair], 'f', pair == 1 ? 3 : 5) + R"(,"n":)"
                    + QByteArray::number(++number) + '}'});
        }
    }

    void addOrders()
    {
        int id = 0;
        for (double at = 900; at < Minute - 500; at += gap(420)) {
            const QByteArray number = QByteArray::number(++id);
            m_events.push_back({at, Direction::Sent, Opcode::Text,
                R"({"id":)" + number + R"(,"method":"order","pair":")" + Pairs[id % 3] + R"(","amount":)"
                    + QByteArray::number(1'000 * (1 + id % 9)) + '}'});
            m_events.push_back({at + 6 + gap(14) + (id % 17 == 0 ? 70 : 0), Direction::Received, Opcode::Text,
                R"({"id":)" + number + R"(,"result":"filled"})"});
        }
    }

    QRandomGenerator m_random{9};
    std::vector<Event> m_events;
};

ConnectionRecord quotesRecord()
{
    ConnectionRecord record;
    record.id = 1;
    record.session = 1;
    record.state = ConnectionState::Open;
    record.url = QStringLiteral("wss://quotes.example/live");
    record.peerAddress = QStringLiteral("203.0.113.24:443");
    record.startedNs = Begin - 60 * Ms;
    record.openedNs = Begin;
    return record;
}

} // namespace

QString recordQuotes(const QString &path)
{
    auto made = CaptureWriter::create(path, {});
    if (!made)
        return made.error().sentence;
    CaptureWriter &writer = **made;
    writer.writeConnection(quotesRecord());
    EntryBatch batch;
    EntryRow opened;
    opened.connection = 1;
    opened.timeNs = Begin;
    opened.kind = EntryKind::Opened;
    batch.add(opened, {}, QStringLiteral("101 Switching Protocols in 59.6 ms. Connection 1"));
    EntryId ping = 0;
    for (const Event &event : Recording().events()) {
        const bool sent = event.direction == Direction::Sent;
        EntryRow row;
        row.connection = 1;
        row.timeNs = Begin + qint64(event.ms * double(Ms));
        row.direction = event.direction;
        row.bits = quint16(0x80 | quint8(event.opcode) | (sent ? EntryMasked : 0));
        row.maskKey = sent ? 0x37FA213D : 0;
        row.wireLength = event.payload.size() + (sent ? 6 : 2);
        if (event.opcode == Opcode::Ping)
            ping = writer.nextEntryId() + batch.count();
        else if (event.opcode == Opcode::Pong)
            row.messageFirst = ping;
        batch.add(row, event.payload);
    }
    writer.append(batch);
    return {};
}

} // namespace handglass
