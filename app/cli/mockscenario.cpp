// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/mockscenario.h"

#include <QCoreApplication>

namespace handglass {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::CommandLine", text);
}

/// A file need not be trusted with letting other computers in.
QString applyHost(const QString &host, MockCommandLine &line)
{
    const QHostAddress address(host);
    if (host.isEmpty() || line.hostGiven)
        return {};
    if (!address.isLoopback())
        return tr("expected --host %1 beside a scenario that listens on %1, got none: other computers could connect, "
                  "and would get all that the scenario lets a client have")
            .arg(host);
    line.options.address = address;
    return {};
}

void applyTls(const scenario::Listen &listen, MockCommandLine &line)
{
    TlsServerOptions &tls = line.options.tls;
    if (!listen.tls)
        return;
    tls.enabled = true;
    if (!tls.certificateFile.isEmpty())
        return;
    tls.certificateFile = listen.certificateFile;
    tls.keyFile = listen.keyFile;
}

} // namespace

tl::expected<scenario::LoadedScenario, QString> readScenario(MockCommandLine &line)
{
    auto loaded = scenario::loadScenario(line.scenarioFile);
    if (!loaded)
        return tl::unexpected(scenario::errorText(loaded.error(), line.scenarioFile));
    const scenario::Listen &listen = loaded->scenario->listen;
    if (const QString error = applyHost(listen.host, line); !error.isEmpty())
        return tl::unexpected(error);
    if (listen.port && !line.portGiven)
        line.options.port = *listen.port;
    applyTls(listen, line);
    line.options.scenario = loaded->scenario;
    return *loaded;
}

} // namespace handglass
