// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/deflatenegotiation.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::DeflateNegotiation)
};

constexpr QByteArrayView Name = "permessage-deflate";
constexpr QByteArrayView ServerNoContextTakeover = "server_no_context_takeover";
constexpr QByteArrayView ClientNoContextTakeover = "client_no_context_takeover";
constexpr QByteArrayView ServerMaxWindowBits = "server_max_window_bits";
constexpr QByteArrayView ClientMaxWindowBits = "client_max_window_bits";
constexpr int MinBits = 8;
constexpr int MaxBits = 15;

enum class In : quint8 { Offer, Answer };

bool same(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

QString text(QByteArrayView ascii)
{
    return QString::fromLatin1(ascii);
}

QString section(const char *number)
{
    return QStringLiteral("RFC 7692 §") + QString::fromLatin1(number);
}

/// RFC 7692 §7.1.2.1: "a decimal integer value without leading zeroes between 8 to 15, inclusive".
std::optional<int> windowBits(const QByteArray &value)
{
    for (int bits = MinBits; bits <= MaxBits; ++bits) {
        if (value == QByteArray::number(bits))
            return bits;
    }
    return {};
}

/// The parameters of an offer, or those of an answer in the same form. Each function gives what is wrong.
class ParameterReader final
{
public:
    explicit ParameterReader(In in)
        : m_in(in)
    {
    }

    std::optional<Violation> read(const Extension &extension)
    {
        for (const ExtensionParameter &parameter : extension.parameters) {
            const QByteArray name = parameter.name.toLower();
            if (m_seen.contains(name))
                return Violation{Text::tr("each parameter of permessage-deflate once"),
                    Text::tr("%1 twice").arg(byteExcerpt(name)), section("7")};
            m_seen.append(name);
            if (auto violation = take(name, parameter))
                return violation;
        }
        return {};
    }

    const DeflateOffer &result() const { return m_result; }

private:
    std::optional<Violation> take(const QByteArray &name, const ExtensionParameter &parameter)
    {
        if (name == ServerNoContextTakeover)
            return takeFlag(m_result.serverNoContextTakeover, parameter, section("7.1.1.1"));
        if (name == ClientNoContextTakeover)
            return takeFlag(m_result.clientNoContextTakeover, parameter, section("7.1.1.2"));
        if (name == ServerMaxWindowBits)
            return takeBits(m_result.serverMaxWindowBits, parameter, section("7.1.2.1"));
        if (name != ClientMaxWindowBits)
            return Violation{Text::tr("a parameter that permessage-deflate has"), byteExcerpt(name), section("7")};
        m_result.clientMaxWindowBits = true;
        if (m_in == In::Offer && !parameter.value)
            return {};
        return takeBits(m_result.clientMaxWindowBitsHint, parameter, section("7.1.2.2"));
    }

    static std::optional<Violation> takeFlag(bool &flag, const ExtensionParameter &parameter, const QString &section)
    {
        flag = true;
        if (!parameter.value)
            return {};
        return Violation{Text::tr("%1 without a value").arg(text(parameter.name)),
            Text::tr("the value %1").arg(byteExcerpt(*parameter.value)), section};
    }

    static std::optional<Violation> takeBits(
        std::optional<int> &bits, const ExtensionParameter &parameter, const QString &section)
    {
        bits = windowBits(parameter.value.value_or(QByteArray()));
        if (bits)
            return {};
        return Violation{Text::tr("%1 of 8 to 15, without leading zeroes").arg(text(parameter.name)),
            parameter.value ? byteExcerpt(*parameter.value) : Text::tr("no value"), section};
    }

    In m_in;
    QByteArrayList m_seen;
    DeflateOffer m_result;
};

DeflateAgreement agree(const DeflateOffer &offer, const DeflatePolicy &policy)
{
    DeflateAgreement agreement;
    agreement.serverNoContextTakeover = offer.serverNoContextTakeover || policy.serverNoContextTakeover;
    agreement.clientNoContextTakeover = offer.clientNoContextTakeover || policy.clientNoContextTakeover;
    const int serverBits = std::min(offer.serverMaxWindowBits.value_or(MaxBits), policy.serverMaxWindowBits);
    if (offer.serverMaxWindowBits || serverBits < MaxBits)
        agreement.serverMaxWindowBits = serverBits;
    const int clientBits = std::min(offer.clientMaxWindowBitsHint.value_or(MaxBits), policy.clientMaxWindowBits);
    if (offer.clientMaxWindowBits && clientBits < MaxBits)
        agreement.clientMaxWindowBits = clientBits;
    return agreement;
}

/// What in the answer does not fit this offer.
std::optional<Violation> misfit(const DeflateAgreement &answer, const DeflateOffer &offer)
{
    if (offer.serverNoContextTakeover && !answer.serverNoContextTakeover)
        return Violation{
            Text::tr("server_no_context_takeover, as it was offered"), Text::tr("none"), section("7.1.1.1")};
    if (offer.serverMaxWindowBits && answer.serverMaxWindowBits.value_or(MaxBits + 1) > *offer.serverMaxWindowBits)
        return Violation{
            Text::tr("server_max_window_bits of at most %1, as it was offered").arg(*offer.serverMaxWindowBits),
            answer.serverMaxWindowBits ? QString::number(*answer.serverMaxWindowBits) : Text::tr("none"),
            section("7.1.2.1")};
    if (answer.clientMaxWindowBits && !offer.clientMaxWindowBits)
        return Violation{Text::tr("no client_max_window_bits, as it was not offered"),
            QString::number(*answer.clientMaxWindowBits), section("7.1.2.2")};
    return {};
}

Extension extension(const DeflateAgreement &common)
{
    Extension extension{Name.toByteArray(), {}};
    const auto add = [&extension](QByteArrayView name, const std::optional<QByteArray> &value) {
        extension.parameters.append({name.toByteArray(), value});
    };
    if (common.serverNoContextTakeover)
        add(ServerNoContextTakeover, {});
    if (common.clientNoContextTakeover)
        add(ClientNoContextTakeover, {});
    if (common.serverMaxWindowBits)
        add(ServerMaxWindowBits, QByteArray::number(*common.serverMaxWindowBits));
    if (common.clientMaxWindowBits)
        add(ClientMaxWindowBits, QByteArray::number(*common.clientMaxWindowBits));
    return extension;
}

} // namespace

Extension DeflateOffer::toExtension() const
{
    const std::optional<int> hint = clientMaxWindowBits ? clientMaxWindowBitsHint : std::nullopt;
    Extension offer = extension({serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, hint});
    if (clientMaxWindowBits && !hint)
        offer.parameters.append({ClientMaxWindowBits.toByteArray(), {}});
    return offer;
}

Extension DeflateAgreement::toExtension() const
{
    return extension(*this);
}

bool isPermessageDeflate(const Extension &extension)
{
    return same(extension.name, Name);
}

tl::expected<DeflateOffer, Violation> readDeflateOffer(const Extension &extension)
{
    ParameterReader reader(In::Offer);
    if (const auto violation = reader.read(extension))
        return tl::unexpected(*violation);
    return reader.result();
}

QList<DeflateOffer> readDeflateOffers(const QList<Extension> &offered)
{
    QList<DeflateOffer> offers;
    for (const Extension &extension : offered) {
        if (!isPermessageDeflate(extension))
            continue;
        if (const auto offer = readDeflateOffer(extension))
            offers.append(*offer);
    }
    return offers;
}

DeflateAnswer answerDeflateOffers(const QList<Extension> &offered, const DeflatePolicy &policy)
{
    DeflateAnswer answer;
    for (const Extension &extension : offered) {
        if (!isPermessageDeflate(extension))
            continue;
        const auto offer = readDeflateOffer(extension);
        if (offer) {
            answer.agreement = agree(*offer, policy);
            break;
        }
        answer.declined.append({extension, offer.error()});
    }
    return answer;
}

tl::expected<std::optional<DeflateAgreement>, Violation> readDeflateAnswer(
    const QList<Extension> &answered, const QList<DeflateOffer> &offered)
{
    const auto count = std::ranges::count_if(answered, isPermessageDeflate);
    if (count == 0)
        return std::optional<DeflateAgreement>();
    if (offered.isEmpty())
        return tl::unexpected(
            Violation{Text::tr("no permessage-deflate, as it was not offered"), text(Name), section("5")});
    if (count > 1)
        return tl::unexpected(
            Violation{Text::tr("permessage-deflate once"), Text::tr("%n times", nullptr, int(count)), section("5")});
    ParameterReader reader(In::Answer);
    if (const auto violation = reader.read(*std::ranges::find_if(answered, isPermessageDeflate)))
        return tl::unexpected(*violation);
    const DeflateOffer &read = reader.result();
    const DeflateAgreement agreement{read.serverNoContextTakeover, read.clientNoContextTakeover,
        read.serverMaxWindowBits, read.clientMaxWindowBitsHint};
    for (const DeflateOffer &offer : offered) {
        if (!misfit(agreement, offer))
            return std::optional(agreement);
    }
    return tl::unexpected(*misfit(agreement, offered.first()));
}

} // namespace handglass
