// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/handshakefacts.h"

#include "app/protocol/authchallenge.h"
#include "app/protocol/handshake.h"
#include "ui/common/format.h"
#include "ui/common/headtext.h"
#include "ui/handshake/chainsection.h"
#include "ui/handshake/factsection.h"
#include "ui/handshake/handshakeheads.h"
#include "ui/handshake/routefacts.h"
#include "ui/handshake/tlsview.h"
#include "ui/handshake/waterfall.h"

#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int SwitchingProtocols = 101;
constexpr qsizetype MostChallenges = 8;
constexpr qsizetype MostParameters = 16;
constexpr qsizetype LongestShown = 400; ///< characters of one value; the head above has it whole
constexpr qsizetype DigestLine = 10;    ///< bytes of the digest on a line

QString digestText(const QByteArray &digest)
{
    const QByteArray first = digest.first(DigestLine).toHex(' ');
    const QByteArray second = digest.sliced(DigestLine).toHex(' ');
    return QString::fromLatin1(first + '\n' + second);
}

QString joined(const HttpHead *head, const char *name)
{
    QStringList values;
    if (head) {
        for (const HeaderField &field : head->all(QByteArrayView(name)))
            values.append(visibleText(field.value));
    }
    return values.join(QStringLiteral(", "));
}

/// The scheme and its realm, then every other parameter.
void addChallenge(FactSection &section, const AuthChallenge &challenge)
{
    const auto shown = [](const QString &text) { return visibleText(text.left(LongestShown).toUtf8()); };
    section.addFact(HandshakeFacts::tr("Scheme, realm"),
        challenge.realm.isEmpty()
            ? shown(challenge.scheme)
            : HandshakeFacts::tr("%1, “%2”").arg(shown(challenge.scheme), shown(challenge.realm)));
    if (!challenge.token.isEmpty())
        section.addFact(HandshakeFacts::tr("Token"), shown(challenge.token));
    const auto &parameters = challenge.parameters;
    for (const auto &[name, value] : parameters.first(std::min(parameters.size(), MostParameters))) {
        if (name.compare(QLatin1String("realm"), Qt::CaseInsensitive) != 0)
            section.addFact(shown(name), shown(value));
    }
}

} // namespace

HandshakeFacts::HandshakeFacts(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_accept(newSection(tr("Accept, recomputed"), "acceptSection"))
    , m_negotiated(newSection(tr("Negotiated"), "negotiatedSection"))
    , m_challenge(newSection(tr("Challenge"), "challengeSection"))
    , m_cookies(newSection(tr("Cookies"), "cookieSection"))
    , m_chain(new ChainSection(theme))
    , m_times(newSection(tr("Time"), "timeSection"))
    , m_attempts(newSection(tr("Addresses tried"), "attemptSection"))
    , m_proxy(newSection(tr("Proxy"), "proxySection"))
    , m_tls(new TlsView(theme))
    , m_waterfall(new Waterfall(theme))
{
    m_chain->setObjectName(QStringLiteral("chainSection"));
    m_tls->setObjectName(QStringLiteral("tlsSection"));
    m_waterfall->setObjectName(QStringLiteral("waterfall"));
    m_times->addWide(m_waterfall);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(12, 6, 12, 8);
    all->setSpacing(8);
    for (QWidget *section : std::initializer_list<QWidget *>{
             m_accept, m_negotiated, m_challenge, m_chain, m_times, m_attempts, m_proxy, m_tls, m_cookies})
        all->addWidget(section);
    all->addStretch();
    connect(m_chain, &ChainSection::connectionChosen, this, &HandshakeFacts::connectionChosen);
}

FactSection *HandshakeFacts::newSection(const QString &title, const char *name)
{
    auto *section = new FactSection(m_theme, title);
    section->setObjectName(QLatin1String(name));
    return section;
}

void HandshakeFacts::setRecord(
    const ConnectionRecord &record, const HandshakeHeads &heads, const ConnectionRecord *next)
{
    setAccept(record, heads);
    setNegotiated(record, heads);
    setChallenge(heads);
    m_chain->setRecord(record, next);
    setTimes(record);
    m_attempts->setVisible(showAttempts(*m_attempts, record));
    m_proxy->setVisible(showProxy(*m_proxy, record));
    m_tls->setRecord(record);
    m_cookies->setVisible(showCookies(*m_cookies, heads.head(HeadSide::Request), heads.head(HeadSide::Response)));
}

void HandshakeFacts::setAccept(const ConnectionRecord &record, const HandshakeHeads &heads)
{
    const HttpHead *request = heads.head(HeadSide::Request);
    const HttpHead *response = heads.head(HeadSide::Response);
    const bool shown =
        request && response && response->status == SwitchingProtocols && request->has("Sec-WebSocket-Key");
    m_accept->clear();
    m_accept->setVisible(shown);
    if (!shown)
        return;
    const QByteArray key = request->value("Sec-WebSocket-Key");
    const QByteArray computed = acceptValue(key);
    const QByteArray got = response->value("Sec-WebSocket-Accept");
    m_accept->addMono(tr("Key"), visibleText(key));
    m_accept->addMono(tr("+ GUID"), QString::fromLatin1(handshakeGuid().toByteArray()));
    m_accept->addMono(tr("SHA-1"), digestText(acceptDigest(key)));
    m_accept->addMono(tr("base64"), QString::fromLatin1(computed));
    m_accept->addMono(record.role == ConnectionRole::Client ? tr("Server") : tr("Sent"),
        response->has("Sec-WebSocket-Accept") ? visibleText(got) : tr("no value"),
        got == computed ? FactSection::Mark::Good : FactSection::Mark::Bad);
}

void HandshakeFacts::setNegotiated(const ConnectionRecord &record, const HandshakeHeads &heads)
{
    const HttpHead *response = heads.head(HeadSide::Response);
    m_negotiated->clear();
    m_negotiated->setVisible(response && response->status == SwitchingProtocols);
    const auto orNone = [](const QString &text) { return text.isEmpty() ? tr("none") : text; };
    const auto offered = [](const QString &text) {
        return text.isEmpty() ? tr("none offered") : tr("offered: %1").arg(text);
    };
    const QString offers = record.offeredSubprotocols.join(QStringLiteral(", "));
    m_negotiated->addFact(tr("Subprotocol"), orNone(record.subprotocol), offered(offers));
    m_negotiated->addFact(tr("Extension"), orNone(record.extensions),
        offered(joined(heads.head(HeadSide::Request), "Sec-WebSocket-Extensions")));
}

void HandshakeFacts::setChallenge(const HandshakeHeads &heads)
{
    const HttpHead *response = heads.head(HeadSide::Response);
    const char *name = response && response->has("Proxy-Authenticate") ? "Proxy-Authenticate" : "WWW-Authenticate";
    const bool shown = response && response->has(name);
    m_challenge->clear();
    m_challenge->setVisible(shown);
    if (!shown)
        return;
    m_challenge->setNote(tr("from %1").arg(QLatin1String(name)));
    const QList<AuthChallenge> challenges = authChallenges(*response, name);
    for (const AuthChallenge &challenge : challenges.first(std::min(challenges.size(), MostChallenges)))
        addChallenge(*m_challenge, challenge);
    if (challenges.size() > MostChallenges)
        m_challenge->addFact({}, tr("%1 more").arg(challenges.size() - MostChallenges));
}

void HandshakeFacts::setTimes(const ConnectionRecord &record)
{
    const QList<PhaseBar> bars = phaseBars(record);
    m_waterfall->setBars(bars);
    m_times->setVisible(!bars.isEmpty());
    if (bars.isEmpty())
        return;
    const QString total = durationText(bars.last().start + bars.last().duration);
    const bool answered = !record.rawResponse.isEmpty();
    m_times->setNote(record.openedNs > 0 ? tr("%1 to open").arg(total)
            : record.failure && answered ? tr("%1 to the refusal").arg(total)
            : record.failure             ? tr("%1 to the failure").arg(total)
                                         : total);
}

} // namespace handglass
