// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlshello.h"

#include <optional>

namespace handglass {

namespace {

constexpr char HandshakeRecord = 0x16;
constexpr char ClientHello = 0x01;
constexpr quint32 ServerNameExtension = 0;

/// Takes vectors as TLS writes them (RFC 8446 §3.4). Once something is missing, everything is.
class Cursor final
{
public:
    explicit Cursor(QByteArrayView bytes)
        : m_left(bytes)
    {
    }

    QByteArrayView bytes(qsizetype size)
    {
        if (m_failed || size > m_left.size()) {
            m_failed = true;
            return {};
        }
        const QByteArrayView taken = m_left.first(size);
        m_left = m_left.sliced(size);
        return taken;
    }
    quint32 number(int size)
    {
        quint32 value = 0;
        for (const char byte : bytes(size))
            value = value << 8U | quint8(byte);
        return value;
    }
    /// Behind a length of so many bytes.
    QByteArrayView vector(int lengthSize) { return bytes(number(lengthSize)); }
    bool atEnd() const { return m_failed || m_left.isEmpty(); }

private:
    QByteArrayView m_left;
    bool m_failed = false;
};

/// RFC 8446 §4.1.2, up to its extensions.
QByteArrayView extensionsOf(QByteArrayView hello)
{
    constexpr qsizetype VersionAndRandom = 2 + 32;
    Cursor at(hello);
    at.bytes(VersionAndRandom);
    at.vector(1); // session id
    at.vector(2); // cipher suites
    at.vector(1); // compression methods
    return at.vector(2);
}

QString nameIn(QByteArrayView extension)
{
    Cursor list(Cursor(extension).vector(2));
    const quint32 type = list.number(1);
    const QByteArrayView name = list.vector(2);
    return type == 0 ? QString::fromLatin1(name) : QString();
}

} // namespace

bool beginsTls(QByteArrayView bytes)
{
    return bytes.startsWith(QByteArrayView("\x16\x03").first(qMin<qsizetype>(2, bytes.size())));
}

QString serverNameOf(QByteArrayView bytes)
{
    Cursor record(bytes);
    if (!beginsTls(bytes) || record.number(1) != quint8(HandshakeRecord))
        return {};
    record.bytes(2); // version
    Cursor handshake(record.vector(2));
    if (handshake.number(1) != quint8(ClientHello))
        return {};
    Cursor extensions(extensionsOf(handshake.vector(3)));
    while (!extensions.atEnd()) {
        const quint32 type = extensions.number(2);
        const QByteArrayView content = extensions.vector(2);
        if (type == ServerNameExtension && !content.isEmpty())
            return nameIn(content);
    }
    return {};
}

} // namespace handglass
