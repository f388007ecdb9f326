// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/tap/dialoptions.h"
#include "app/tap/dialrace.h"
#include "app/tap/proxytunnel.h"
#include "app/tap/systemproxy.h"
#include "app/tap/tlsclient.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace handglass {

/// Where a client's public leg goes, and how long each step may take.
struct DialSettings {
    QString host; ///< name or literal address, without brackets
    quint16 port = 80;
    bool secure = false;
    std::chrono::milliseconds nameLookup{10'000};
    std::chrono::milliseconds tcp{15'000};
    std::chrono::milliseconds proxyTime{15'000};
    std::chrono::milliseconds tlsTime{15'000};
    TlsClientOptions tls;
    ProxyOptions proxy;
    using Answer = std::function<void(const QHostInfo &info)>;
    std::function<void(const QString &name, const Answer &answer)> resolve; ///< instead of the system's look-up
    SystemProxy::Query systemProxy;                                         ///< instead of systemProxyFor()
};

/// Makes a client's public leg: which proxy, name look-up, TCP to the first address that answers (RFC 8305), the
/// proxy's leave to speak to the server, TLS for wss. Writes what it learns (times, attempts, addresses, the proxy and
/// its answer, TLS facts) into the record. Network thread.
class ClientDialer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientDialer)
public:
    /// The record must outlive it.
    ClientDialer(DialSettings settings, ConnectionRecord &record);
    ~ClientDialer() override;

    /// Answered by connected() or failed(), from the event loop.
    void start();
    FailurePhase phase() const { return m_phase; } ///< NameLookup, Tcp, Proxy or Tls: what is under way
    /// After connected().
    std::unique_ptr<QTcpSocket> takeSocket();

Q_SIGNALS:
    /// The next phase has begun.
    void phaseChanged();
    void connected();
    void failed(const handglass::Failure &failure);

private Q_SLOTS:
    void found(const QHostInfo &info);

private:
    void enter(FailurePhase phase, std::chrono::milliseconds timeout);
    qint64 elapsed() const;
    void reach(const QString &host);
    void lookUp(const QString &host);
    void startTcp(const QList<QHostAddress> &addresses);
    void tcpConnected();
    void tcpFailed();
    void noAddress(const QHostInfo &info);
    void lookUpTimedOut();
    void proceed();

    // the proxy (clientdialerproxy.cpp)
    bool proxied() const { return m_proxy.kind == ProxyKind::Http || m_proxy.kind == ProxyKind::Socks5; }
    void askSystem();
    void systemAnswered(const ProxyChoice &choice);
    void refuse(const QString &sentence);
    void systemTimedOut();
    void dialBy(const ProxyOptions &proxy);
    void startProxy();
    void readProxy();
    void proxyEnded();
    void endedBehindAnswer();
    void proxyTimedOut();
    void failByProxy(Failure failure);

    // TLS (clientdialertls.cpp)
    bool prepareTls();
    void startTls();
    void tlsEncrypted();
    void tlsFailed(const Failure &failure);

    void timedOut();
    void succeed();
    void fail(const QString &fact, const QString &cause = {}, const QString &suggestion = {});
    void fail(Failure failure);
    void failOnTheWay(Failure failure);
    QString place() const;
    QString hopHost() const { return proxied() ? m_proxy.host : m_settings.host; }
    quint16 hopPort() const { return proxied() ? m_proxy.port : m_settings.port; }
    QString hop() const;

    DialSettings m_settings;
    ConnectionRecord &m_record;
    FailurePhase m_phase = FailurePhase::None;
    qint64 m_phaseStartNs = 0;
    bool m_over = false; ///< failed: what is answered now is too late
    QTimer m_timer;
    int m_lookup = -1;
    ProxyOptions m_proxy{ProxyKind::None, {}, 0, {}, {}};                  ///< in use: Http, Socks5 or None
    QString m_proxyOrigin;                                                 ///< who named it, if the user did not
    std::unique_ptr<SystemProxy, QScopedPointerDeleteLater> m_systemProxy; ///< while it is asked
    std::unique_ptr<ProxyTunnel> m_tunnel;
    std::unique_ptr<DialRace> m_race;
    DialRace::Socket m_socket;        ///< from TCP on; for wss a QSslSocket
    std::unique_ptr<TlsClient> m_tls; ///< for wss
};

} // namespace handglass

Q_DECLARE_METATYPE(handglass::Failure)
