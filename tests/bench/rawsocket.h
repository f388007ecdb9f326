// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// As little of a peer as possible: blocking sockets of the loopback interface.
namespace bench {

/// A listening socket on a free port, which it tells; −1: there is none.
int listenAnywhere(uint16_t &port);
/// A WebSocket connection; −1: it did not open.
int openWebSocket(uint16_t port);
void setNoDelay(int socket);
/// Until everything is written; false: the other end is gone.
bool writeAll(int socket, std::string_view bytes);
/// Exactly that many bytes; false: the other end is gone.
bool readAll(int socket, std::vector<char> &bytes);
/// To the empty line.
std::string readHead(int socket);

/// A frame of that opcode and payload; masked with the key 0.
std::string frame(int opcode, std::string_view payload, bool masked);

} // namespace bench
