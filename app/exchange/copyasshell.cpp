// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/copyasprograms.h"
#include "app/exchange/quoting.h"

#include <algorithm>

// Programs that a shell starts.

namespace handglass {

namespace {

const QString NextLine = QStringLiteral(" \\\n  ");

QString option(const QString &name, const QString &value)
{
    return NextLine + name + u' ' + shellWord(value);
}

QString headerOptions(const ClientFacts &facts)
{
    QString options;
    for (const auto &[name, value] : facts.headers)
        options += option(QStringLiteral("-H"), name + QStringLiteral(": ") + value);
    return options;
}

} // namespace

QString wscatCommand(const ClientFacts &facts, const QList<SentMessage> &messages)
{
    QString command = QStringLiteral("wscat -c ") + shellWord(facts.url);
    if (facts.anyCertificate)
        command += NextLine + QStringLiteral("--no-check");
    for (const QString &name : facts.subprotocols)
        command += option(QStringLiteral("-s"), name);
    if (!facts.origin.isEmpty())
        command += option(QStringLiteral("-o"), facts.origin);
    if (!facts.basic.isEmpty())
        command += option(QStringLiteral("--auth"), facts.basic);
    command += headerOptions(facts);
    for (const SentMessage &message : messages)
        command += option(QStringLiteral("-x"), QString::fromUtf8(message.data));
    return command + u'\n';
}

/// Messages come on the standard input, one a line (or, with a line end in one of them, ended by NUL). With a binary
/// one among them each has a prefix that tells its kind.
QString websocatCommand(const ClientFacts &facts, const QList<SentMessage> &messages)
{
    const bool binary = std::ranges::any_of(messages, [](const SentMessage &message) { return !message.text; });
    const bool lines = std::ranges::any_of(
        messages, [](const SentMessage &message) { return message.text && message.data.contains('\n'); });
    QString command;
    if (!messages.isEmpty()) {
        command = lines ? QStringLiteral("printf '%s\\0'") : QStringLiteral("printf '%s\\n'");
        for (const SentMessage &message : messages) {
            const QByteArray data = message.text ? message.data : message.data.toBase64();
            const QString prefix = !binary ? QString() : message.text ? QStringLiteral("T") : QStringLiteral("B");
            command += NextLine + shellWord(prefix + QString::fromUtf8(data));
        }
        command += NextLine + QStringLiteral("| ");
    }
    command += QStringLiteral("websocat");
    if (!messages.isEmpty())
        command += QStringLiteral(" --no-close"); // the answers are waited for
    if (lines)
        command += QStringLiteral(" --null-terminated");
    if (binary)
        command += QStringLiteral(" --base64 --text-prefix T --binary-prefix B");
    if (facts.anyCertificate)
        command += QStringLiteral(" --insecure");
    if (!facts.subprotocols.isEmpty())
        command += option(QStringLiteral("--protocol"), facts.subprotocols.join(QStringLiteral(", ")));
    if (!facts.origin.isEmpty())
        command += option(QStringLiteral("--origin"), facts.origin);
    if (!facts.basic.isEmpty())
        command += option(QStringLiteral("--basic-auth"), facts.basic);
    command += headerOptions(facts);
    return command + NextLine + shellWord(facts.url) + u'\n';
}

/// The handshake alone, as plain HTTP, so that every version can make it.
QString curlCommand(const ClientFacts &facts)
{
    QString url = facts.url;
    url.replace(0, 2, QStringLiteral("http")); // ws, wss
    QString command = QStringLiteral("curl --include --no-buffer --http1.1");
    if (facts.anyCertificate)
        command += QStringLiteral(" --insecure");
    for (const char *header : {"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="})
        command += option(QStringLiteral("-H"), QLatin1String(header));
    if (!facts.subprotocols.isEmpty())
        command += option(QStringLiteral("-H"),
            QStringLiteral("Sec-WebSocket-Protocol: ") + facts.subprotocols.join(QStringLiteral(", ")));
    if (!facts.origin.isEmpty())
        command += option(QStringLiteral("-H"), QStringLiteral("Origin: ") + facts.origin);
    if (!facts.basic.isEmpty())
        command += option(QStringLiteral("--user"), facts.basic);
    command += headerOptions(facts);
    return command + NextLine + shellWord(url) + u'\n';
}

} // namespace handglass
