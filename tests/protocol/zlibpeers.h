// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

#include <zlib.h>

namespace handglass {

inline Bytef *bytesOf(QByteArray &data)
{
    return reinterpret_cast<Bytef *>(data.data());
}

/// zlib itself as the other end: compresses as RFC 7692 §7.2.1 says.
class ZlibSender final
{
public:
    ZlibSender(int windowBits, bool takeover, int level = 6, int strategy = Z_DEFAULT_STRATEGY)
        : m_takeover(takeover)
    {
        if (deflateInit2(&m_stream, level, Z_DEFLATED, -windowBits, 8, strategy) != Z_OK)
            qFatal("zlib refuses these window bits");
    }
    ~ZlibSender() { deflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(ZlibSender)

    QByteArray send(QByteArray message)
    {
        QByteArray out(message.size() * 2 + 1000, '\0');
        m_stream.next_in = bytesOf(message);
        m_stream.avail_in = static_cast<uInt>(message.size());
        m_stream.next_out = bytesOf(out);
        m_stream.avail_out = static_cast<uInt>(out.size());
        deflate(&m_stream, Z_SYNC_FLUSH);
        out.chop(m_stream.avail_out);
        if (!m_takeover)
            deflateReset(&m_stream);
        return out.chopped(4);
    }

private:
    bool m_takeover;
    z_stream m_stream{};
};

/// zlib itself as the other end, with a window of just 2^windowBits bytes: it is given room for one byte at a time, so
/// that nothing but its window can serve a match.
class ZlibReceiver final
{
public:
    ZlibReceiver(int windowBits, bool takeover)
        : m_takeover(takeover)
    {
        if (inflateInit2(&m_stream, -windowBits) != Z_OK)
            qFatal("zlib refuses these window bits");
    }
    ~ZlibReceiver() { inflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(ZlibReceiver)

    /// None if zlib fails.
    std::optional<QByteArray> receive(QByteArray payload)
    {
        payload.append("\x00\x00\xff\xff", 4);
        QByteArray out;
        m_stream.next_in = bytesOf(payload);
        m_stream.avail_in = static_cast<uInt>(payload.size());
        do {
            Bytef byte = 0;
            m_stream.next_out = &byte;
            m_stream.avail_out = 1;
            const int code = inflate(&m_stream, Z_SYNC_FLUSH);
            if (code != Z_OK && code != Z_BUF_ERROR)
                return {};
            if (m_stream.avail_out == 0)
                out.append(static_cast<char>(byte));
        } while (m_stream.avail_in > 0 || m_stream.avail_out == 0);
        if (!m_takeover)
            inflateReset(&m_stream);
        return out;
    }

private:
    bool m_takeover;
    z_stream m_stream{};
};

} // namespace handglass
