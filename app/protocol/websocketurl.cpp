// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/websocketurl.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <optional>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::WebSocketUrl)
};

constexpr quint16 PlainPort = 80; // RFC 6455 §3
constexpr quint16 SecurePort = 443;
constexpr qsizetype LongestLabel = 63; // RFC 1035 §2.3.4
constexpr qsizetype LongestHost = 253;

using MaybeError = std::optional<UrlError>;

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// QUrl takes spaces and signs before a group's digits, too.
bool isAddressLike(QStringView text)
{
    return std::ranges::all_of(
        text, [](QChar c) { return c == u':' || c == u'.' || (c.unicode() < 0x80 && isHexDigit(char(c.unicode()))); });
}

bool isAscii(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

/// A character as a sentence names it: “x”, or U+0009 where it could not be seen.
QString shown(QChar c)
{
    if (c.isPrint() && !c.isSpace())
        return QStringLiteral("“%1”").arg(c);
    return QStringLiteral("U+%1").arg(QString::number(c.unicode(), 16).toUpper(), 4, QLatin1Char('0'));
}

/// Reads one address; every position is one in the text that was given.
class Parser final
{
public:
    explicit Parser(const QString &text)
        : m_text(text)
        , m_end(text.size())
    {
    }

    tl::expected<WebSocketUrl, UrlError> parse();

private:
    MaybeError parseParts();
    MaybeError checkCharacters() const;
    MaybeError parseScheme();
    MaybeError parseAuthority();
    void parseUserInfo(QStringView userInfo);
    MaybeError parseHostAndPort(qsizetype start, qsizetype end);
    MaybeError parseBracketedHost(qsizetype start, qsizetype end);
    MaybeError parseHost(qsizetype start, qsizetype end);
    MaybeError checkHostName(qsizetype start, qsizetype end) const;
    MaybeError parsePort(qsizetype start, qsizetype end);
    void parseTarget();

    QString shownAt(qsizetype at) const { return at < m_end ? shown(m_text.at(at)) : Text::tr("nothing"); }
    QStringView part(qsizetype start, qsizetype end) const { return QStringView(m_text).sliced(start, end - start); }

    const QString &m_text;
    qsizetype m_at = 0;
    qsizetype m_end;
    WebSocketUrl m_url;
};

tl::expected<WebSocketUrl, UrlError> Parser::parse()
{
    while (m_at < m_end && m_text.at(m_at).isSpace())
        ++m_at;
    while (m_end > m_at && m_text.at(m_end - 1).isSpace())
        --m_end;
    if (const MaybeError error = parseParts())
        return tl::unexpected(*error);
    return m_url;
}

MaybeError Parser::parseParts()
{
    if (m_at == m_end)
        return UrlError{Text::tr("expected an address such as ws://127.0.0.1:8080/, got nothing"), m_at};
    if (MaybeError error = checkCharacters())
        return error;
    if (MaybeError error = parseScheme())
        return error;
    if (MaybeError error = parseAuthority())
        return error;
    parseTarget();
    return {};
}

MaybeError Parser::checkCharacters() const
{
    for (qsizetype at = m_at; at < m_end; ++at) {
        const QChar c = m_text.at(at);
        if (c == u'#')
            return UrlError{Text::tr("expected an address without a fragment, got “#”, RFC 6455 §3"), at};
        if (c == u'\\')
            return UrlError{Text::tr("expected “/”, got “\\”"), at};
        if (c.category() == QChar::Other_Control)
            return UrlError{Text::tr("expected no control characters, got %1").arg(shown(c)), at};
        const bool pair = c.isHighSurrogate() && at + 1 < m_end && m_text.at(at + 1).isLowSurrogate();
        if (c.isSurrogate() && !pair)
            return UrlError{Text::tr("expected a character, got half of one (%1)").arg(shown(c)), at};
        at += pair ? 1 : 0;
    }
    return {};
}

MaybeError Parser::parseScheme()
{
    qsizetype end = m_at;
    while (end < m_end
        && (isAsciiLetter(m_text.at(end)) || isAsciiDigit(m_text.at(end))
            || QStringView(u"+-.").contains(m_text.at(end))))
        ++end;
    if (end == m_end || m_text.at(end) != u':')
        return {};
    const QString scheme = part(m_at, end).toString().toLower();
    const bool secure = scheme == QLatin1String("wss") || scheme == QLatin1String("https");
    const bool known = secure || scheme == QLatin1String("ws") || scheme == QLatin1String("http");
    const bool slashes = part(end + 1, m_end).startsWith(u"//");
    if (!slashes && known && (end + 1 == m_end || !isAsciiDigit(m_text.at(end + 1))))
        return UrlError{Text::tr("expected “//” after %1:, got %2").arg(scheme, shownAt(end + 1)), end + 1};
    if (!slashes)
        return {};
    if (!known)
        return UrlError{Text::tr("expected ws:// or wss://, got %1://").arg(part(m_at, end)), m_at};
    m_url.secure = secure;
    m_at = end + 3;
    return {};
}

MaybeError Parser::parseAuthority()
{
    m_url.port = m_url.secure ? SecurePort : PlainPort;
    qsizetype end = m_at;
    while (end < m_end && m_text.at(end) != u'/' && m_text.at(end) != u'?')
        ++end;
    const qsizetype at = part(m_at, end).lastIndexOf(u'@');
    if (at >= 0)
        parseUserInfo(part(m_at, m_at + at));
    const qsizetype start = m_at + at + 1;
    m_at = end;
    return parseHostAndPort(start, end);
}

void Parser::parseUserInfo(QStringView userInfo)
{
    const auto decoded = [](QStringView text) { return QUrl::fromPercentEncoding(text.toUtf8()); };
    const qsizetype colon = userInfo.indexOf(u':');
    m_url.user = decoded(colon < 0 ? userInfo : userInfo.first(colon));
    if (colon >= 0)
        m_url.password = decoded(userInfo.sliced(colon + 1));
}

MaybeError Parser::parseHostAndPort(qsizetype start, qsizetype end)
{
    if (start < end && m_text.at(start) == u'[')
        return parseBracketedHost(start, end);
    const qsizetype colon = part(start, end).indexOf(u':');
    if (colon < 0)
        return parseHost(start, end);
    if (part(start, end).count(u':') > 1)
        return UrlError{Text::tr("expected [ and ] around an IPv6 address, got “%1”").arg(part(start, end)), start};
    if (MaybeError error = parseHost(start, start + colon))
        return error;
    return parsePort(start + colon + 1, end);
}

/// An IPv6 literal, RFC 3986 §3.2.2.
MaybeError Parser::parseBracketedHost(qsizetype start, qsizetype end)
{
    const qsizetype close = part(start, end).indexOf(u']');
    if (close < 0)
        return UrlError{Text::tr("expected “]” after the IPv6 address, got %1").arg(shownAt(end)), end};
    const QStringView address = part(start + 1, start + close);
    const qsizetype zone = address.indexOf(u'%');
    if (zone >= 0)
        return UrlError{
            Text::tr("expected an IPv6 address without a zone, got “%1”").arg(address.sliced(zone)), start + 1 + zone};
    QUrl url;
    url.setHost(address.toString(), QUrl::StrictMode);
    if (url.host().isEmpty() || !address.contains(u':') || !isAddressLike(address))
        return UrlError{Text::tr("expected an IPv6 address, got “%1”").arg(address), start + 1};
    m_url.host = address.toString();
    const qsizetype after = start + close + 1;
    if (after == end)
        return {};
    if (m_text.at(after) != u':')
        return UrlError{Text::tr("expected “:” or “/” after “]”, got %1").arg(shown(m_text.at(after))), after};
    return parsePort(after + 1, end);
}

MaybeError Parser::parseHost(qsizetype start, qsizetype end)
{
    const QStringView host = part(start, end);
    if (host.isEmpty())
        return UrlError{Text::tr("expected a host, got nothing"), start};
    if (MaybeError error = checkHostName(start, end))
        return error;
    m_url.host = isAscii(host) ? host.toString() : QString::fromLatin1(QUrl::toAce(host.toString()));
    const QStringList labels = m_url.host.split(u'.');
    const bool trailingDot = labels.size() > 1 && labels.last().isEmpty();
    const auto fits = [](const QString &label) { return !label.isEmpty() && label.size() <= LongestLabel; };
    const bool good = std::all_of(labels.begin(), labels.end() - (trailingDot ? 1 : 0), fits);
    if (!good || m_url.host.size() > LongestHost + (trailingDot ? 1 : 0))
        return UrlError{Text::tr("expected a host name, got “%1”").arg(host), start};
    return {};
}

/// Letters, digits, “-”, “.” and, as many local names have it, “_”; beyond ASCII what IDNA allows.
MaybeError Parser::checkHostName(qsizetype start, qsizetype end) const
{
    for (qsizetype at = start; at < end; ++at) {
        const QChar c = m_text.at(at);
        if (isAsciiLetter(c) || isAsciiDigit(c) || QStringView(u"-._").contains(c))
            continue;
        if (c.unicode() < 0x80 || c.isSpace())
            return UrlError{Text::tr("expected a host name of letters, digits, “-” and “.”, got %1").arg(shown(c)), at};
    }
    return {};
}

MaybeError Parser::parsePort(qsizetype start, qsizetype end)
{
    const QStringView digits = part(start, end);
    const bool numeric = !digits.isEmpty() && std::ranges::all_of(digits, isAsciiDigit);
    bool good = false;
    const int port = numeric ? digits.toInt(&good) : 0;
    if (!good || port < 1 || port > 65535) {
        const QString got = digits.isEmpty() ? Text::tr("nothing") : QStringLiteral("“%1”").arg(digits);
        return UrlError{Text::tr("expected a port from 1 to 65535, got %1").arg(got), start};
    }
    m_url.port = static_cast<quint16>(port);
    return {};
}

/// RFC 3986 §3.3 and §3.4: pchar, "/" and "?" stand as they are, whatever else is percent-encoded as UTF-8.
void Parser::parseTarget()
{
    const QByteArray text = part(m_at, m_end).toUtf8();
    QByteArray target;
    if (!text.startsWith('/'))
        target.append('/');
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char c = text.at(at);
        const bool escape =
            c == '%' && at + 2 < text.size() && isHexDigit(text.at(at + 1)) && isHexDigit(text.at(at + 2));
        const bool plain = isAsciiLetter(QLatin1Char(c)) || isAsciiDigit(QLatin1Char(c));
        if (plain || escape || (c != '\0' && QByteArrayView("-._~!$&'()*+,;=:@/?").contains(c)))
            target.append(c);
        else
            target.append('%').append(QByteArray(1, c).toHex().toUpper());
    }
    m_url.target = target;
}

} // namespace

QByteArray WebSocketUrl::hostHeader() const
{
    const QString name = host.contains(u':') ? QStringLiteral("[%1]").arg(host) : host;
    const bool standard = port == (secure ? SecurePort : PlainPort);
    return (standard ? name : QStringLiteral("%1:%2").arg(name).arg(port)).toLatin1();
}

QString WebSocketUrl::toString() const
{
    const QString scheme = secure ? QStringLiteral("wss://") : QStringLiteral("ws://");
    return scheme + QString::fromLatin1(hostHeader() + target);
}

tl::expected<WebSocketUrl, UrlError> parseWebSocketUrl(const QString &text)
{
    return Parser(text).parse();
}

} // namespace handglass
