// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/handshake.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::Handshake)
};

bool sameName(const HeaderField &a, const HeaderField &b)
{
    return a.name.compare(b.name, Qt::CaseInsensitive) == 0;
}

bool contains(const QList<HeaderField> &fields, const HeaderField &wanted)
{
    return std::ranges::any_of(fields, [&wanted](const HeaderField &field) { return sameName(field, wanted); });
}

/// The user's lines stand in for a standard line of the same name, at its place; the others follow.
QList<HeaderField> merge(const QList<HeaderField> &standard, const QList<HeaderField> &users)
{
    QList<HeaderField> merged;
    for (const HeaderField &line : standard) {
        if (!contains(users, line)) {
            if (!line.value.isEmpty())
                merged.append(line);
            continue;
        }
        std::ranges::copy_if(
            users, std::back_inserter(merged), [&line](const HeaderField &field) { return sameName(field, line); });
    }
    std::ranges::copy_if(users, std::back_inserter(merged),
        [&standard](const HeaderField &field) { return !contains(standard, field); });
    return merged;
}

QByteArray compose(const QByteArray &startLine, const QList<HeaderField> &fields)
{
    QByteArray head = startLine + "\r\n";
    for (const HeaderField &field : fields)
        head += field.name + ": " + field.value + "\r\n";
    return head + "\r\n";
}

} // namespace

QByteArrayView handshakeGuid()
{
    return "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
}

QByteArray acceptDigest(QByteArrayView key)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(key);
    hash.addData(handshakeGuid());
    return hash.result();
}

QByteArray acceptValue(QByteArrayView key)
{
    return acceptDigest(key).toBase64();
}

QByteArray composeRequest(const RequestSpec &spec)
{
    const QList<HeaderField> standard{
        {"Host", spec.host},
        {"Upgrade", "websocket"},
        {"Connection", "Upgrade"},
        {"Sec-WebSocket-Key", spec.key},
        {"Sec-WebSocket-Version", "13"},
        {"Origin", spec.origin},
        {"Sec-WebSocket-Protocol", spec.subprotocols.join(QStringLiteral(", ")).toUtf8()},
        {"Sec-WebSocket-Extensions", spec.extensions},
    };
    QList<HeaderField> fields = merge(standard, spec.headers);
    const HeaderField userAgent{"User-Agent", spec.userAgent};
    if (!userAgent.value.isEmpty() && !contains(fields, userAgent))
        fields.append(userAgent);
    return compose("GET " + spec.target + " HTTP/1.1", fields);
}

QByteArray composeResponse(const ResponseSpec &spec)
{
    const QList<HeaderField> standard{
        {"Upgrade", "websocket"},
        {"Connection", "Upgrade"},
        {"Sec-WebSocket-Accept", acceptValue(spec.key)},
        {"Sec-WebSocket-Protocol", spec.subprotocol},
        {"Sec-WebSocket-Extensions", spec.extensions},
    };
    QList<HeaderField> fields = merge(standard, spec.headers);
    fields.removeIf([&spec](const HeaderField &field) {
        return std::ranges::any_of(spec.without, [&field](const QByteArray &name) {
            return sameName(field, {name, {}});
        });
    });
    return compose(spec.version + " 101 Switching Protocols", fields);
}

QByteArray composeRefusal(int status, QByteArrayView reason, const QList<HeaderField> &headers, QByteArrayView body)
{
    const bool bodiless = status < 200 || status == 204;
    QList<HeaderField> fields = headers;
    const HeaderField length{"Content-Length", QByteArray::number(body.size())};
    if (!bodiless && !contains(headers, length))
        fields.append(length);
    const HeaderField connection{"Connection", "close"};
    if (!contains(headers, connection))
        fields.append(connection);
    QByteArray answer = compose("HTTP/1.1 " + QByteArray::number(status) + ' ' + reason.toByteArray(), fields);
    if (!bodiless)
        answer.append(body);
    return answer;
}

QString subprotocolError(const QStringList &subprotocols)
{
    QStringList seen;
    for (const QString &subprotocol : subprotocols) {
        if (subprotocol.isEmpty())
            return Text::tr("expected a subprotocol, got nothing, RFC 6455 §4.1");
        if (!isToken(subprotocol.toUtf8()))
            return Text::tr("expected a subprotocol of letters, digits and !#$%&'*+-.^_`|~, got “%1”, RFC 6455 §4.1")
                .arg(subprotocol);
        if (seen.contains(subprotocol))
            return Text::tr("expected each subprotocol once, got “%1” twice, RFC 6455 §4.1").arg(subprotocol);
        seen.append(subprotocol);
    }
    return {};
}

} // namespace handglass
