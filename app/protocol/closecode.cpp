// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/closecode.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/utf8checker.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::CloseCode)
};

constexpr qsizetype LargestReason = 123; // RFC 6455 §5.5: 125 bytes in a control frame, two of them the code
constexpr quint16 ProtocolError = 1002;
constexpr quint16 InvalidPayloadData = 1007;

struct KnownCode {
    quint16 code;
    const char *name;
    const char *meaning;
    bool sendable;
};

constexpr std::array KnownCodes{
    KnownCode{1000, "Normal Closure",
        QT_TRANSLATE_NOOP(
            "handglass::CloseCode", "The purpose for which the connection was opened is fulfilled, RFC 6455 §7.4.1."),
        true},
    KnownCode{1001, "Going Away",
        QT_TRANSLATE_NOOP("handglass::CloseCode",
            "The endpoint goes away: a server stops, or a browser leaves the page, RFC 6455 §7.4.1."),
        true},
    KnownCode{1002, "Protocol Error",
        QT_TRANSLATE_NOOP("handglass::CloseCode", "The peer broke a rule of the protocol, RFC 6455 §7.4.1."), true},
    KnownCode{1003, "Unsupported Data",
        QT_TRANSLATE_NOOP("handglass::CloseCode",
            "The peer sent a type of data that the endpoint does not take, such as binary, RFC 6455 §7.4.1."),
        true},
    KnownCode{1004, "Reserved",
        QT_TRANSLATE_NOOP("handglass::CloseCode", "Reserved, without a meaning so far, RFC 6455 §7.4.1."), false},
    KnownCode{1005, "No Status Received",
        QT_TRANSLATE_NOOP(
            "handglass::CloseCode", "Never on the wire: the close frame came without a code, RFC 6455 §7.4.1."),
        false},
    KnownCode{1006, "Abnormal Closure",
        QT_TRANSLATE_NOOP(
            "handglass::CloseCode", "Never on the wire: the connection ended without a close frame, RFC 6455 §7.4.1."),
        false},
    KnownCode{1007, "Invalid Frame Payload Data",
        QT_TRANSLATE_NOOP("handglass::CloseCode",
            "A message's data did not fit its type, such as a text that is not UTF-8, RFC 6455 §7.4.1."),
        true},
    KnownCode{1008, "Policy Violation",
        QT_TRANSLATE_NOOP(
            "handglass::CloseCode", "A message broke the endpoint's policy; it may hide the details, RFC 6455 §7.4.1."),
        true},
    KnownCode{1009, "Message Too Big",
        QT_TRANSLATE_NOOP("handglass::CloseCode", "A message was larger than the endpoint takes, RFC 6455 §7.4.1."),
        true},
    KnownCode{1010, "Mandatory Extension",
        QT_TRANSLATE_NOOP(
            "handglass::CloseCode", "The client needs an extension that the server did not agree to, RFC 6455 §7.4.1."),
        true},
    KnownCode{1011, "Internal Error",
        QT_TRANSLATE_NOOP("handglass::CloseCode",
            "The server met a condition that kept it from fulfilling the request, RFC 6455 §7.4.1."),
        true},
    KnownCode{1012, "Service Restart",
        QT_TRANSLATE_NOOP("handglass::CloseCode",
            "The service restarts; a client may come back after a while, IANA WebSocket close codes."),
        true},
    KnownCode{1013, "Try Again Later",
        QT_TRANSLATE_NOOP("handglass::CloseCode",
            "The service is overloaded; a client may try again later, IANA WebSocket close codes."),
        true},
    KnownCode{1014, "Bad Gateway",
        QT_TRANSLATE_NOOP("handglass::CloseCode",
            "A gateway got an invalid answer from the server behind it, IANA WebSocket close codes."),
        true},
    KnownCode{1015, "TLS Handshake",
        QT_TRANSLATE_NOOP("handglass::CloseCode", "Never on the wire: the TLS handshake failed, RFC 6455 §7.4.1."),
        false},
};

const KnownCode *find(quint16 code)
{
    const auto *const known = std::ranges::find(KnownCodes, code, &KnownCode::code);
    return known == KnownCodes.end() ? nullptr : known;
}

constexpr bool isRegistered(quint16 code)
{
    return code >= 3000 && code <= 3999;
}

constexpr bool isPrivate(quint16 code)
{
    return code >= 4000 && code <= 4999;
}

QString sendableCodes()
{
    return Text::tr("a close code of 1000 to 1003, 1007 to 1014 or 3000 to 4999");
}

std::optional<Violation> checkReason(QByteArrayView reason)
{
    Utf8Checker checker;
    checker.feed(reason);
    if (checker.finish())
        return {};
    const QString byte = hexByte(checker.errorByte());
    return Violation{Text::tr("UTF-8 in the reason"), Text::tr("%1 at byte %2").arg(byte).arg(checker.errorOffset()),
        QStringLiteral("RFC 6455 §8.1"), InvalidPayloadData};
}

} // namespace

QString closeCodeName(quint16 code)
{
    if (const KnownCode *known = find(code))
        return QString::fromLatin1(known->name);
    if (isRegistered(code))
        return QStringLiteral("registered");
    return isPrivate(code) ? QStringLiteral("private") : QString();
}

QString closeCodeText(quint16 code)
{
    const QString name = closeCodeName(code);
    return name.isEmpty() ? QString::number(code) : QStringLiteral("%1 %2").arg(code).arg(name);
}

QString closeCodeMeaning(quint16 code)
{
    if (const KnownCode *known = find(code))
        return Text::tr(known->meaning);
    if (isRegistered(code))
        return Text::tr("Registered by a library, a framework or an application, RFC 6455 §7.4.2.");
    if (isPrivate(code))
        return Text::tr("Private: what it means is between this client and this server, RFC 6455 §7.4.2.");
    if (code < 1000)
        return Text::tr("Not used, RFC 6455 §7.4.2.");
    if (code < 3000)
        return Text::tr("Reserved for later versions of the protocol and for extensions, RFC 6455 §7.4.2.");
    return Text::tr("Outside every range that RFC 6455 §7.4.2 defines.");
}

bool isSendableCloseCode(quint16 code)
{
    const KnownCode *known = find(code);
    return known ? known->sendable : isRegistered(code) || isPrivate(code);
}

std::optional<Violation> parseClosePayload(QByteArrayView payload, ClosePayload &close)
{
    close = {};
    if (payload.isEmpty())
        return {};
    if (payload.size() == 1)
        return Violation{Text::tr("0 or at least 2 bytes in a Close"), Text::tr("1"), QStringLiteral("RFC 6455 §5.5.1"),
            ProtocolError};
    const QByteArrayView reason = payload.sliced(2);
    close.code = qFromBigEndian<quint16>(payload.data());
    close.reason = QString::fromUtf8(reason);
    if (!isSendableCloseCode(close.code))
        return Violation{sendableCodes(), QString::number(close.code), QStringLiteral("RFC 6455 §7.4"), ProtocolError};
    return checkReason(reason);
}

QByteArray encodeClosePayload(quint16 code, const QString &reason)
{
    if (code == NoStatusReceived)
        return {};
    QByteArray text = reason.toUtf8();
    if (text.size() > LargestReason) {
        qsizetype end = LargestReason;
        while ((static_cast<quint8>(text.at(end)) & 0xC0) == 0x80)
            --end;
        text.truncate(end);
    }
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(code, payload.data());
    return payload + text;
}

QString closeError(quint16 code, const QString &reason)
{
    if (code == NoStatusReceived && reason.isEmpty())
        return {};
    if (code == NoStatusReceived)
        return Text::tr("expected no reason without a close code, got “%1”, RFC 6455 §5.5.1").arg(reason);
    if (!isSendableCloseCode(code))
        return Text::tr("expected %1, got %2, RFC 6455 §7.4").arg(sendableCodes(), closeCodeText(code));
    const qsizetype size = reason.toUtf8().size();
    if (size > LargestReason)
        return Text::tr("expected at most 123 bytes of UTF-8 in the reason, got %1, RFC 6455 §5.5").arg(size);
    return {};
}

} // namespace handglass
