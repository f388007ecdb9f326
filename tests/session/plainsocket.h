// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace handglass {

/// A blocking TCP client on the system's own calls: unlike QTcpSocket it goes on sending when the peer has ended its
/// half, and tells an end from a reset.
class PlainSocket final
{
    Q_DISABLE_COPY_MOVE(PlainSocket)
public:
    enum class End : quint8 { None, Fin, Reset, TimeOut };

    /// To 127.0.0.1. Each read waits at most 10 s.
    explicit PlainSocket(quint16 port);
    ~PlainSocket();

    bool send(const QByteArray &bytes);
    /// Until the bytes contain this; what came.
    QByteArray readUntil(const QByteArray &sign);
    /// Everything up to the end, see end().
    QByteArray readToEnd();
    /// What is there now, at most this.
    void drop(qsizetype most);
    End end() const { return m_end; }
    void endSending();

private:
    bool read();

    int m_socket;
    QByteArray m_came;
    End m_end = End::None;
};

} // namespace handglass
