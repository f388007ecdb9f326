// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/halfclose.h"
#include "app/tap/tap.h"

#include <QLocale>
#include <QSslSocket>

namespace handglass {

QString Tap::close(quint16 code, const QString &reason)
{
    if (m_phase != Phase::Open)
        return tr("expected an open connection, got one that is closing: nothing was sent");
    const QString error = closeError(code, reason);
    if (!error.isEmpty())
        return error;
    m_closePayload = encodeClosePayload(code, reason);
    enterClosing();
    startFence();
    return {};
}

void Tap::leave(quint16 code)
{
    if (m_phase == Phase::Closed)
        return;
    enterClosing();
    m_fencePending = false;
    m_closePayload = encodeClosePayload(code, {});
    m_out.setRate({});
    m_out.setHeld(false);
    stopRaw();
    if (!m_raw || !m_raw->insideFrame())
        sendClose();
    m_public->disconnectFromHost();
}

void Tap::abort()
{
    if (m_phase == Phase::Closed)
        return;
    m_endCause = tr("ended by us without a close frame");
    noteFirstClose(ClosedBy::Us);
    finish(); // lets go of the socket's signals first
    m_public->abort();
}

void Tap::noteFirstClose(ClosedBy by)
{
    if (m_record.closedBy == ClosedBy::Nobody)
        m_record.closedBy = by;
}

void Tap::enterClosing()
{
    if (m_phase != Phase::Open)
        return;
    m_phase = Phase::Closing;
    if (m_keepAlive)
        m_keepAlive->stop();
    m_record.state = ConnectionState::Closing;
    m_recorder->writer().writeConnection(m_record);
    Q_EMIT closing();
}

void Tap::closeReceived(const ClosePayload &close)
{
    if (m_closeReceived)
        return;
    m_closeReceived = true;
    m_peerClose = close;
    noteFirstClose(ClosedBy::Peer);
    enterClosing();
    if (m_closeSent) {
        afterCloseFrames();
    } else if (!m_failed) {
        m_closePayload = encodeClosePayload(close.code, {}); // RFC 6455 §5.5.1: typically echoes the code
        m_closeWithheld = m_withholdClose;
        if (!m_closeWithheld)
            startFence();
    }
}

void Tap::violated(const Violation &violation)
{
    m_failed = true;
    enterClosing();
    if (m_closeSent) {
        afterCloseFrames();
        return;
    }
    QString reason = violation.sentence();
    while (!closeError(violation.closeCode, reason).isEmpty() && !reason.isEmpty())
        reason.chop(1);
    m_closePayload = encodeClosePayload(violation.closeCode, reason);
    startFence();
}

void Tap::startFence()
{
    m_fenceToken = "handglass fence " + QByteArray::number(++m_fences);
    m_fencePending = true;
    m_timer.start(m_settings.closeTimeout);
    FrameHeader ping;
    ping.opcode = Opcode::Ping;
    ping.masked = m_settings.role == Role::Server; // with the key 0
    m_private->write(encodeFrame(ping, m_fenceToken));
}

void Tap::fencePassed()
{
    m_fencePending = false;
    m_timer.stop();
    // Later: frames of the chunk that is being read come first.
    QMetaObject::invokeMethod(this, &Tap::sendClose, Qt::QueuedConnection);
}

void Tap::sendClose()
{
    if (m_fencePending || m_phase == Phase::Closed)
        return;
    if (rawBusy()) { // then again when it is done, or not in time
        if (!m_timer.isActive())
            m_timer.start(m_settings.closeTimeout);
        return;
    }
    if (m_publicEnded) {
        finish();
        return;
    }
    if (!m_closeSent) {
        writeControl(Opcode::Close, m_closePayload);
        m_closeSent = true;
        noteFirstClose(ClosedBy::Us);
        m_recorder->submit();
        m_public->flush();
    }
    afterCloseFrames();
}

void Tap::afterCloseFrames()
{
    if (!m_closeSent || rawBusy())
        return;
    m_timer.start(m_failed ? m_settings.linger : m_settings.closeTimeout);
    // RFC 6455 §7.1.1: the server ends TCP first; a client waits for that.
    if (m_settings.role == Role::Server && !m_inbound.closeMayCome())
        endTcp();
}

/// Our half first, then the peer's is read to its end: bytes that come to a socket closed at once reset the connection,
/// and the peer may lose what it has not read (RFC 6455 §7.1.1).
void Tap::endTcp()
{
    m_endingTcp = true;
    if (m_halfEnded || publicUnsent() > 0)
        return;
    m_halfEnded = true;
    m_timer.start(m_settings.linger);
    endOurHalf(*m_public, m_settings.linger);
}

/// After close_notify (RFC 8446 §6.1) or an error of TLS nothing more comes, though TCP may stand for ever.
void Tap::checkTls()
{
    const bool over = qobject_cast<QSslSocket *>(m_public.get()) != nullptr
        && m_public->error() != QAbstractSocket::UnknownSocketError;
    if (!over || m_publicEnded || m_halfEnded || m_phase == Phase::Waiting || m_phase == Phase::Closed)
        return;
    m_timer.start(m_settings.linger);
    endTcp();
}

void Tap::publicEnded()
{
    if (m_publicEnded || m_phase == Phase::Waiting)
        return;
    m_publicEnded = true;
    noteFirstClose(ClosedBy::Peer);
    stopRaw();
    readPublic();
}

void Tap::inputEnded()
{
    if (std::exchange(m_inputDone, true) || m_phase == Phase::Closed)
        return;
    m_inbound.finish();
    m_recorder->submit();
    enterClosing();
    if (m_closeSent)
        finish();
    else if (!m_fencePending)
        startFence(); // so that Qt's side has what came before the end
}

void Tap::privateEnded()
{
    if (m_phase != Phase::Open)
        return;
    m_recorder->note(
        EntryKind::Notice, m_record.id, tr("Qt's end of the connection ended by itself; the peer is told 1011"));
    m_failed = true;
    enterClosing();
    m_closePayload = encodeClosePayload(1011, {});
    QMetaObject::invokeMethod(this, &Tap::sendClose, Qt::QueuedConnection);
}

void Tap::timedOut()
{
    if (m_recorder->writer().isFull()) { // nothing is read meanwhile, so no silence can be held against the peer
        m_timer.start();
        return;
    }
    if (m_fencePending && !rawBusy()) {
        fencePassed();
        return;
    }
    if (rawBusy())
        m_endCause = tr("bytes composed by hand were still to be sent after %1 ms").arg(m_timer.interval());
    else if (m_out.waiting() > 0)
        m_endCause = tr("%1 were held back on purpose").arg(QLocale::c().formattedDataSize(m_out.waiting()));
    else if (publicUnsent() > 0)
        m_endCause =
            tr("the peer took nothing more; %1 were not sent").arg(QLocale::c().formattedDataSize(publicUnsent()));
    else if (!m_inbound.closeCame())
        m_endCause = tr("no close frame came within %1 ms").arg(m_timer.interval());
    finish(); // lets go of the socket's signals first
    m_public->abort();
}

void Tap::finish()
{
    if (m_phase == Phase::Closed)
        return;
    stopRaw();
    m_inbound.finish();
    m_phase = Phase::Closed;
    m_timer.stop();
    if (m_keepAlive)
        m_keepAlive->stop();
    m_pressureTimer.stop();
    m_out.clear();
    m_public->disconnect(this);
    m_private->disconnect(this);
    m_record.state = ConnectionState::Closed;
    m_record.closedNs = nowNs();
    m_record.closeCode = m_closeReceived ? m_peerClose.code : AbnormalClosure; // RFC 6455 §7.1.5
    m_record.closeReason = m_peerClose.reason;
    m_record.clean = m_closeSent && m_closeReceived;
    m_recorder->writer().writeConnection(m_record);
    m_recorder->note(EntryKind::Closed, m_record.id, closedText());
    m_private->end();
    QMetaObject::invokeMethod(this, &Tap::closed, Qt::QueuedConnection);
}

QString Tap::closedText() const
{
    const QString by = m_record.closedBy == ClosedBy::Us ? tr("Closed by us") : tr("Closed by the peer");
    QString text = tr("%1, %2.").arg(by, closeCodeText(m_record.closeCode));
    ClosePayload own;
    const bool answered = m_record.closedBy == ClosedBy::Us && m_closeReceived && !m_closePayload.isEmpty();
    if (answered && !parseClosePayload(m_closePayload, own) && own.code != m_peerClose.code)
        text =
            tr("Closed by us, %1; the peer answered %2.").arg(closeCodeText(own.code), closeCodeText(m_peerClose.code));
    if (!m_inbound.closeCame())
        text += QLatin1Char(' ') + tr("No close frame came from the peer.");
    if (!m_endCause.isEmpty())
        text += QLatin1Char(' ') + tr("TCP: %1.").arg(m_endCause);
    return text;
}

} // namespace handglass
