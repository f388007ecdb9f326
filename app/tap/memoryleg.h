// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/privateleg.h"

#include <memory>

namespace handglass {

class MemorySocket;

/// A tap's way to a QWebSocket of a QWebSocketServer, in memory. What is written has passed Qt's class, and its replies
/// wait here, when write() returns. Network thread.
class MemoryLeg final : public PrivateLeg
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MemoryLeg)
public:
    /// socket: handed to the server, its handshake done. The QWebSocket must be gone before this leg.
    explicit MemoryLeg(std::unique_ptr<MemorySocket> socket);
    ~MemoryLeg() override;

    void write(QByteArrayView frames) override;
    qint64 read(char *data, qint64 size) override;
    qint64 pendingToQt() const override;
    qint64 pendingFromQt() const override;
    void end() override;

private:
    std::unique_ptr<MemorySocket> m_socket;
};

} // namespace handglass
