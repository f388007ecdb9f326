// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "app/exchange/tcppackets.h"
#include "app/protocol/frame.h"

#include <optional>

namespace handglass {

/// One connection's part of the capture as TCP packets: handshake, frames byte for byte, end.
class Conversation final
{
public:
    /// The steps before the first frame, in order, each at its time.
    enum Step : int { Connect, Request, Response, Begun };

    /// record: without what shall not be told. None: it never reached a server, there is nothing to show.
    static std::optional<Conversation> of(PcapngFile &file, const ConnectionRecord &record);

    /// When the step was taken; of Begun, for a connection that failed, when it ended.
    static qint64 timeOf(const ConnectionRecord &record, Step step);
    /// Takes all steps up to this one that were not taken yet.
    void proceed(const ConnectionRecord &record, Step last);
    bool hasBegun() const { return m_next == Begun; }
    /// A frame, or a notice that holds the rest of one.
    void addRow(const CaptureReader &reader, const Entry &entry, const QString &text);
    void end(const ConnectionRecord &record, qint64 timeNs);

private:
    /// What is still to come of a frame whose row is written.
    struct Rest {
        qint64 left = 0;
        quint64 offset = 0;
        bool masked = false;
        MaskingKey key{};
    };
    Conversation(PcapngFile &file, const Endpoint &client, const Endpoint &server, const ConnectionRecord &record);
    void take(const ConnectionRecord &record, Step step);
    void addFrame(const CaptureReader &reader, const Entry &entry, const QString &comment);
    void addNotice(const CaptureReader &reader, const Entry &entry, const QString &comment);
    TcpConversation::End endOf(bool us) const;

    TcpConversation m_tcp;
    TcpConversation::End m_us;
    Step m_next = Connect;
    Rest m_rest[2];
};

} // namespace handglass
