// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/socksproxy.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::SocksProxy)
};

constexpr quint8 Version = 5;
constexpr quint8 LoginVersion = 1;
constexpr quint8 Connect = 1;
// methods, RFC 1928 §3
constexpr quint8 NoAuthentication = 0x00;
constexpr quint8 UserAndPassword = 0x02;
constexpr quint8 NoAcceptable = 0xFF;
// address types, RFC 1928 §5
constexpr quint8 Ipv4 = 1;
constexpr quint8 Name = 3;
constexpr quint8 Ipv6 = 4;

constexpr qsizetype TwoBytes = 2;    ///< the choice of a method, and the answer to user and password
constexpr qsizetype ReplyStart = 5;  ///< VER REP RSV ATYP and the first byte of the address
constexpr qsizetype ReplyFixed = 6;  ///< VER REP RSV ATYP and BND.PORT
constexpr quint8 LastKnownReply = 8; ///< RFC 1928 §6: 9 to 255 are unassigned

char byte(quint8 value)
{
    return static_cast<char>(value);
}

quint8 at(QByteArrayView bytes, qsizetype index)
{
    return static_cast<quint8>(bytes[index]);
}

QByteArray bigEndian(quint16 value)
{
    return QByteArray().append(byte(quint8(value >> 8U))).append(byte(quint8(value & 0xFFU)));
}

/// Length of BND.ADDR; −1: no such type.
qsizetype addressLength(quint8 type, quint8 firstByte)
{
    switch (type) {
    case Ipv4:
        return 4;
    case Name:
        return 1 + qsizetype(firstByte);
    case Ipv6:
        return 16;
    default:
        return -1;
    }
}

struct ReplyText {
    const char *got;
    const char *suggestion; ///< %1 stands for the server's host and port
};

/// The proxy has tried to reach the server.
bool aboutServer(quint8 code)
{
    return code == 1 || (code >= 3 && code <= 6);
}

// Translated where they are shown.
constexpr std::array<ReplyText, LastKnownReply> Replies{{
    {QT_TRANSLATE_NOOP("handglass::SocksProxy", "general SOCKS server failure (0x01)"),
        QT_TRANSLATE_NOOP("handglass::SocksProxy",
            "The proxy does not say why; its log may. Many answer so to a name that they "
            "cannot look up: check %1.")},
    {QT_TRANSLATE_NOOP("handglass::SocksProxy", "connection not allowed by ruleset (0x02)"),
        QT_TRANSLATE_NOOP("handglass::SocksProxy", "Allow %1 in the proxy's rules, or use another proxy.")},
    {QT_TRANSLATE_NOOP("handglass::SocksProxy", "network unreachable (0x03)"),
        QT_TRANSLATE_NOOP("handglass::SocksProxy", "The proxy has no way to the network of %1.")},
    {QT_TRANSLATE_NOOP("handglass::SocksProxy", "host unreachable (0x04)"),
        QT_TRANSLATE_NOOP("handglass::SocksProxy",
            "The proxy cannot reach %1, or cannot look up its name: check how it is spelled.")},
    {QT_TRANSLATE_NOOP("handglass::SocksProxy", "connection refused (0x05)"),
        QT_TRANSLATE_NOOP("handglass::SocksProxy",
            "No program listens at %1, as the proxy sees it: start the server, or "
            "check host and port.")},
    {QT_TRANSLATE_NOOP("handglass::SocksProxy", "TTL expired (0x06)"),
        QT_TRANSLATE_NOOP("handglass::SocksProxy", "%1 did not answer the proxy in time, or is too many hops away.")},
    {QT_TRANSLATE_NOOP("handglass::SocksProxy", "command not supported (0x07)"),
        QT_TRANSLATE_NOOP("handglass::SocksProxy", "The proxy does not offer CONNECT; use another one for %1.")},
    {QT_TRANSLATE_NOOP("handglass::SocksProxy", "address type not supported (0x08)"),
        QT_TRANSLATE_NOOP("handglass::SocksProxy",
            "The proxy does not take this form of %1: give a name instead of an "
            "address, or an address instead of a name.")},
}};

} // namespace

SocksProxy::SocksProxy(const ProxyOptions &proxy, const QString &host, quint16 port)
    : ProxyTunnel(proxy, host, port)
{
}

QByteArray SocksProxy::start()
{
    if (hasCredentials())
        return QByteArray("\x05\x02\x00\x02", 4);
    return QByteArray("\x05\x01\x00", 3);
}

qsizetype SocksProxy::feed(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (state() == State::Asking && taken < bytes.size()) {
        if (m_message.isEmpty() && m_step != Step::Login && at(bytes, taken) != Version) {
            notSocks(m_loginSent ? bytes.sliced(taken, 1) : bytes.sliced(taken)); // what follows may be an echo of it
            return bytes.size();
        }
        const qsizetype piece = qMin(wanted() - m_message.size(), bytes.size() - taken);
        m_message += bytes.sliced(taken, piece);
        keep(bytes.sliced(taken, piece));
        taken += piece;
        take();
    }
    return taken;
}

qsizetype SocksProxy::wanted() const
{
    if (m_step != Step::Reply)
        return TwoBytes;
    if (m_message.size() < ReplyStart)
        return m_message.size() < TwoBytes ? TwoBytes : ReplyStart;
    return ReplyFixed + addressLength(at(m_message, 3), at(m_message, 4));
}

void SocksProxy::take()
{
    if (m_message.size() < TwoBytes)
        return;
    const quint8 second = at(m_message, 1);
    switch (m_step) {
    case Step::Method:
        methodChosen(second);
        break;
    case Step::Login:
        if (second == 0) {
            send(request());
            m_step = Step::Reply;
            break;
        }
        loginRefused(second);
        return;
    case Step::Reply:
        replied();
        return;
    }
    if (state() == State::Asking)
        m_message.clear();
}

void SocksProxy::methodChosen(quint8 method)
{
    if (method == NoAuthentication) {
        send(request());
        m_step = Step::Reply;
    } else if (method == UserAndPassword && hasCredentials()) {
        send(login());
        m_loginSent = true;
        m_step = Step::Login;
    } else {
        const QString got = method == NoAcceptable
            ? Text::tr("no acceptable method of authentication (0xFF)")
            : Text::tr("a method of authentication that was not offered (%1)").arg(hexByte(method));
        Failure &failure = fail(got, QStringLiteral("RFC 1928 §3"));
        failure.evidence = evidence();
        failure.suggestion = hasCredentials()
            ? Text::tr("The proxy wants another method than user and password; Handglass knows no other.")
            : Text::tr("Give the proxy's user and password.");
    }
}

void SocksProxy::loginRefused(quint8 status)
{
    Failure &failure = fail(
        Text::tr("a refusal of user and password (status %1)").arg(hexByte(status)), QStringLiteral("RFC 1929 §2"));
    failure.evidence = evidence();
    failure.suggestion = Text::tr("Check the proxy's user and password.");
}

void SocksProxy::replied()
{
    if (at(m_message, 1) != 0) {
        refused(at(m_message, 1));
        return;
    }
    if (m_message.size() < ReplyStart)
        return;
    if (addressLength(at(m_message, 3), 0) < 0) {
        fail(Text::tr("a reply with address type %1").arg(hexByte(at(m_message, 3))), QStringLiteral("RFC 1928 §6"))
            .evidence = evidence();
    } else if (m_message.size() == wanted()) {
        succeed();
    }
}

void SocksProxy::refused(quint8 code)
{
    const bool known = code <= LastKnownReply;
    const ReplyText text = known ? Replies[code - 1U] : ReplyText{};
    const QString got = known ? Text::tr(text.got) : Text::tr("reply code %1, which has no meaning").arg(hexByte(code));
    Failure &failure = fail(got, QStringLiteral("RFC 1928 §6"));
    failure.evidence = evidence();
    if (known && aboutServer(code))
        failure.notCause = Text::tr("The proxy itself is there and answers.");
    if (known)
        failure.suggestion = Text::tr(text.suggestion).arg(target());
}

void SocksProxy::notSocks(QByteArrayView bytes)
{
    keep(bytes);
    const quint8 first = at(bytes, 0);
    QString got = Text::tr("an answer that is no SOCKS5, %1").arg(firstBytes(bytes));
    QString suggestion = Text::tr("Check that a SOCKS5 proxy listens at %1.").arg(m_proxy.toString());
    if (first == 'H') {
        got = Text::tr("an HTTP answer: this port speaks HTTP, not SOCKS5");
        suggestion = Text::tr("Give the proxy as http:// instead.");
    } else if (first == 0x00 || first == 0x04) {
        got = Text::tr("a SOCKS4 answer: this proxy does not speak SOCKS5");
        suggestion = Text::tr("Use a proxy that speaks SOCKS5 or HTTP CONNECT.");
    }
    Failure &failure = fail(got, QStringLiteral("RFC 1928 §%1").arg(m_step == Step::Method ? 3 : 6));
    failure.suggestion = suggestion;
    failure.evidence = firstBytes(bytes);
}

void SocksProxy::end()
{
    QString got;
    switch (m_step) {
    case Step::Method:
        got = Text::tr("the end of the connection instead of a method of authentication");
        break;
    case Step::Login:
        got = Text::tr("the end of the connection instead of an answer to user and password");
        break;
    case Step::Reply:
        got = Text::tr("the end of the connection instead of a reply");
        break;
    }
    Failure &failure = fail(got, m_step == Step::Login ? QStringLiteral("RFC 1929 §2") : QStringLiteral("RFC 1928 §6"));
    failure.evidence = evidence();
    if (m_step == Step::Method)
        failure.suggestion = Text::tr("Check that a SOCKS5 proxy listens at %1.").arg(m_proxy.toString());
}

QByteArray SocksProxy::login() const
{
    const QByteArray user = m_proxy.user.toUtf8();
    const QByteArray password = m_proxy.password.toUtf8();
    return QByteArray()
        .append(byte(LoginVersion))
        .append(byte(quint8(user.size())))
        .append(user)
        .append(byte(quint8(password.size())))
        .append(password);
}

QByteArray SocksProxy::request() const
{
    QByteArray request = QByteArray().append(byte(Version)).append(byte(Connect)).append('\0');
    const QHostAddress literal(m_host);
    if (literal.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 address = literal.toIPv4Address();
        request.append(byte(Ipv4)).append(bigEndian(quint16(address >> 16U))).append(bigEndian(quint16(address)));
    } else if (literal.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR address = literal.toIPv6Address();
        request.append(byte(Ipv6)).append(QByteArrayView(address.c, 16));
    } else {
        const QByteArray name = m_host.toUtf8();
        request.append(byte(Name)).append(byte(quint8(name.size()))).append(name);
    }
    return request + bigEndian(m_port);
}

QString SocksProxy::evidence() const
{
    return m_message.isEmpty() ? QString() : QString::fromLatin1(m_message.toHex(' '));
}

} // namespace handglass
