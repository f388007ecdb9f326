// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/listenchange.h"

#include "app/tap/mockopening.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::ListenChange)
};

MockOptions optionsOf(const MockOptions &running, const scenario::Listen &before, const scenario::Listen &now)
{
    const MockOptions fresh;
    MockOptions wanted = running;
    if (now.port != before.port)
        wanted.port = now.port.value_or(fresh.port);
    if (now.host != before.host)
        wanted.address = now.host.isEmpty() ? fresh.address : QHostAddress(now.host);
    if (now.tls != before.tls)
        wanted.tls.enabled = now.tls;
    if (now.certificateFile != before.certificateFile || now.keyFile != before.keyFile) {
        wanted.tls.certificateFile = now.certificateFile;
        wanted.tls.keyFile = now.keyFile;
    }
    return wanted;
}

QString portText(quint16 port)
{
    return port == 0 ? Words::tr("a free port") : QString::number(port);
}

/// As much of it as tells the two apart.
QString placeText(const MockOptions &mock, const MockOptions &other)
{
    if (mock.tls.enabled == other.tls.enabled && mock.address == other.address)
        return portText(mock.port);
    const QString place = mock.port == 0 ? Words::tr("%1, a free port").arg(mock.address.toString())
                                         : endpointText(mock.address, mock.port);
    if (mock.tls.enabled == other.tls.enabled)
        return place;
    return (mock.tls.enabled ? QStringLiteral("wss://") : QStringLiteral("ws://")) + place;
}

} // namespace

std::optional<ListenChange> listenChange(
    const MockOptions &running, const scenario::Listen &before, const scenario::Listen &now)
{
    ListenChange change;
    change.wanted = optionsOf(running, before, now);
    const MockOptions &wanted = change.wanted;
    const bool isElsewhere =
        wanted.port != running.port || wanted.address != running.address || wanted.tls.enabled != running.tls.enabled;
    const bool isOther = wanted.tls.enabled
        && (wanted.tls.certificateFile != running.tls.certificateFile || wanted.tls.keyFile != running.tls.keyFile);
    if (!isElsewhere && !isOther)
        return std::nullopt;
    change.target = placeText(wanted, running);
    change.sentence = isElsewhere
        ? Words::tr("listens on %1 until it is started again; the scenario now says %2")
              .arg(placeText(running, wanted), change.target)
        : Words::tr("shows the certificate that it was started with until it is started again; the scenario now names "
                    "another one");
    return change;
}

} // namespace handglass
