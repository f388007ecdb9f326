// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/sessiontext.h"

#include "app/protocol/closecode.h"
#include "app/protocol/httphead.h"
#include "app/protocol/useragent.h"
#include "ui/common/format.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Session)
};

} // namespace

StateMark markOf(const ConnectionRecord &record)
{
    switch (record.state) {
    case ConnectionState::Connecting:
        return StateMark::Connecting;
    case ConnectionState::Open:
    case ConnectionState::Closing:
        return StateMark::Open;
    case ConnectionState::Closed:
        return StateMark::Closed;
    case ConnectionState::Failed:
        break;
    }
    return record.openedNs == 0 ? StateMark::Refused : StateMark::Closed;
}

QString responseStatus(const ConnectionRecord &record)
{
    const qsizetype end = record.rawResponse.indexOf("\r\n");
    const QByteArray line = end < 0 ? record.rawResponse : record.rawResponse.left(end);
    const qsizetype space = line.indexOf(' ');
    if (!line.startsWith("HTTP/") || space < 0)
        return {};
    return QString::fromUtf8(line.mid(space + 1)).trimmed();
}

QString phaseText(SessionState state)
{
    switch (state) {
    case SessionState::LookingUp:
        return Words::tr("Connecting, name look-up…");
    case SessionState::Tcp:
        return Words::tr("Connecting, TCP…");
    case SessionState::Waiting:
        return Words::tr("Waiting to reconnect…");
    case SessionState::Proxy:
        return Words::tr("Connecting, proxy…");
    case SessionState::Tls:
        return Words::tr("Connecting, TLS…");
    case SessionState::Upgrading:
        return Words::tr("Connecting, upgrade…");
    case SessionState::Closing:
        return Words::tr("Closing…");
    default:
        return {};
    }
}

QString connectionText(const ConnectionRecord &record)
{
    switch (record.state) {
    case ConnectionState::Connecting:
        return Words::tr("Connecting since %1").arg(clockText(record.startedNs));
    case ConnectionState::Open:
        return Words::tr("Open since %1").arg(clockText(record.openedNs));
    case ConnectionState::Closing:
        return Words::tr("Closing, open since %1").arg(clockText(record.openedNs));
    case ConnectionState::Closed:
    case ConnectionState::Failed:
        break;
    }
    const QString at = clockText(record.closedNs);
    if (record.openedNs != 0)
        return Words::tr("Closed %1, %2").arg(at, closeCodeText(record.closeCode));
    if (record.failure.phase == FailurePhase::Cancelled)
        return Words::tr("Cancelled %1").arg(at);
    if (record.failure.phase == FailurePhase::NameLookup)
        return Words::tr("Not connected %1, name look-up failed").arg(at);
    if (record.failure.phase == FailurePhase::Tcp)
        return Words::tr("Not connected %1, TCP failed").arg(at);
    if (record.failure.phase == FailurePhase::Proxy)
        return Words::tr("Not connected %1, proxy failed").arg(at);
    if (record.failure.phase == FailurePhase::Tls)
        return Words::tr("Not connected %1, TLS failed").arg(at);
    const QString status = responseStatus(record);
    return status.isEmpty() ? Words::tr("Refused %1, no handshake response").arg(at)
                            : Words::tr("Refused %1, %2").arg(at, status);
}

QString clientProgram(const ConnectionRecord &record)
{
    HttpHeadReader reader(HttpHeadReader::Kind::Request);
    if (reader.feed(record.rawRequest) == HttpHeadReader::State::Done) {
        const QString program = programOf(reader.head().value("User-Agent"));
        if (!program.isEmpty())
            return program;
    }
    return record.peerAddress;
}

QString reasonText(const ConnectionRecord &record)
{
    switch (record.reason) {
    case Reason::Redirect:
        return Words::tr("redirect to %1").arg(record.url.section(QStringLiteral("//"), 1));
    case Reason::Reconnect:
        return Words::tr("reconnect %1").arg(record.attempt);
    case Reason::Asked:
        break;
    }
    return clockText(record.startedNs).section(u'.', 0, 0);
}

QString clientsText(qsizetype clients)
{
    if (clients == 0)
        return Words::tr("no client");
    return clients == 1 ? Words::tr("1 client") : Words::tr("%1 clients").arg(groupedNumber(clients));
}

QStringList agreedFacts(const ConnectionRecord &record)
{
    QStringList facts;
    if (record.observeOnly)
        facts.append(Words::tr("observe only"));
    if (record.openedNs == 0)
        return facts;
    if (!record.subprotocol.isEmpty())
        facts.append(record.subprotocol);
    const QStringList extensions = record.extensions.split(u',', Qt::SkipEmptyParts);
    for (const QString &extension : extensions)
        facts.append(extension.section(u';', 0, 0).trimmed());
    if (!record.tls.isEmpty())
        facts.append(record.tls.section(u',', 0, 0));
    return facts;
}

} // namespace handglass
