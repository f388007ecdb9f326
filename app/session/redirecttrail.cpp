// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/redirecttrail.h"

#include "app/protocol/redirecttarget.h"
#include "app/protocol/secretname.h"
#include "app/session/clientrequest.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::RedirectTrail)
};

bool isNamed(const HeaderField &header, QByteArrayView name)
{
    return header.name.compare(name, Qt::CaseInsensitive) == 0;
}

/// Takes what is meant for the server that was asked; returns how a sentence names it.
QStringList takeCredentials(ClientOptions &options)
{
    QStringList taken;
    if (!options.user.isEmpty() || !options.password.isEmpty() || !options.url.user.isEmpty()
        || !options.url.password.isEmpty())
        taken.append(Text::tr("user and password"));
    if (!options.bearer.isEmpty())
        taken.append(Text::tr("the token"));
    for (const char *name : {"Authorization", "Cookie", "Proxy-Authorization"}) {
        if (options.headers.removeIf([name](const HeaderField &header) { return isNamed(header, name); }) > 0)
            taken.append(Text::tr("the header %1").arg(QLatin1String(name)));
    }
    for (const HeaderField &header : std::as_const(options.headers)) {
        if (isSecretName(header.name))
            taken.append(Text::tr("the header %1").arg(QString::fromLatin1(header.name)));
    }
    options.headers.removeIf([](const HeaderField &header) { return isSecretName(header.name); });
    if (!options.tls.certificateFile.isEmpty())
        taken.append(Text::tr("the client certificate"));
    options.user.clear();
    options.password.clear();
    options.bearer.clear();
    options.tls.certificateFile.clear();
    options.tls.keyFile.clear();
    options.tls.passphrase.clear();
    return taken;
}

/// "wss://example.com", as a sentence names a server.
QString serverOf(const WebSocketUrl &url)
{
    WebSocketUrl server = url;
    server.target = "/";
    return server.toString().chopped(1);
}

/// What a hop to this address is asked with. note: see RedirectTrail::note().
ClientOptions optionsFor(const WebSocketUrl &target, ClientOptions options, QString &note)
{
    const WebSocketUrl from = options.url;
    if (isSameServer(from, target)) {
        options.url = target;
        options.url.user = from.user;
        options.url.password = from.password;
        return options;
    }
    const QStringList taken = takeCredentials(options);
    options.headers.removeIf([](const HeaderField &header) { return isNamed(header, "Host"); });
    options.tls.serverName.clear();
    options.url = target;
    if (!taken.isEmpty()) {
        const QString names = taken.join(Text::tr(", "));
        note = from.secure && !target.secure && from.host == target.host
            ? Text::tr("Not sent over plain ws: %1.").arg(names)
            : Text::tr("Sent to %1 and to no other server: %2.").arg(serverOf(from), names);
    }
    return options;
}

/// Two requests with the same one get the same answer.
QByteArray identity(const ClientOptions &options)
{
    return options.url.toString().toUtf8() + '\n' + cookiesOf(options);
}

} // namespace

RedirectTrail::RedirectTrail(ClientOptions options)
    : m_options(std::move(options))
    , m_asked{identity(m_options)}
{
}

bool RedirectTrail::answered(const HttpHead &response, Failure &failure)
{
    if (!isRedirect(response.status))
        return false;
    const auto target = redirectTarget(m_options.url, response);
    if (!target) {
        failure.cause = Text::tr("The answer is a redirect that cannot be followed: %1.").arg(target.error());
        return false;
    }
    failure.cause = Text::tr("The answer redirects to %1.").arg(target->toString());
    if (m_options.redirects.follow)
        return follow(*target, failure);
    failure.suggestion = Text::tr("Connect to %1 instead, or follow redirects (-L).").arg(target->toString());
    failure.notCause = Text::tr("The redirect was not followed; nothing was sent there.");
    return false;
}

bool RedirectTrail::follow(const WebSocketUrl &target, Failure &failure)
{
    Next next;
    next.options = optionsFor(target, m_options, next.note);
    if (m_asked.contains(identity(next.options))) {
        failure.section = QStringLiteral("RFC 9110 §15.4");
        failure.fact = Text::tr("expected an address that was not asked yet, got a redirect back to %1: a loop, %2")
                           .arg(target.toString(), failure.section);
        failure.notCause = Text::tr("The redirect was not followed.");
        return false;
    }
    const int most = m_options.redirects.most;
    if (m_hop >= most) {
        failure.fact =
            Text::tr("expected at most %n redirect(s), got another to %1", nullptr, most).arg(target.toString());
        failure.suggestion = Text::tr("Raise the limit of redirects (--max-redirects), or connect to %1 instead.")
                                 .arg(target.toString());
        failure.notCause = Text::tr("The redirect was not followed; nothing was sent there.");
        return false;
    }
    failure.suggestion = Text::tr("The redirect was followed: see the next connection.");
    failure.notCause = next.note;
    m_next = std::move(next);
    return true;
}

void RedirectTrail::takeNext()
{
    m_options = std::move(m_next->options);
    m_note = m_next->note;
    m_next.reset();
    m_asked.insert(identity(m_options));
    ++m_hop;
}

} // namespace handglass
