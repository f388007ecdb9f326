// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

/// Many clients of one server on the loopback interface; blocking, so never on a thread that has to answer.
class Crowd final
{
    Q_DISABLE_COPY_MOVE(Crowd)
public:
    /// All are connected; else it ends the program and says so.
    Crowd(uint16_t port, int clients);
    ~Crowd();

    /// The first ones send binary messages, a batch under way each, and take their echoes: messages a second of all.
    double echo(int clients, int payload, int messages);
    /// When every client has got so many bytes, steady ns.
    qint64 takeEach(qsizetype bytes);

private:
    std::vector<int> m_sockets;
};

/// So that the program may have as many connections as the machine lets it.
void raiseDescriptorLimit();

} // namespace bench
