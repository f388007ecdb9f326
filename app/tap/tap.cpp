// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tap.h"

#include <QLocale>
#include <QSslSocket>

#include <limits>

namespace handglass {

namespace {
constexpr qsizetype DeflatedChunkBytes = 64 * 1024; ///< it may hold a thousand times its size
constexpr qint64 SocketBufferBytes = 1 << 20;
constexpr std::chrono::milliseconds PressureInterval{200};

/// Of a frame that has not fully come.
qint64 declaredLength(const FrameHeader &header)
{
    constexpr quint64 Most = std::numeric_limits<qint64>::max();
    return qint64(qMin(header.payloadLength, Most - quint64(header.size()))) + header.size();
}

} // namespace

Tap::Tap(TapSettings settings, std::shared_ptr<Recorder> recorder, ConnectionRecord record,
    std::unique_ptr<QTcpSocket> publicLeg, std::unique_ptr<PrivateLeg> privateLeg)
    : m_settings(std::move(settings))
    , m_recorder(std::move(recorder))
    , m_record(std::move(record))
    , m_public(std::move(publicLeg))
    , m_out(*m_public)
    , m_private(std::move(privateLeg))
    , m_inbound(*this, m_settings)
    , m_outDeflate(m_settings)
{
    m_public->setParent(nullptr);
    m_public->setReadBufferSize(SocketBufferBytes);
    m_timer.setSingleShot(true);
    m_pressureTimer.setInterval(PressureInterval);
    connectLegs();
}

Tap::~Tap()
{
    m_public->disconnect(this);
    m_private->disconnect(this);
}

void Tap::connectLegs()
{
    connect(m_public.get(), &QTcpSocket::readyRead, this, &Tap::readPublic);
    connect(m_public.get(), &QTcpSocket::disconnected, this, &Tap::publicEnded);
    connect(m_public.get(), &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError)
            m_endCause = m_public->errorString();
        QMetaObject::invokeMethod(this, &Tap::checkTls, Qt::QueuedConnection);
    });
    connect(m_public.get(), &QTcpSocket::bytesWritten, this, &Tap::progressed);
    if (auto *tls = qobject_cast<QSslSocket *>(m_public.get()))
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &Tap::progressed);
    connect(&m_out, &PacedWriter::progressed, this, &Tap::progressed);
    connect(m_private.get(), &PrivateLeg::readyRead, this, &Tap::readPrivate);
    connect(m_private.get(), &PrivateLeg::drained, this, &Tap::progressed);
    connect(m_private.get(), &PrivateLeg::ended, this, &Tap::privateEnded);
    connect(m_recorder.get(), &Recorder::drained, this, &Tap::resume);
    connect(&m_timer, &QTimer::timeout, this, &Tap::timedOut);
    connect(&m_pressureTimer, &QTimer::timeout, this, [this] {
        resume();
        if (m_pressure && m_lastUnsent != unsent()) {
            m_lastUnsent = unsent();
            Q_EMIT pressureChanged(true, m_lastUnsent);
        }
    });
}

void Tap::start(const QByteArray &pipelined)
{
    m_phase = Phase::Open;
    m_record.state = ConnectionState::Open;
    m_record.openedNs = nowNs();
    m_recorder->writer().writeConnection(m_record); // before its row: who reads the row finds the record as it was then
    m_recorder->note(EntryKind::Opened, m_record.id, openedText());
    m_passTimeNs = nowNs();
    m_readingPublic = true; // what is read comes behind these
    m_inbound.consume(pipelined);
    m_readingPublic = false;
    m_recorder->submit();
    startKeepAlive();
    readPrivate();
    readPublic();
    if (m_public->state() != QAbstractSocket::ConnectedState)
        publicEnded();
    checkTls();
}

QString Tap::openedText() const
{
    QString text = tr("101 Switching Protocols in %1 ms. Connection %2")
                       .arg(double(m_record.openedNs - m_record.startedNs) / 1e6, 0, 'f', 1)
                       .arg(m_record.id);
    if (!m_record.subprotocol.isEmpty())
        text += tr(", subprotocol %1").arg(m_record.subprotocol);
    if (!m_record.extensions.isEmpty())
        text += QStringLiteral(", ") + m_record.extensions;
    return text;
}

// ---- back-pressure

qint64 Tap::publicUnsent() const
{
    const auto *tls = qobject_cast<const QSslSocket *>(m_public.get());
    return m_public->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0) + m_out.waiting();
}

qint64 Tap::unsent() const
{
    qint64 bytes = publicUnsent() + m_private->pendingFromQt() + (m_raw ? m_raw->left() : 0);
    for (const RawSend &raw : m_rawQueue)
        bytes += raw.size();
    return bytes;
}

bool Tap::outboundPaused() const
{
    return rawBusy() || publicUnsent() > m_settings.unsentMark || m_recorder->writer().isFull();
}

bool Tap::inboundPaused() const
{
    return (m_stopped && !m_publicEnded) || m_phase == Phase::Waiting
        || m_private->pendingToQt() > m_settings.unsentMark || (m_settings.replies && unsent() > m_settings.unsentMark)
        || m_recorder->writer().isFull();
}

void Tap::progressed()
{
    if (!rawBusy() && (m_fencePending || (m_timer.isActive() && publicUnsent() > 0)))
        m_timer.start(); // the peer takes what it is sent: no silence
    if (m_keepAlive)
        m_keepAlive->taken(m_written - publicUnsent());
    if (m_endingTcp)
        endTcp();
    if (m_owedPong) {
        sendOwedPong();
        m_recorder->submit();
    }
    if (m_heldPublic || m_heldPrivate)
        resume();
    else if (m_pressure)
        tellPressure();
}

void Tap::resume()
{
    if (m_phase == Phase::Waiting || m_phase == Phase::Closed)
        return;
    if (m_heldPrivate)
        readPrivate();
    if (m_heldPublic)
        readPublic();
    tellPressure();
}

/// For a mark that was fallen below without a signal of its own (sockets keep silent about what is written in a slot of
/// theirs).
void Tap::resumeLater()
{
    if ((m_heldPrivate && !outboundPaused()) || (m_heldPublic && !inboundPaused()))
        QMetaObject::invokeMethod(this, &Tap::resume, Qt::QueuedConnection);
}

void Tap::tellPressure()
{
    const bool over = unsent() > m_settings.unsentMark;
    if (over == m_pressure)
        return;
    m_pressure = over;
    m_lastUnsent = unsent();
    if (over)
        m_pressureTimer.start();
    else
        m_pressureTimer.stop();
    Q_EMIT pressureChanged(over, m_lastUnsent);
}

QString Tap::sendError()
{
    if (m_phase == Phase::Waiting)
        return {};
    if (m_phase != Phase::Open)
        return tr("expected an open connection, got one that is closing: nothing was sent");
    if (unsent() <= m_settings.unsentMark)
        return {};
    tellPressure();
    const QString waiting = QLocale::c().formattedDataSize(unsent());
    return tr("the peer does not read: %1 wait to be sent, and nothing was added").arg(waiting);
}

// ---- from the wire

void Tap::readPublic()
{
    if (m_readingPublic || m_phase == Phase::Waiting || m_phase == Phase::Closed)
        return;
    m_readingPublic = true;
    m_deliveredInPass = 0;
    ChunkBuffer buffer;
    const qsizetype most = m_settings.deflate ? DeflatedChunkBytes : ChunkBuffer::Bytes;
    // Until nothing is left: a QSslSocket with unread bytes signals no more.
    while (!(m_heldPublic = inboundPaused())) {
        // Not open: aborted, by us or by an error while writing.
        const qint64 size = m_public->isOpen() ? m_public->read(buffer.data(), most) : 0;
        if (size <= 0)
            break;
        m_passTimeNs = nowNs();
        m_inbound.consume(QByteArrayView(buffer.data(), size));
        m_recorder->submit();
        if (m_phase == Phase::Closed)
            break;
        if (m_settings.deflate && m_deliveredInPass >= SliceBytes) {
            m_heldPublic = true;
            break;
        }
    }
    m_readingPublic = false;
    if (m_keepAlive)
        m_keepAlive->setReading(!m_heldPublic);
    resumeLater();
    tellPressure();
    if (m_publicEnded && m_public->bytesAvailable() == 0)
        inputEnded();
}

EntryId Tap::record(const Frame &frame, const Mark &mark)
{
    EntryRow row = rowOf(frame.header, frame.payload.size());
    row.connection = m_record.id;
    row.timeNs = m_passTimeNs;
    row.direction = Direction::Received;
    row.messageFirst = mark.messageFirst;
    row.bits |= mark.flags;
    if ((mark.flags & EntryUnfinished) != 0)
        row.wireLength = declaredLength(frame.header);
    const auto answer = takePong(frame, mark);
    if (answer)
        row.messageFirst = answer->ping;
    const QString text = answer ? rttText(answer->ns) : mark.violation.isEmpty() ? mark.unread : mark.violation;
    const EntryId id = mark.content ? m_recorder->add(row, frame.payload, text, *mark.content)
                                    : m_recorder->add(row, frame.payload, text);
    if (answer)
        Q_EMIT rttMeasured(answer->ns);
    noteMessage(frame, mark, id);
    if (m_watched)
        tellFrame(frame, id);
    return id;
}

/// Of what is legal: which row Qt's class will tell, and that a Pong came.
void Tap::noteMessage(const Frame &frame, const Mark &mark, EntryId row)
{
    if (!mark.violation.isEmpty() || (mark.flags & EntryUnfinished) != 0 || m_closeReceived)
        return;
    if (frame.header.opcode == Opcode::Pong)
        Q_EMIT pongCame(frame.payload.toByteArray());
    else if (m_settings.tellRows && frame.header.fin && frame.header.opcode <= Opcode::Binary)
        m_messageRows.push_back(mark.messageFirst != 0 ? mark.messageFirst : row);
}

EntryId Tap::takeMessageRow()
{
    if (m_messageRows.empty())
        return 0;
    const EntryId row = m_messageRows.front();
    m_messageRows.pop_front();
    return row;
}

void Tap::deliver(QByteArrayView frames)
{
    m_deliveredInPass += frames.size();
    m_private->write(frames);
}

void Tap::setReading(bool on)
{
    m_stopped = !on;
    if (on)
        resume();
}

void Tap::pingReceived(QByteArrayView payload)
{
    Q_EMIT pingCame(payload.toByteArray());
    if (!m_settings.autoPong || m_withholdPongs)
        return;
    m_owedPong = payload.toByteArray();
    sendOwedPong();
}

/// RFC 6455 §5.5.3: where several pings wait for an answer, the last one's pong will do.
void Tap::sendOwedPong()
{
    if (!m_owedPong || rawBusy() || publicUnsent() > m_settings.unsentMark)
        return;
    const QByteArray payload = *std::exchange(m_owedPong, std::nullopt);
    if (!m_closeSent && m_public->state() == QAbstractSocket::ConnectedState)
        writeControl(Opcode::Pong, payload);
}

void Tap::restCame(EntryId row, QByteArrayView payload)
{
    m_recorder->note(EntryKind::Notice, m_record.id,
        tr("the rest of the frame in row %1, as far as it came after that row").arg(row), payload);
}

void Tap::endedInHeader(QByteArrayView bytes)
{
    const QString hex = QString::fromLatin1(bytes.toByteArray().toHex(' '));
    m_recorder->note(EntryKind::Notice, m_record.id,
        tr("expected the rest of a frame header, got the end of the stream after %1, RFC 6455 §5.2").arg(hex), bytes);
}

void Tap::noted(const QString &sentence)
{
    m_recorder->note(EntryKind::Notice, m_record.id, sentence);
}

// ---- control frames of our own

QString Tap::controlError(QByteArrayView payload) const
{
    if (m_phase != Phase::Open)
        return tr("expected an open connection, got one that is closing: nothing was sent");
    if (payload.size() > 125)
        return tr("expected at most 125 bytes in a control frame, got %1, RFC 6455 §5.5: nothing was sent")
            .arg(payload.size());
    if (rawBusy())
        return tr("bytes composed by hand are on their way, and nothing may come between them: nothing was sent");
    return {};
}

QString Tap::ping(QByteArrayView payload)
{
    QString error = controlError(payload);
    if (error.isEmpty()) {
        readPrivate(); // what was sent before, as far as it is here
        writeControl(Opcode::Ping, payload);
    }
    m_recorder->submit();
    return error;
}

void Tap::resetDeflate()
{
    m_outDeflate.reset();
}

QString Tap::pong(QByteArrayView payload)
{
    QString error = controlError(payload);
    if (error.isEmpty()) {
        readPrivate(); // what was sent before, as far as it is here
        writeControl(Opcode::Pong, payload);
    }
    m_recorder->submit();
    return error;
}

EntryId Tap::writeControl(Opcode opcode, QByteArrayView payload)
{
    // What Qt's side sent before stands before it.
    m_outRun.flush([this](QByteArrayView frames) { writePublic(frames); });
    FrameHeader header;
    header.opcode = opcode;
    header.payloadLength = quint64(payload.size());
    header.masked = m_settings.role == Role::Client;
    if (header.masked)
        header.maskingKey = m_settings.newMaskingKey();
    EntryRow row = rowOf(header, payload.size());
    row.connection = m_record.id;
    row.timeNs = nowNs();
    row.direction = Direction::Sent;
    const EntryId id = m_recorder->add(row, payload);
    writePublic(encodeFrame(header, payload));
    if (opcode == Opcode::Ping)
        m_pings.sent(payload, id, row.timeNs);
    return id;
}

} // namespace handglass
