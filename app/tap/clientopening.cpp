// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientopening.h"

#include "app/tap/clientrefusal.h"

#include <QRegularExpression>

namespace handglass {

namespace {

/// The request as the verdict reads it; whatever the user asked for is below these limits.
HttpHead requestHead(const QByteArray &raw)
{
    HttpHeadReader reader(HttpHeadReader::Kind::Request, {raw.size() + 1, int(raw.count('\n'))});
    reader.feed(raw);
    return reader.head();
}

/// "RFC 9112 §4" of a fact that ends with it; else empty.
QString sectionOf(const QString &fact)
{
    static const QRegularExpression Section(QStringLiteral("RFC \\d+ §[\\d.]*\\d$"));
    return Section.match(fact).captured();
}

/// What both heads agree on; the verdict has found them legal.
std::optional<DeflateAgreement> deflateOf(const HttpHead &request, const HttpHead &response)
{
    const QList<Extension> offered = parseExtensions(request).value_or(QList<Extension>());
    const QList<Extension> answered = parseExtensions(response).value_or(QList<Extension>());
    return readDeflateAnswer(answered, readDeflateOffers(offered)).value_or(std::nullopt);
}

QString cancelledText(FailurePhase phase)
{
    switch (phase) {
    case FailurePhase::NameLookup:
        return ClientOpening::tr("cancelled during the name look-up");
    case FailurePhase::Tcp:
        return ClientOpening::tr("cancelled while waiting for TCP");
    case FailurePhase::Proxy:
        return ClientOpening::tr("cancelled while waiting for the proxy");
    case FailurePhase::Tls:
        return ClientOpening::tr("cancelled during the TLS handshake");
    case FailurePhase::Response:
        return ClientOpening::tr("cancelled while waiting for the response");
    default:
        return ClientOpening::tr("cancelled before anything was sent");
    }
}

} // namespace

ClientOpening::ClientOpening(OpeningSettings settings, std::shared_ptr<Recorder> recorder, ConnectionRecord record)
    : m_settings(std::move(settings))
    , m_recorder(std::move(recorder))
    , m_record(std::move(record))
    , m_end(std::make_unique<ClientEnd>())
    , m_dialer(std::make_unique<ClientDialer>(m_settings.dial, m_record))
{
    connect(m_end.get(), &ClientEnd::asked, this, &ClientOpening::asked);
    connect(m_end.get(), &ClientEnd::ready, this, [this] {
        m_over = true;
        Q_EMIT opened();
    });
    connect(m_end.get(), &ClientEnd::failed, this, &ClientOpening::endFailed);
    connect(m_dialer.get(), &ClientDialer::phaseChanged, this, [this] { Q_EMIT phaseChanged(m_dialer->phase()); });
    connect(m_dialer.get(), &ClientDialer::connected, this, &ClientOpening::dialled);
    connect(m_dialer.get(), &ClientDialer::failed, this, &ClientOpening::fail);
}

ClientOpening::~ClientOpening() = default;

void ClientOpening::start()
{
    m_record.startedNs = nowNs();
    m_record.observeOnly = m_settings.tap.observeOnly;
    writeRecord();
    m_end->open();
}

void ClientOpening::asked(const QByteArray &key)
{
    if (m_over)
        return;
    m_settings.request.key = key;
    m_dialer->start();
}

void ClientOpening::dialled()
{
    m_socket.reset(m_dialer->takeSocket().release());
    writeRecord();
    m_exchange = std::make_unique<ClientExchange>(m_settings.exchange, *m_socket, m_record);
    connect(m_exchange.get(), &ClientExchange::requestWritten, this, &ClientOpening::writeRecord);
    connect(m_exchange.get(), &ClientExchange::responded, this, &ClientOpening::responded);
    connect(m_exchange.get(), &ClientExchange::finished, this, &ClientOpening::exchanged);
    connect(m_exchange.get(), &ClientExchange::failed, this, &ClientOpening::fail);
    const QByteArray request = composeRequest(m_settings.request);
    for (const QByteArray &subprotocol : requestHead(request).tokens("Sec-WebSocket-Protocol"))
        m_record.offeredSubprotocols.append(QString::fromUtf8(subprotocol));
    Q_EMIT phaseChanged(FailurePhase::Response);
    m_exchange->start(request);
}

void ClientOpening::responded()
{
    const HttpHead &response = m_exchange->response();
    if (m_settings.answered)
        m_settings.answered(response);
    m_record.verdict = judge(requestHead(m_record.rawRequest), response);
    m_record.subprotocol = QString::fromUtf8(response.value("Sec-WebSocket-Protocol"));
    m_record.extensions = QString::fromUtf8(response.tokens("Sec-WebSocket-Extensions").join(", "));
    writeRecord();
}

/// Each limit that was reached, and what is wrong with the body's framing, is a row.
void ClientOpening::noteBody()
{
    const ExchangeSettings &limits = m_settings.exchange;
    const auto note = [this](const QString &sentence) { m_recorder->note(EntryKind::Notice, m_record.id, sentence); };
    if (m_exchange->bodyTimedOut())
        note(tr("Expected the rest of the body within %1 s, got only %2 bytes.")
                 .arg(double(limits.refusalBody.count()) / 1000)
                 .arg(m_record.bodySize));
    else if (m_exchange->response().status != 101 && m_exchange->body().isCutShort())
        note(tr("Expected the rest of the body, got the end of the connection after %1 bytes of it, RFC 9112 §8.")
                 .arg(m_record.bodySize));
    for (const QString &remark : m_exchange->body().remarks())
        note(remark);
    if (m_record.bodySize > m_record.body.size())
        note(tr("Expected a body of at most %1 bytes, got %2: the first %1 are kept.")
                 .arg(limits.body)
                 .arg(m_record.bodySize));
}

void ClientOpening::exchanged()
{
    noteBody();
    Failure failure =
        refusalOf(m_record.verdict, requestHead(m_record.rawRequest), m_exchange->response(), m_record.body);
    if (!failure) {
        m_settings.tap.deflate = deflateOf(requestHead(m_record.rawRequest), m_exchange->response());
        m_end->accept();
        return;
    }
    if (m_settings.explain)
        m_settings.explain(m_exchange->response(), failure);
    if (m_exchange->response().status == 101) { // what the server sent as frames is not lost
        m_record.body = m_exchange->pipelined();
        m_record.bodySize = m_record.body.size();
    }
    fail(failure);
}

std::unique_ptr<Tap> ClientOpening::takeTap()
{
    return std::make_unique<Tap>(
        m_settings.tap, m_recorder, m_record, std::unique_ptr<QTcpSocket>(m_socket.release()), m_end->takeLeg());
}

void ClientOpening::cancel()
{
    Failure failure;
    failure.phase = FailurePhase::Cancelled;
    failure.fact = cancelledText(m_exchange ? FailurePhase::Response : m_dialer->phase());
    fail(failure);
}

void ClientOpening::refuse(const QString &sentence)
{
    m_record.startedNs = nowNs();
    Failure failure;
    failure.phase = FailurePhase::Request;
    failure.fact = sentence;
    failure.notCause = tr("Nothing was sent.");
    fail(failure);
}

void ClientOpening::endFailed(const QString &sentence)
{
    Failure failure;
    failure.phase = FailurePhase::Open;
    failure.fact = sentence;
    failure.notCause = tr("The server is not the cause.");
    fail(failure);
}

void ClientOpening::fail(const Failure &failure)
{
    if (std::exchange(m_over, true))
        return;
    for (QObject *part : {static_cast<QObject *>(m_end.get()), static_cast<QObject *>(m_dialer.get()),
             static_cast<QObject *>(m_exchange.get())}) {
        if (part)
            part->disconnect(this);
    }
    m_record.failure = failure;
    if (failure.section.isEmpty())
        m_record.failure.section = sectionOf(failure.fact);
    m_record.state = ConnectionState::Failed;
    m_record.closedNs = nowNs();
    writeRecord();
    m_recorder->note(EntryKind::Notice, m_record.id, failure.fact);
    if (m_socket) {
        m_socket->disconnect(m_exchange.get());
        m_socket->abort();
    }
    Q_EMIT failed();
}

void ClientOpening::writeRecord()
{
    m_recorder->writer().writeConnection(m_record);
}

} // namespace handglass
