// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"
#include "app/tap/proxytunnel.h"

#include <optional>

namespace handglass {

/// HTTP CONNECT (RFC 9110 §9.3.6), with Basic credentials (RFC 7617) sent at once if there are any. Any 2xx opens; a
/// length or a transfer coding of it means nothing there. Of another answer the head is read only.
class ConnectProxy final : public ProxyTunnel
{
public:
    ConnectProxy(
        const ProxyOptions &proxy, const QString &host, quint16 port, const HttpHeadReader::Limits &limits = {});

    QByteArray start() override;
    qsizetype feed(QByteArrayView bytes) override;
    void end() override;

private:
    void answered(const HttpHead &head);
    void unreadable();
    void explain(Failure &failure, const HttpHead &head) const;
    void explainChallenge(Failure &failure, const HttpHead &head, const char *header) const;

    HttpHeadReader::Limits m_limits;
    QByteArray m_credentials; ///< in Base64; empty: none
    std::optional<HttpHeadReader> m_reader;
    qsizetype m_taken = 0;
};

} // namespace handglass
