// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/heldwire.h"

#include "app/lesson/breaks.h"
#include "app/lesson/headedit.h"
#include "app/tap/halfclose.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

namespace handglass::lesson {

namespace {

constexpr qint64 ChunkBytes = 64 * 1024;
constexpr std::chrono::milliseconds QuietTime{250};
constexpr std::chrono::seconds Linger{1};

QString endpoint(const QHostAddress &address, quint16 port)
{
    return QStringLiteral("%1:%2").arg(address.toString()).arg(port);
}

} // namespace

HeldWire::HeldWire(quint16 serverPort)
    : m_serverPort(serverPort)
    , m_server(new QTcpServer(this))
{
    for (Side &side : m_sides) {
        side.quiet.setSingleShot(true);
        side.quiet.setInterval(QuietTime);
        connect(&side.quiet, &QTimer::timeout, this, [this, end = side.end] { flush(end); });
    }
    m_delivery.setSingleShot(true);
    connect(&m_delivery, &QTimer::timeout, this, &HeldWire::release);
    connect(m_server, &QTcpServer::newConnection, this, &HeldWire::accept);
    if (!m_server->listen(QHostAddress::LocalHost))
        m_error = tr("expected a free port of 127.0.0.1 to listen on, got: %1").arg(m_server->errorString());
}

HeldWire::~HeldWire()
{
    abort();
}

quint16 HeldWire::port() const
{
    return m_server->serverPort();
}

qint64 HeldWire::elapsedNs() const
{
    return m_clock.isValid() ? m_clock.nsecsElapsed() : 0;
}

void HeldWire::abort()
{
    m_delivery.stop();
    m_connected = false;
    for (Side &side : m_sides)
        letGo(side);
}

void HeldWire::letGo(Side &side)
{
    side.quiet.stop();
    QTcpSocket *socket = std::exchange(side.socket, nullptr);
    if (!socket)
        return;
    socket->disconnect(this);
    resetTcp(*socket);
    socket->deleteLater();
}

// ---- TCP

void HeldWire::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (m_clock.isValid()) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_clock.start();
        m_log.clientAddress = endpoint(socket->peerAddress(), socket->peerPort());
        m_log.serverAddress = endpoint(socket->localAddress(), socket->localPort());
        side(End::Client).socket = socket;
        auto *server = new QTcpSocket(this);
        side(End::Server).socket = server;
        for (Side &side : m_sides)
            connectSocket(side);
        connect(server, &QTcpSocket::connected, this, &HeldWire::serverConnected);
        connect(server, &QTcpSocket::errorOccurred, this, &HeldWire::serverFailed);
        addEvent(EventKind::TcpConnecting);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_serverPort);
        Q_EMIT changed();
    }
}

void HeldWire::connectSocket(Side &side)
{
    QTcpSocket *socket = side.socket;
    const End end = side.end;
    socket->setReadBufferSize(ChunkBytes);
    connect(socket, &QTcpSocket::readyRead, this, [this, end] { read(end); });
    connect(socket, &QTcpSocket::disconnected, this, [this, end] { ended(end); });
    connect(socket, &QTcpSocket::bytesWritten, this, [this, end] {
        endIfWritten(this->side(end));
        read(otherEnd(end));
    });
}

void HeldWire::serverConnected()
{
    m_connected = true;
    for (const Side &side : m_sides)
        side.socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    addEvent(EventKind::TcpConnected);
    if (side(End::Client).socket->state() == QAbstractSocket::UnconnectedState)
        ended(End::Client);
    else
        read(End::Client);
    Q_EMIT changed();
}

void HeldWire::serverFailed()
{
    if (!m_connected)
        fail(tr("expected a server on 127.0.0.1:%1, got: %2")
                 .arg(m_serverPort)
                 .arg(side(End::Server).socket->errorString()));
}

void HeldWire::fail(const QString &sentence)
{
    m_error = sentence;
    abort();
    Q_EMIT changed();
}

/// So much of it is held, or waits for the other end to take it, that it is not read.
bool HeldWire::full(const Side &side)
{
    const QTcpSocket *to = this->side(otherEnd(side.end)).socket;
    return side.held + side.cutter.waiting() + (to ? to->bytesToWrite() : 0) > MaxHeld;
}

void HeldWire::read(End end)
{
    Side &from = side(end);
    if (!m_connected || !from.socket || from.socket->bytesAvailable() == 0)
        return;
    const qsizetype units = m_log.units.size();
    while (!full(from) && from.socket->bytesAvailable() > 0)
        take(from, from.cutter.feed(from.socket->read(ChunkBytes)));
    from.cutter.waiting() > 0 ? from.quiet.start() : from.quiet.stop();
    if (m_logged > MaxLog || m_log.units.size() > MaxUnits)
        fail(tr("expected at most %1 MiB and %2 units on a lesson’s wire, got more: start anew")
                 .arg(MaxLog >> 20)
                 .arg(MaxUnits));
    else if (m_log.units.size() > units)
        Q_EMIT changed();
}

void HeldWire::take(Side &side, const QList<UnitCutter::Piece> &pieces)
{
    for (const UnitCutter::Piece &piece : pieces)
        addUnit(side.end, piece.kind, piece.bytes);
    if (side.end == End::Server && side.cutter.refused())
        this->side(End::Client).cutter.expectNoFrames();
}

void HeldWire::flush(End end)
{
    take(side(end), side(end).cutter.flush());
    Q_EMIT changed();
}

/// Qt has closed the socket: what it had read is still there, at most ChunkBytes.
void HeldWire::ended(End end)
{
    Side &from = side(end);
    if (!m_connected || std::exchange(from.ended, true))
        return;
    from.quiet.stop();
    take(from, from.cutter.feed(from.socket->readAll()));
    take(from, from.cutter.flush());
    addUnit(end, UnitKind::TcpEnd, {});
    Q_EMIT changed();
}

// ---- units

void HeldWire::addEvent(EventKind kind, int unit)
{
    WireEvent event;
    event.kind = kind;
    event.ns = elapsedNs();
    event.unit = unit;
    m_log.events.append(event);
}

void HeldWire::addUnit(End from, UnitKind kind, const QByteArray &bytes)
{
    WireUnit unit;
    unit.number = int(m_log.units.size()) + 1;
    unit.from = from;
    unit.kind = kind;
    unit.bytes = bytes;
    unit.delivered = bytes;
    breakUnit(unit);
    side(from).held += bytes.size();
    m_logged += bytes.size();
    m_held.append(unit.number);
    m_log.units.append(unit);
    addEvent(EventKind::Arrived, unit.number);
    planDelivery();
}

bool HeldWire::release()
{
    if (m_held.isEmpty())
        return false;
    deliver(m_held.first());
    return true;
}

void HeldWire::deliver(int number)
{
    const WireUnit unit = *m_log.unit(number);
    Side &to = side(otherEnd(unit.from));
    m_held.removeOne(number);
    side(unit.from).held -= unit.bytes.size();
    if (unit.kind == UnitKind::Request)
        m_request = unit.delivered;
    else if (unit.kind == UnitKind::Response)
        m_replacement = {};
    if (unit.kind == UnitKind::TcpEnd)
        to.endDue = true;
    else if (to.socket && to.socket->state() == QAbstractSocket::ConnectedState)
        to.socket->write(unit.delivered);
    addEvent(EventKind::Delivered, number);
    endIfWritten(to);
    planDelivery();
    Q_EMIT changed();
    read(unit.from);
}

void HeldWire::endIfWritten(Side &side)
{
    if (!side.endDue || !side.socket || side.socket->state() != QAbstractSocket::ConnectedState
        || side.socket->bytesToWrite() > 0)
        return;
    side.endDue = false;
    endOurHalf(*side.socket, Linger);
}

void HeldWire::setSpeed(std::optional<std::chrono::milliseconds> delay)
{
    m_speed = delay;
    m_delivery.stop();
    planDelivery();
}

void HeldWire::planDelivery()
{
    if (m_speed && !m_held.isEmpty() && !m_delivery.isActive())
        m_delivery.start(*m_speed);
}

// ---- what is broken on purpose

void HeldWire::setBreaks(const QByteArrayList &ids)
{
    m_breaks = ids;
    for (const int number : std::as_const(m_held)) {
        WireUnit &unit = m_log.units[number - 1];
        unit.delivered = unit.bytes;
        unit.broken = {};
        breakUnit(unit);
    }
    Q_EMIT changed();
}

void HeldWire::replaceInResponse(const QByteArray &name, const QByteArray &value)
{
    m_replacement = {name, value};
    QByteArrayList again = m_breaks;
    for (const int number : std::as_const(m_held))
        again += m_log.unit(number)->broken;
    setBreaks(again);
}

void HeldWire::breakUnit(WireUnit &unit)
{
    for (qsizetype i = 0; i < m_breaks.size();) {
        const Break *fault = breakOf(m_breaks.at(i));
        WireUnit broken = unit;
        broken.bytes = unit.delivered;
        if (!fault || !appliesTo(*fault, broken)) {
            ++i;
            continue;
        }
        unit.delivered = lesson::broken(*fault, broken, m_request);
        unit.broken.append(m_breaks.takeAt(i));
    }
    replaceIn(unit);
}

void HeldWire::replaceIn(WireUnit &unit) const
{
    if (unit.kind == UnitKind::Response && !m_replacement.name.isEmpty())
        unit.delivered = withHeader(unit.delivered, m_replacement.name, m_replacement.value);
}

} // namespace handglass::lesson
