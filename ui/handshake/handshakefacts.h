// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QWidget>

namespace handglass {

class ChainSection;
class FactSection;
class HandshakeHeads;
class Theme;
class TlsView;
class Waterfall;

/// What follows from a handshake: the accept value recomputed, what was negotiated, the challenges of a 401 or 407,
/// cookies; how the server was reached: chain, times, addresses, proxy, TLS and the peer.
class HandshakeFacts final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HandshakeFacts)
public:
    explicit HandshakeFacts(Theme &theme, QWidget *parent = nullptr);
    /// next: the connection that follows this one; nullptr: none.
    void setRecord(const ConnectionRecord &record, const HandshakeHeads &heads, const ConnectionRecord *next = nullptr);

Q_SIGNALS:
    void connectionChosen(qint64 id);

private:
    FactSection *newSection(const QString &title, const char *name);
    void setAccept(const ConnectionRecord &record, const HandshakeHeads &heads);
    void setNegotiated(const ConnectionRecord &record, const HandshakeHeads &heads);
    void setChallenge(const HandshakeHeads &heads);
    void setTimes(const ConnectionRecord &record);

    Theme &m_theme;
    FactSection *m_accept;
    FactSection *m_negotiated;
    FactSection *m_challenge;
    FactSection *m_cookies;
    ChainSection *m_chain;
    FactSection *m_times;
    FactSection *m_attempts;
    FactSection *m_proxy;
    TlsView *m_tls;
    Waterfall *m_waterfall;
};

} // namespace handglass
