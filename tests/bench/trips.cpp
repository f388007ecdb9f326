// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bareqt.h"
#include "tests/bench/benchserver.h"
#include "tests/bench/parts.h"
#include "tests/bench/table.h"
#include "tests/bench/tapped.h"

namespace bench {

namespace {

constexpr int Rounds = 5;
constexpr qint64 Size = 64;
constexpr qint64 Trips = 20'000;

using Measure = std::function<double(BenchServer &, qint64)>; ///< median trip, ns

double bareClientTrip(BenchServer &server, qint64 trips)
{
    const BareClient client(server.url("bounce", {Size, trips}), echoBinary);
    return double(server.number());
}

double tappedClientTrip(BenchServer &server, qint64 trips)
{
    const TappedClient client(server.url("bounce", {Size, trips}));
    return double(server.number());
}

double tripThrough(quint16 port, qint64 trips)
{
    QProcess client;
    client.start(peerProgram(), {QString::number(port), QString::number(Size), QString::number(trips)});
    const double trip = lineOf(client).toDouble();
    client.waitForFinished();
    return trip;
}

double bareServerTrip(BenchServer & /*server*/, qint64 trips)
{
    const BareEchoServer echo;
    return tripThrough(echo.port(), trips);
}

double mockTrip(BenchServer & /*server*/, qint64 trips)
{
    const TappedMock mock;
    return tripThrough(mock.port(), trips);
}

void compare(const char *name, qint64 trips, const Measure &bareTrip, const Measure &tappedTrip)
{
    BenchServer server;
    std::vector<double> bare;
    std::vector<double> tapped;
    std::vector<double> added;
    for (int round = 0; round < Rounds; ++round) {
        bare.push_back(bareTrip(server, trips) / 1e3);
        tapped.push_back(tappedTrip(server, trips) / 1e3);
        added.push_back(tapped.back() - bare.back());
    }
    print({QStringLiteral("round trip of an echo of 64 B, ") + QLatin1String(name), inUnit(median(tapped), "µs"),
        inUnit(median(bare), "µs") + QStringLiteral(" bare Qt"), median(added), atMost(60, "µs")});
}

} // namespace

void measureTrips(const Scale &scale)
{
    compare("client", scale.of(Trips), bareClientTrip, tappedClientTrip);
    compare("mock", scale.of(Trips), bareServerTrip, mockTrip);
}

} // namespace bench
