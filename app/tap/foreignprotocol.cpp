// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/foreignprotocol.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ForeignProtocol)
};

quint8 at(QByteArrayView bytes, qsizetype index)
{
    return static_cast<quint8>(bytes[index]);
}

/// An alert or a handshake record (RFC 8446 §5.1).
bool isTls(QByteArrayView bytes)
{
    return bytes.size() >= 3 && (at(bytes, 0) == 0x15 || at(bytes, 0) == 0x16) && at(bytes, 1) == 0x03
        && at(bytes, 2) <= 0x04;
}

/// The frame that a server begins with, SETTINGS, or a GOAWAY (RFC 9113 §3.4, §6.5, §6.8), on stream 0.
bool isHttp2(QByteArrayView bytes)
{
    constexpr qsizetype HeaderSize = 9;
    return bytes.size() >= HeaderSize && at(bytes, 0) == 0 && (at(bytes, 3) == 0x04 || at(bytes, 3) == 0x07)
        && bytes.sliced(5, 4) == QByteArrayView("\0\0\0\0", 4);
}

/// A handshake of protocol version 10 with the server's version, or an error, as packet number 0.
bool isMysql(QByteArrayView bytes)
{
    constexpr qsizetype HeaderSize = 4;
    constexpr quint8 Handshake = 0x0A;
    constexpr quint8 Error = 0xFF;
    if (bytes.size() < HeaderSize + 3 || at(bytes, 2) != 0 || at(bytes, 3) != 0)
        return false;
    if (at(bytes, HeaderSize) == Handshake)
        return at(bytes, HeaderSize + 1) >= '0' && at(bytes, HeaderSize + 1) <= '9';
    return at(bytes, HeaderSize) == Error;
}

/// Commands of RFC 854: IAC, then WILL, WONT, DO or DONT.
bool isTelnet(QByteArrayView bytes)
{
    return bytes.size() >= 3 && at(bytes, 0) == 0xFF && at(bytes, 1) >= 0xFB && at(bytes, 1) <= 0xFE;
}

struct Banner {
    QByteArrayView start;
    const char *name; ///< of the protocol
};

/// The more special before the more general.
constexpr std::array Banners{
    Banner{"SSH-", "SSH"},
    Banner{"* OK", "IMAP"},
    Banner{"+OK", "POP3"},
    Banner{"+PONG", "Redis"},
    Banner{"-ERR", "Redis"},
    Banner{"-NOAUTH", "Redis"},
    Banner{"-DENIED", "Redis"},
    Banner{"AMQP", "AMQP"},
    Banner{"RFB 0", "VNC"},
    Banner{"RTSP/", "RTSP"},
    Banner{"SIP/", "SIP"},
    Banner{"ICY ", "SHOUTcast"},
    Banner{"ERROR\r\n", "memcached"},
    Banner{"INFO {", "NATS"},
};

/// Greetings of mail and file servers begin alike (RFC 5321 §4.2, RFC 959 §4.2).
QString greeter(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0 || (!bytes.startsWith("220 ") && !bytes.startsWith("220-")))
        return {};
    const QByteArray line = bytes.first(end).toByteArray().toUpper();
    if (line.contains("SMTP") || line.contains("MAIL"))
        return QStringLiteral("SMTP");
    return line.contains("FTP") ? QStringLiteral("FTP") : QStringLiteral("SMTP or FTP");
}

QString knownProtocol(QByteArrayView bytes)
{
    const auto *banner =
        std::ranges::find_if(Banners, [bytes](const Banner &each) { return bytes.startsWith(each.start); });
    if (banner != Banners.end())
        return QLatin1String(banner->name);
    if (isMysql(bytes))
        return QStringLiteral("MySQL");
    if (isTelnet(bytes))
        return QStringLiteral("Telnet");
    return greeter(bytes);
}

Failure ofTls()
{
    Failure failure;
    failure.fact = Text::tr("expected a response to the request, got a TLS record: this port speaks wss://, not ws://");
    failure.suggestion = Text::tr("Connect with wss:// instead.");
    return failure;
}

Failure ofHttp2()
{
    Failure failure;
    failure.fact =
        Text::tr("expected a response of HTTP/1.1, got a frame of HTTP/2: this port speaks HTTP/2 only, RFC 9112 §4");
    failure.cause =
        Text::tr("An HTTP/2 server begins with such a frame, RFC 9113 §3.4. WebSocket over HTTP/2 is another "
                 "handshake, an extended CONNECT, RFC 8441 §5; Handglass speaks the one of RFC 6455.");
    failure.suggestion = Text::tr("Use a port or path of the server that speaks HTTP/1.1.");
    return failure;
}

Failure ofHtml()
{
    Failure failure;
    failure.fact = Text::tr("expected a status line such as HTTP/1.1 101 …, got a page without one, RFC 9112 §4");
    failure.cause = Text::tr("Servers of HTTP/0.9 answer so, and some that do not understand the request.");
    failure.suggestion = Text::tr("Check host and port.");
    return failure;
}

Failure ofEcho()
{
    Failure failure;
    failure.fact = Text::tr("expected a response to the request, got the request itself, RFC 9112 §4");
    failure.cause = Text::tr("An echo service listens at this port, not a web server.");
    failure.suggestion = Text::tr("Check host and port.");
    return failure;
}

Failure of(const QString &protocol)
{
    Failure failure;
    failure.fact =
        Text::tr("expected a response of HTTP/1.1, got a greeting of %1: this port does not speak HTTP, RFC 9112 §4")
            .arg(protocol);
    failure.suggestion = Text::tr("Check the port: a server of %1 listens there.").arg(protocol);
    return failure;
}

Failure recognise(QByteArrayView bytes)
{
    if (isTls(bytes))
        return ofTls();
    if (isHttp2(bytes))
        return ofHttp2();
    if (bytes.startsWith("GET /"))
        return ofEcho();
    if (bytes.startsWith("<html") || bytes.startsWith("<HTML") || bytes.startsWith("<!"))
        return ofHtml();
    const QString protocol = knownProtocol(bytes);
    return protocol.isEmpty() ? Failure() : of(protocol);
}

} // namespace

QString sectionOf(const QString &fact)
{
    static const QRegularExpression atEnd(QStringLiteral(", (RFC \\d+ §[\\d.]*\\d)$"));
    return atEnd.match(fact).captured(1);
}

Failure explainForeign(QByteArrayView bytes)
{
    Failure failure = recognise(bytes);
    if (failure.fact.isEmpty())
        return failure;
    failure.phase = FailurePhase::Response;
    failure.section = sectionOf(failure.fact);
    failure.evidence = firstBytes(bytes);
    return failure;
}

} // namespace handglass
