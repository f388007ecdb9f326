// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/endnotes.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/handshake.h"

#include <QCoreApplication>

namespace handglass::lesson {

namespace {

constexpr QByteArrayView SampleKey = "dGhlIHNhbXBsZSBub25jZQ=="; ///< RFC 6455 §1.3
constexpr qsizetype NonceBytes = 16;
constexpr int SwitchingProtocols = 101;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::EndNotes)
};

Note note(Note::Mark mark, const QString &text, const QStringList &mono = {})
{
    return {mark, text, mono};
}

QString joined(const QList<QByteArray> &values)
{
    QStringList texts;
    for (const QByteArray &value : values)
        texts.append(headText(value));
    return texts.join(QStringLiteral(", "));
}

// ---- client

void addTcp(QList<Note> &notes, const WireAt &wire)
{
    if (wire.tcpConnected())
        notes.append(note(Note::Mark::Done, Text::tr("connected the TCP socket")));
    else if (wire.tcpBegun() && wire.state(End::Client).state != EndState::Failed)
        notes.append(note(Note::Mark::Waits, Text::tr("asks for a TCP connection with SYN; waits for SYN+ACK")));
}

void addKey(QList<Note> &notes, const WireAt &wire)
{
    const QByteArray key = wire.requestSent().value("Sec-WebSocket-Key");
    const QByteArray nonce = QByteArray::fromBase64(key);
    if (key.isEmpty() || nonce.size() != NonceBytes) {
        notes.append(note(Note::Mark::Done,
            key.isEmpty() ? Text::tr("sent a request without a key") : Text::tr("sent a key that is no 16-byte nonce"),
            key.isEmpty() ? QStringList() : QStringList{headText(key)}));
        return;
    }
    const QString text = key == SampleKey ? Text::tr("took a 16-byte nonce as the key, here RFC 6455’s sample")
        : wire.knows(End::Client)         ? Text::tr("took a 16-byte nonce as the key")
                                          : Text::tr("sent a 16-byte nonce as the key");
    notes.append(note(Note::Mark::Done, text, hexLines(nonce, NonceBytes / 2) + QStringList{headText(key)}));
}

void addOffers(QList<Note> &notes, const HttpHead &request)
{
    const auto subprotocols = request.tokens("Sec-WebSocket-Protocol");
    if (!subprotocols.isEmpty())
        notes.append(note(Note::Mark::Done, Text::tr("offers the subprotocols %1").arg(joined(subprotocols))));
    if (request.has("Sec-WebSocket-Extensions"))
        notes.append(note(Note::Mark::Done,
            Text::tr("offers %1")
                .arg(headText(request.value("Sec-WebSocket-Extensions").split(';').first().trimmed()))));
}

void addAnswer(QList<Note> &notes, const WireAt &wire)
{
    const HttpHead answer = wire.responseGot();
    const EndState state = wire.state(End::Client).state;
    if (state == EndState::Failed)
        return;
    if (state == EndState::Idle || state == EndState::Connecting) {
        if (wire.knows(End::Client))
            notes.append(note(Note::Mark::Waits, Text::tr("checks the answer")));
        return;
    }
    notes.append(note(Note::Mark::Done, Text::tr("checked the answer: 101, Upgrade, Connection, Accept")));
    const QByteArray subprotocol = answer.value("Sec-WebSocket-Protocol");
    if (!subprotocol.isEmpty())
        notes.append(note(Note::Mark::Done, Text::tr("speaks the subprotocol %1").arg(headText(subprotocol))));
    if (answer.has("Sec-WebSocket-Extensions"))
        notes.append(note(Note::Mark::Done,
            Text::tr("uses %1").arg(headText(answer.value("Sec-WebSocket-Extensions").split(';').first().trimmed()))));
}

void addWaiting(QList<Note> &notes, const WireAt &wire)
{
    const EndState state = wire.state(End::Client).state;
    if (state == EndState::Failed || state == EndState::Closed)
        return;
    const QByteArray key = wire.requestSent().value("Sec-WebSocket-Key");
    if (key.isEmpty())
        notes.append(note(Note::Mark::Waits, Text::tr("waits for an answer")));
    else
        notes.append(
            note(Note::Mark::Waits, Text::tr("waits for an answer; expects"), {QString::fromLatin1(acceptValue(key))}));
    notes.append(note(Note::Mark::May, Text::tr("may send nothing before the 101 has come and been checked")));
}

// ---- server

/// "GET, Host, Upgrade, Connection, version 13": what is there of what a server looks at.
QString requestParts(const HttpHead &request)
{
    QStringList parts{headText(request.method)};
    for (const char *name : {"Host", "Upgrade", "Connection", "Origin"}) {
        if (request.has(name))
            parts.append(QString::fromLatin1(name));
    }
    if (request.has("Sec-WebSocket-Key"))
        parts.append(Text::tr("key"));
    const QByteArray version = request.value("Sec-WebSocket-Version");
    if (!version.isEmpty())
        parts.append(Text::tr("version %1").arg(headText(version)));
    return parts.join(QStringLiteral(", "));
}

void addOpened(QList<Note> &notes, const WireAt &wire, const HttpHead &answer)
{
    const QByteArray digest = acceptDigest(wire.requestGot().value("Sec-WebSocket-Key"));
    const QStringList mono = QStringList{QStringLiteral("SHA-1(key + GUID)")} + hexLines(digest, digest.size() / 2);
    if (wire.knows(End::Server))
        notes.append(note(Note::Mark::Done, Text::tr("computed Accept from the key"), mono));
    else if (answer.value("Sec-WebSocket-Accept") == digest.toBase64())
        notes.append(note(Note::Mark::Done, Text::tr("sent the Accept that belongs to the key"), mono));
    else
        notes.append(note(Note::Mark::Failed, Text::tr("sent no Accept that belongs to the key"), mono));
    const QByteArray subprotocol = answer.value("Sec-WebSocket-Protocol");
    if (!subprotocol.isEmpty())
        notes.append(note(Note::Mark::Done, Text::tr("chose the subprotocol %1").arg(headText(subprotocol))));
    notes.append(note(Note::Mark::Done, Text::tr("wrote the 101")));
}

// ---- both

QString stateText(const WireAt &wire, End end)
{
    switch (wire.state(end).state) {
    case EndState::Idle:
        if (end == End::Server)
            return wire.log().live && !wire.request() ? Text::tr("listening") : QString();
        return wire.log().live ? Text::tr("idle") : QString();
    case EndState::Connecting:
        return Text::tr("connecting");
    case EndState::Open:
        return Text::tr("open");
    case EndState::Closing:
        return Text::tr("closing");
    case EndState::Closed:
        return Text::tr("closed");
    case EndState::Failed:
        break;
    }
    const int status = wire.responseGot().status;
    const bool answered = wire.response() && wire.isDelivered(*wire.response());
    const bool refused = end == End::Server ? wire.response() != nullptr : answered && status != SwitchingProtocols;
    return refused ? Text::tr("refused") : Text::tr("failed");
}

} // namespace

QList<Note> clientHandshakeNotes(const WireAt &wire)
{
    QList<Note> notes;
    addTcp(notes, wire);
    if (!wire.request())
        return notes;
    addKey(notes, wire);
    const bool answered = wire.response() && wire.isDelivered(*wire.response());
    if (answered) {
        addAnswer(notes, wire);
    } else {
        addOffers(notes, wire.requestSent());
        addWaiting(notes, wire);
    }
    return notes;
}

QList<Note> serverHandshakeNotes(const WireAt &wire)
{
    QList<Note> notes;
    const EndState state = wire.state(End::Server).state;
    if (!wire.request() || !wire.isDelivered(*wire.request())) {
        if (wire.tcpConnected()) {
            notes.append(note(Note::Mark::Done, Text::tr("accepted the TCP connection")));
            if (state != EndState::Failed)
                notes.append(note(Note::Mark::Waits, Text::tr("waits for a request")));
        } else if (wire.knows(End::Server)) {
            notes.append(note(Note::Mark::Waits, Text::tr("listens for a TCP connection")));
        }
        return notes;
    }
    if (wire.knows(End::Server))
        notes.append(note(Note::Mark::Done, Text::tr("read the request: %1").arg(requestParts(wire.requestGot()))));
    if (!wire.response()) {
        if (state != EndState::Failed)
            notes.append(note(Note::Mark::Waits,
                wire.knows(End::Server) ? Text::tr("decides what to answer") : Text::tr("has the request")));
        return notes;
    }
    const HttpHead answer = wire.responseSent();
    if (answer.status == SwitchingProtocols)
        addOpened(notes, wire, answer);
    else
        notes.append(note(Note::Mark::Done,
            Text::tr("answered %1 %2: no frames follow").arg(answer.status).arg(headText(answer.reason))));
    return notes;
}

EndPicture endPicture(const WireAt &wire, End end)
{
    const WireEvent &state = wire.state(end);
    EndPicture picture;
    picture.address = end == End::Client ? wire.log().clientAddress : wire.log().serverAddress;
    picture.state = state.state;
    picture.stateText = stateText(wire, end);
    const QList<Note> frames = frameNotes(wire, end);
    if (frames.isEmpty() || frames.first().mark == Note::Mark::May)
        picture.notes = end == End::Client ? clientHandshakeNotes(wire) : serverHandshakeNotes(wire);
    else
        picture.notes.append(note(Note::Mark::Done, Text::tr("opened the connection")));
    if (!state.sentence.isEmpty())
        picture.notes.append(note(Note::Mark::Failed, state.sentence));
    picture.notes += frames;
    return picture;
}

} // namespace handglass::lesson
