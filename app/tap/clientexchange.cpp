// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientexchange.h"

#include "app/protocol/bytetext.h"
#include "app/tap/foreignprotocol.h"

#include <QSslSocket>

namespace handglass {

namespace {
constexpr int SwitchingProtocols = 101;
constexpr qsizetype ForeignBytes = 64;                ///< with these a foreign protocol is told, or not known
constexpr std::chrono::milliseconds ForeignTime{250}; ///< for these

qint64 unwritten(const QTcpSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

/// Some servers end TCP without a word where they expected TLS, or miss a certificate.
QString endHint(const TlsFacts &facts)
{
    if (facts.cipher.isEmpty())
        return ClientExchange::tr("If the port speaks TLS, connect with wss:// instead.");
    if (!facts.ownCertificate.isEmpty())
        return {};
    return ClientExchange::tr("If the server lets in only who shows a certificate, give one (--cert, --key).");
}
} // namespace

ClientExchange::ClientExchange(const ExchangeSettings &settings, QTcpSocket &socket, ConnectionRecord &record)
    : m_settings(settings)
    , m_socket(socket)
    , m_record(record)
{
    m_reader.emplace(HttpHeadReader::Kind::Response, m_settings.head);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ClientExchange::timedOut);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &ClientExchange::written);
    if (auto *tls = qobject_cast<QSslSocket *>(&m_socket)) {
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &ClientExchange::written);
        connect(tls, &QSslSocket::errorOccurred, this, &ClientExchange::tlsFailed);
        m_alerts = std::make_unique<AlertWatch>(*tls);
    }
    connect(&m_socket, &QTcpSocket::readyRead, this, &ClientExchange::read);
    connect(&m_socket, &QTcpSocket::disconnected, this, &ClientExchange::ended);
}

ClientExchange::~ClientExchange()
{
    m_socket.disconnect(this);
}

void ClientExchange::start(const QByteArray &request)
{
    m_timer.start(m_settings.response);
    m_record.rawRequest = request;
    m_socket.write(request);
    m_socket.flush();
    read();                                                  // a server may speak before it is asked
    if (m_socket.state() != QAbstractSocket::ConnectedState) // its end was told before anybody listened
        ended();
}

void ClientExchange::written()
{
    if (m_record.requestNs != 0 || unwritten(m_socket) > 0)
        return;
    m_record.requestNs = nowNs();
    Q_EMIT requestWritten();
}

void ClientExchange::read()
{
    const QByteArray chunk = m_socket.isOpen() ? m_socket.readAll() : QByteArray();
    if (chunk.isEmpty())
        return;
    if (m_record.responseNs == 0)
        m_record.responseNs = nowNs();
    if (m_foreign)
        readForeign(chunk);
    else
        m_body ? readBody(chunk) : readHead(chunk);
}

void ClientExchange::readHead(const QByteArray &chunk)
{
    HttpHeadReader::State state = m_reader->feed(chunk);
    while (state == HttpHeadReader::State::Done && m_reader->head().status / 100 == 1
        && m_reader->head().status != SwitchingProtocols) {
        m_interim += m_reader->raw();
        const QByteArray rest = m_reader->rest();
        m_reader.emplace(HttpHeadReader::Kind::Response, m_settings.head);
        state = m_interim.size() > m_settings.head.headBytes ? HttpHeadReader::State::NeedMore : m_reader->feed(rest);
    }
    m_record.rawResponse = m_interim + m_reader->raw();
    if (state == HttpHeadReader::State::Failed)
        unreadable();
    else if (state == HttpHeadReader::State::Done)
        headComplete();
    else if (m_interim.size() > m_settings.head.headBytes)
        fail(tr("expected a final response, got %1 bytes of interim ones, RFC 9110 §15.2").arg(m_interim.size()));
}

/// No head will come. Of what is no HTTP at all a few more bytes may tell what it is.
void ClientExchange::unreadable()
{
    if (!m_interim.isEmpty() || m_record.rawResponse.startsWith("HTTP/")) {
        fail(m_reader->error());
        return;
    }
    m_foreign = true;
    m_timer.start(qMin(ForeignTime, m_timer.remainingTimeAsDuration()));
    judgeForeign(false);
}

void ClientExchange::readForeign(const QByteArray &chunk)
{
    m_record.rawResponse += chunk;
    judgeForeign(false);
}

void ClientExchange::judgeForeign(bool last)
{
    const Failure failure = explainForeign(m_record.rawResponse);
    if (failure)
        fail(failure);
    else if (last || m_record.rawResponse.size() >= ForeignBytes)
        fail(m_reader->error());
}

void ClientExchange::headComplete()
{
    if (m_record.requestNs == 0) // answered before the whole request was taken
        m_record.requestNs = m_record.responseNs;
    m_record.times.upgrade = nowNs() - m_record.requestNs;
    m_timer.start(m_settings.refusalBody);
    m_body.emplace(response(), m_settings.body);
    Q_EMIT responded();
    if (response().status == SwitchingProtocols)
        finish();
    else
        readBody(m_reader->rest());
}

void ClientExchange::readBody(const QByteArray &chunk)
{
    if (m_body->feed(chunk))
        finish();
    else if (m_socket.state() != QAbstractSocket::ConnectedState && m_socket.bytesAvailable() == 0)
        finish();
}

void ClientExchange::ended()
{
    read();
    if (!m_timer.isActive()) // it is over
        return;
    if (m_body)
        finish();
    else if (m_foreign)
        judgeForeign(true);
    else if (m_record.rawResponse.isEmpty())
        fail(tr("expected a response to the request, got the end of the connection"), endHint(m_record.tlsFacts));
    else
        fail(tr("expected the rest of the response's head, got the end of the connection after %1 bytes, RFC 9112 §8")
                 .arg(m_record.rawResponse.size()));
}

/// With TLS 1.3 a server refuses a client's certificate, or the lack of one, after the handshake. Behind close_notify
/// and every other alert nothing comes, though TCP may stand on.
void ClientExchange::tlsFailed()
{
    read();
    if (m_timer.isActive() && !m_body && m_alerts->alert())
        fail(explainAlert(*m_alerts->alert(), contextOf(m_record), m_socket.errorString()));
    else
        ended();
}

void ClientExchange::timedOut()
{
    if (m_body) {
        m_bodyTimedOut = true;
        finish();
        return;
    }
    if (m_foreign) {
        judgeForeign(true);
        return;
    }
    const double waited = double(m_settings.response.count()) / 1000;
    const QString suggestion = tr("Allow more time for the response, if the server needs it.");
    if (m_record.rawResponse.isEmpty())
        fail(tr("expected a response to the request, got no answer within %1 s").arg(waited), suggestion);
    else
        fail(tr("expected the rest of the response's head, got only %1 bytes within %2 s")
                 .arg(m_record.rawResponse.size())
                 .arg(waited),
            suggestion);
}

void ClientExchange::finish()
{
    m_timer.stop();
    m_socket.disconnect(this);
    m_body->end();
    m_record.body = m_body->kept();
    m_record.bodySize = m_body->size();
    Q_EMIT finished();
}

void ClientExchange::fail(const QString &fact, const QString &suggestion)
{
    Failure failure;
    failure.phase = FailurePhase::Response;
    failure.fact = fact;
    failure.section = sectionOf(fact);
    failure.suggestion = suggestion;
    if (!m_record.rawResponse.isEmpty())
        failure.evidence = firstBytes(m_record.rawResponse);
    fail(failure);
}

void ClientExchange::fail(const Failure &failure)
{
    m_timer.stop();
    m_socket.disconnect(this);
    Q_EMIT failed(failure);
}

} // namespace handglass
