// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QStringList>

namespace handglass {

/// A WebSocket peer that was not written here, in a process of its own: a program of tests/interop/peers. It tells
/// events as JSON lines, {"event": "text", "size": 5, "sha256": "…", "hex": "…"}, and obeys commands such as
/// {"do": "text", "data": "Hello"}; the files there say which. Waiting runs the event loop. Ends with this object.
class Peer final
{
    Q_DISABLE_COPY_MOVE(Peer)
public:
    /// program: "ws-server.mjs", "ws-client.mjs", "raw-server.mjs", "chromium-page.mjs", "websockets-server.py",
    /// "websockets-client.py" or "qtpeer" (bare Qt, beside the test; a client if it is given --url).
    explicit Peer(const QString &program, const QStringList &arguments = {});
    ~Peer();

    /// Waits until it listens (a client: until it starts to connect). False: error() says why.
    bool start();
    QString error() const { return m_error; }
    quint16 port() const { return m_port; } ///< of a server
    QString url(const QString &target = QStringLiteral("/")) const;

    /// more: what else the command says, see tests/interop/peers/wspuppet.mjs.
    void tell(const QString &verb, QJsonObject more = {});
    /// The first event of that name that was not taken yet; waits for it. Empty if it does not come in time.
    QJsonObject take(const QString &event, int timeoutMs = 30'000);
    /// Such an event is there to be taken. Does not wait.
    bool has(const QString &event) const;

    /// Payload of a command {"size": n}: printable ASCII.
    static QByteArray pattern(qsizetype size);
    /// As in the events.
    static QString sha256(const QByteArray &bytes);

private:
    void readLines();
    QString missing() const;
    QString lastWords();

    QString m_program;
    QStringList m_arguments;
    QProcess m_process;
    QList<QJsonObject> m_events;
    QString m_error;
    quint16 m_port = 0;
};

} // namespace handglass
