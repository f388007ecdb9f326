// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QWidget>

namespace handglass {

class FactSection;
class HandshakeHeads;
class Theme;
class Waterfall;

/// What follows from a handshake: the accept value recomputed, what was negotiated, the challenge of a 401 or 407, the
/// times, TLS and the peer.
class HandshakeFacts final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HandshakeFacts)
public:
    explicit HandshakeFacts(Theme &theme, QWidget *parent = nullptr);
    void setRecord(const ConnectionRecord &record, const HandshakeHeads &heads);

private:
    void setAccept(const ConnectionRecord &record, const HandshakeHeads &heads);
    void setNegotiated(const ConnectionRecord &record, const HandshakeHeads &heads);
    void setChallenge(const HandshakeHeads &heads);
    void setTimes(const ConnectionRecord &record);
    void setTls(const ConnectionRecord &record);

    FactSection *m_accept;
    FactSection *m_negotiated;
    FactSection *m_challenge;
    FactSection *m_times;
    FactSection *m_tls;
    Waterfall *m_waterfall;
};

} // namespace handglass
