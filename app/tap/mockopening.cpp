// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/mockopening.h"

#include "app/tap/halfclose.h"
#include "app/tap/recorder.h"

#include <QHostAddress>

namespace handglass {

namespace {
constexpr qint64 ChunkBytes = 64 * 1024;
constexpr qsizetype MostLate = 1 << 20; ///< of what comes behind a refused request
constexpr std::chrono::milliseconds LingerTime{1'000};
} // namespace

QString endpointText(const QHostAddress &address, quint16 port)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    const QString host =
        isIpv4 ? QHostAddress(ipv4).toString() : QLatin1Char('[') + address.toString() + QLatin1Char(']');
    return host + QLatin1Char(':') + QString::number(port);
}

MockOpening::MockOpening(
    Terms terms, std::shared_ptr<Recorder> recorder, ConnectionRecord record, std::unique_ptr<QTcpSocket> socket)
    : m_terms(std::move(terms))
    , m_recorder(std::move(recorder))
    , m_record(std::move(record))
    , m_socket(std::move(socket))
    , m_reader(HttpHeadReader::Kind::Request, m_terms.limits)
{
    m_record.role = ConnectionRole::MockClient;
    m_record.url = m_terms.url;
    m_record.startedNs = nowNs();
    m_record.localAddress = endpointText(m_socket->localAddress(), m_socket->localPort());
    m_record.peerAddress = endpointText(m_socket->peerAddress(), m_socket->peerPort());
    m_socket->setParent(nullptr);
    m_socket->setReadBufferSize(ChunkBytes);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_timer.setSingleShot(true);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &MockOpening::read);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &MockOpening::ended);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, [this] {
        if (m_phase == Phase::Refused)
            linger();
    });
    connect(&m_timer, &QTimer::timeout, this, &MockOpening::timedOut);
}

MockOpening::~MockOpening()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void MockOpening::begin()
{
    m_recorder->writer().writeConnection(m_record);
    if (m_terms.tls)
        startTls();
    else
        beginReading();
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        ended();
}

void MockOpening::beginReading()
{
    m_phase = Phase::Reading;
    m_timer.start(m_terms.noDescriptor ? NoDescriptorTimeout : m_terms.timeout);
    read();
}

void MockOpening::read()
{
    if (m_phase == Phase::Refused || m_phase == Phase::Silent) {
        readLate();
        return;
    }
    while (m_phase == Phase::Reading && m_socket->bytesAvailable() > 0) {
        const auto state = m_reader.feed(m_socket->read(ChunkBytes));
        if (state == HttpHeadReader::State::Done) {
            takeRequest();
        } else if (state == HttpHeadReader::State::Failed) {
            m_record.requestNs = nowNs();
            refuse(m_plainOnTls ? answerNotTls(m_terms.url)
                                : answerUnreadable(m_reader.error(), m_reader.raw(), m_terms.limits));
        }
    }
}

void MockOpening::takeRequest()
{
    const HttpHead &request = m_reader.head();
    m_record.requestNs = nowNs();
    m_record.url = m_terms.url + QString::fromLatin1(request.target);
    for (const QByteArray &offer : request.tokens("Sec-WebSocket-Protocol"))
        m_record.offeredSubprotocols.append(QString::fromUtf8(offer));
    if (m_plainOnTls) {
        refuse(answerNotTls(m_terms.url));
        return;
    }
    m_answer = m_terms.noDescriptor ? answerNoDescriptor() : answerRequest(request, m_record.url, m_terms.policy);
    if (m_answer.delay.count() == 0) {
        answer();
        return;
    }
    m_phase = Phase::Delaying;
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.start(m_answer.delay);
}

void MockOpening::answer()
{
    tellFaults();
    if (m_answer.faults.silent)
        stayWithout();
    else if (m_answer.faults.drip)
        drip();
    else
        finishAnswer();
}

void MockOpening::tellFaults()
{
    for (const AnswerFaults::Purpose &purpose : std::as_const(m_answer.faults.purposes)) {
        const EntryId row = m_recorder->note(EntryKind::Notice, m_record.id, purpose.text, {}, EntryOnPurpose);
        Q_EMIT faultMade(purpose.fault, row);
    }
}

/// Until the client ends it, or the mock.
void MockOpening::stayWithout()
{
    m_phase = Phase::Silent;
    m_timer.stop();
    m_record.rawRequest = m_reader.raw() + m_reader.rest();
    m_recorder->writer().writeConnection(m_record);
    readLate();
}

/// All but the last byte, which goes with what follows.
void MockOpening::drip()
{
    m_phase = Phase::Dripping;
    if (m_dripped + 1 >= m_answer.head.size()) {
        finishAnswer();
        return;
    }
    m_socket->write(m_answer.head.constData() + m_dripped++, 1);
    m_socket->flush();
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.start(*m_answer.faults.drip);
}

void MockOpening::finishAnswer()
{
    if (m_answer.failure) {
        refuse(std::exchange(m_answer, {}));
        return;
    }
    m_timer.stop();
    m_phase = Phase::Waiting;
    Q_EMIT requested();
}

MockOpening::Opened MockOpening::open()
{
    m_socket->disconnect(this);
    m_socket->write(m_answer.head.mid(m_dripped));
    m_phase = Phase::Finished;
    m_record.responseNs = nowNs();
    m_record.times.upgrade = m_record.responseNs - m_record.requestNs;
    m_record.rawRequest = m_reader.head().raw;
    m_record.rawResponse = m_answer.head;
    m_record.verdict = m_answer.verdict;
    m_record.subprotocol = m_answer.subprotocol;
    if (m_answer.deflate)
        m_record.extensions = QString::fromLatin1(composeExtension(m_answer.deflate->toExtension()));
    for (const QString &notice : m_answer.notices)
        m_recorder->note(EntryKind::Notice, m_record.id, notice);
    return {std::move(m_socket), m_record, m_answer.deflate, m_reader.rest()};
}

void MockOpening::failInQt(const QString &why)
{
    if (m_phase == Phase::Waiting && m_dripped > 0)
        giveUp(why);
    else if (m_phase == Phase::Waiting)
        refuse(answerQtRefused(why));
}

void MockOpening::refuse(MockAnswer answer)
{
    m_socket->write((answer.head + answer.body).mid(m_dripped));
    m_record.responseNs = nowNs();
    if (m_record.requestNs != 0)
        m_record.times.upgrade = m_record.responseNs - m_record.requestNs;
    m_record.rawResponse = answer.head;
    m_record.body = answer.body;
    m_record.bodySize = answer.body.size();
    m_record.verdict = answer.verdict;
    const QByteArray status = answer.head.mid(9, answer.head.indexOf('\r') - 9); // "426 Upgrade Required"
    fail(answer.failure,
        answer.faults.cutOff ? tr("Cut off after %1 bytes: %2").arg(answer.head.size()).arg(answer.failure.fact)
                             : tr("Refused with %1: %2").arg(QString::fromLatin1(status), answer.failure.fact));
    if (m_phase == Phase::Refused)
        linger();
}

void MockOpening::fail(const Failure &failure, const QString &row)
{
    m_phase = Phase::Refused;
    m_timer.start(LingerTime);
    if (m_late == 0)
        m_record.rawRequest = m_reader.raw() + m_reader.rest();
    m_record.failure = failure;
    m_record.state = ConnectionState::Failed;
    m_record.closedNs = nowNs();
    m_recorder->writer().writeConnection(m_record);
    m_recorder->note(EntryKind::Notice, m_record.id, row);
    Q_EMIT refused(failure.fact);
}

/// Behind the answer our half ends and what the client still sends is read: closing with unread bytes would reset the
/// connection, and the client lose the answer (RFC 9112 §9.6). Not with the last descriptor, for which others wait.
void MockOpening::linger()
{
    readLate();
    if (m_socket->bytesToWrite() > 0 && !m_terms.noDescriptor)
        return;
    if (m_terms.noDescriptor)
        m_socket->disconnectFromHost();
    else
        endOurHalf(*m_socket, LingerTime);
}

void MockOpening::readLate()
{
    const QByteArray late = m_socket->bytesAvailable() > 0 ? m_socket->readAll() : QByteArray();
    const QByteArray kept = late.first(qMin(late.size(), MostLate - m_late));
    m_late += kept.size();
    m_record.rawRequest += kept;
}

void MockOpening::timedOut()
{
    if (m_phase == Phase::Tls) {
        tlsFailed(silentInTls());
    } else if (m_phase == Phase::Delaying) {
        answer();
    } else if (m_phase == Phase::Dripping) {
        drip();
    } else if (m_phase == Phase::Reading) {
        refuse(m_terms.noDescriptor ? answerNoDescriptor()
                                    : answerSilence(m_reader.raw().size(), m_terms.timeout.count()));
    } else {
        m_socket->abort();
        finish();
    }
}

void MockOpening::ended()
{
    if (m_phase == Phase::Reading)
        read();
    if (m_phase == Phase::Tls)
        tlsFailed(endedBeforeTls());
    if (m_phase == Phase::Reading) {
        const Failure failure = endedInRequest();
        fail(failure, tr("No handshake: %1").arg(failure.fact));
    }
    if (m_phase == Phase::Delaying || m_phase == Phase::Dripping || m_phase == Phase::Silent) {
        readLate();
        m_record.rawResponse = m_answer.head.first(m_dripped);
        const Failure failure = endedInAnswer();
        fail(failure, tr("No handshake: %1").arg(failure.fact));
    }
    if (m_phase == Phase::Refused) {
        readLate();
        finish();
    }
}

Failure MockOpening::endedInAnswer() const
{
    const QString end = tr("expected the client to wait for the answer, %1, got the end of the connection after %2 ms");
    const qint64 waited = (nowNs() - m_record.requestNs) / 1'000'000;
    QString answer = tr("which the scenario delays by %1 ms").arg(m_answer.delay.count());
    if (m_phase == Phase::Silent)
        answer = tr("which is not sent, on purpose");
    else if (m_phase == Phase::Dripping)
        answer = tr("which comes a byte at a time, on purpose (%1 of %2 were written)")
                     .arg(m_dripped)
                     .arg(m_answer.head.size());
    Failure failure;
    failure.phase = FailurePhase::Request;
    failure.fact = end.arg(answer).arg(waited);
    return failure;
}

Failure MockOpening::endedInRequest() const
{
    Failure failure;
    failure.phase = FailurePhase::Request;
    failure.fact = tr("expected a request head, got the end of the connection after %1 bytes, RFC 6455 §4.2.1")
                       .arg(m_reader.raw().size());
    if (m_tls && m_reader.raw().isEmpty())
        failure.cause = tr("Clients that end it behind the TLS handshake mostly do not trust our certificate.");
    else if (m_socket->error() != QAbstractSocket::RemoteHostClosedError)
        failure.cause = tr("TCP: %1.").arg(m_socket->errorString());
    return failure;
}

void MockOpening::giveUp(const QString &why)
{
    if (m_phase == Phase::Finished)
        return;
    if (m_phase != Phase::Refused) {
        Failure failure;
        failure.phase = FailurePhase::Cancelled;
        failure.fact = why;
        fail(failure, tr("No handshake: %1").arg(why));
    }
    m_socket->abort();
    finish();
}

void MockOpening::finish()
{
    if (m_phase == Phase::Finished)
        return;
    m_phase = Phase::Finished;
    m_timer.stop();
    if (m_late > 0)
        m_recorder->writer().writeConnection(m_record);
    Q_EMIT finished();
}

} // namespace handglass
