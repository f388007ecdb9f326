// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/optionvalues.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

namespace handglass {

namespace {

constexpr double MostSeconds = 1e6; // a timer's milliseconds fit an int
const QByteArray DeflateName = QByteArrayLiteral("permessage-deflate");

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::OptionValues", text);
}

bool isHexDigit(QChar c)
{
    return c.unicode() < 0x80 && std::isxdigit(c.unicode()) != 0;
}

QString shortened(const QString &text)
{
    constexpr qsizetype Most = 60;
    return text.size() > Most ? text.left(Most) + QChar(0x2026) : text;
}

/// The factor of K, M or G; 0: none of them.
quint64 unitFactor(QChar unit)
{
    switch (unit.toUpper().unicode()) {
    case 'K':
        return 1ULL << 10U;
    case 'M':
        return 1ULL << 20U;
    case 'G':
        return 1ULL << 30U;
    default:
        return 0;
    }
}

QString deflateError(const QString &text, const QString &why)
{
    return tr("expected parameters of permessage-deflate such as “server_no_context_takeover; "
              "client_max_window_bits=10”, got “%1”: %2")
        .arg(shortened(text), why);
}

} // namespace

tl::expected<QByteArray, QString> readHex(const QString &text)
{
    QStringView digits = QStringView(text).trimmed();
    if (digits.startsWith(QLatin1String("0x"), Qt::CaseInsensitive))
        digits = digits.mid(2);
    QByteArray hex;
    bool half = false;
    bool wrong = false;
    for (const QChar c : digits) {
        if (isHexDigit(c)) {
            hex += char(c.unicode());
            half = !half;
        } else if (half || !(c.isSpace() || c == QLatin1Char(':'))) {
            wrong = true;
            break;
        }
    }
    if (wrong || half || hex.isEmpty())
        return tl::unexpected(tr("expected bytes in hex such as “89 04 70 69 6e 67”, got “%1”").arg(shortened(text)));
    return QByteArray::fromHex(hex);
}

tl::expected<quint64, QString> readSize(const QString &text)
{
    const quint64 factor = text.isEmpty() ? 0 : unitFactor(text.back());
    const QString digits = factor > 0 ? text.chopped(1) : text;
    bool isNumber = false;
    const quint64 number = digits.toULongLong(&isNumber);
    isNumber = isNumber && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c.isDigit(); });
    const quint64 most = quint64(std::numeric_limits<qint64>::max()) / std::max<quint64>(factor, 1);
    if (!isNumber || number < 1 || number > most)
        return tl::unexpected(
            tr("expected a number of bytes from 1 such as 65536, 64K, 64M or 1G, got “%1”").arg(shortened(text)));
    return number * std::max<quint64>(factor, 1);
}

tl::expected<qint64, QString> readSeconds(const QString &text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !(seconds > 0 && seconds <= MostSeconds)) // not a number is no number of seconds
        return tl::unexpected(tr("expected seconds above 0 and up to 1000000, got “%1”").arg(shortened(text)));
    return std::max<qint64>(1, std::llround(seconds * 1000));
}

tl::expected<QList<DeflateOffer>, QString> parseDeflateOffers(const QString &text)
{
    const QByteArray typed = text.trimmed().toUtf8();
    QByteArray value = DeflateName;
    if (typed.left(DeflateName.size()).compare(DeflateName, Qt::CaseInsensitive) == 0)
        value = typed;
    else if (!typed.isEmpty())
        value += "; " + typed;
    const auto extensions = parseExtensions({{QByteArrayLiteral("Sec-WebSocket-Extensions"), value, 1}});
    if (!extensions)
        return tl::unexpected(deflateError(text, extensions.error().violation.sentence()));
    QList<DeflateOffer> offers;
    for (const Extension &extension : *extensions) {
        if (!isPermessageDeflate(extension))
            return tl::unexpected(
                deflateError(text, tr("%1 is another extension").arg(QString::fromUtf8(extension.name))));
        const auto offer = readDeflateOffer(extension);
        if (!offer)
            return tl::unexpected(deflateError(text, offer.error().sentence()));
        offers.append(*offer);
    }
    return offers;
}

tl::expected<DeflatePolicy, QString> parseDeflatePolicy(const QString &text)
{
    const auto offers = parseDeflateOffers(text);
    if (!offers)
        return tl::unexpected(offers.error());
    if (offers->size() != 1)
        return tl::unexpected(deflateError(text, tr("a server wants one set of them")));
    const DeflateOffer &wanted = offers->first();
    DeflatePolicy policy;
    policy.serverNoContextTakeover = wanted.serverNoContextTakeover;
    policy.clientNoContextTakeover = wanted.clientNoContextTakeover;
    policy.serverMaxWindowBits = wanted.serverMaxWindowBits.value_or(policy.serverMaxWindowBits);
    policy.clientMaxWindowBits = wanted.clientMaxWindowBitsHint.value_or(policy.clientMaxWindowBits);
    return policy;
}

} // namespace handglass
