// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sec-WebSocket-Extensions (RFC 6455 §9.1) and the negotiation of permessage-deflate (RFC 7692 §7.1), from the header's
// text: what a server answers is what a client takes, and never more than was offered.
#include "app/protocol/deflatenegotiation.h"
#include "tests/fuzz/fuzzing.h"

using namespace handglass;

namespace {

QList<HeaderField> lines(const QByteArray &text)
{
    QList<HeaderField> fields;
    for (const QByteArray &value : text.split('\n'))
        fields.append({"Sec-WebSocket-Extensions", value, int(fields.size()) + 2});
    return fields;
}

void checkError(const ExtensionListError &error, const QList<HeaderField> &fields)
{
    FUZZ_CHECK(!error.violation.expected.isEmpty() && !error.violation.section.isEmpty());
    const qsizetype index = error.line - 2;
    FUZZ_CHECK(index >= 0 && index < fields.size());
    FUZZ_CHECK(error.column >= 1 && error.column <= fields[index].value.size() + 1);
}

QList<DeflateOffer> legalOffers(const QList<Extension> &extensions)
{
    QList<DeflateOffer> offers;
    for (const Extension &extension : extensions) {
        if (!isPermessageDeflate(extension))
            continue;
        const auto offer = readDeflateOffer(extension);
        if (!offer) {
            FUZZ_CHECK(!offer.error().sentence().isEmpty());
            continue;
        }
        FUZZ_CHECK(readDeflateOffer(offer->toExtension()) == *offer);
        offers.append(*offer);
    }
    return offers;
}

bool isWindow(std::optional<int> bits)
{
    return !bits || (*bits >= 8 && *bits <= 15);
}

/// RFC 7692 §7.1.1 and §7.1.2, said once more.
bool fits(const DeflateAgreement &agreement, const DeflateOffer &offer)
{
    if (offer.serverNoContextTakeover && !agreement.serverNoContextTakeover)
        return false;
    if (offer.serverMaxWindowBits && agreement.serverWindowBits() > *offer.serverMaxWindowBits)
        return false;
    return !agreement.clientMaxWindowBits || offer.clientMaxWindowBits;
}

void checkAgreement(const DeflateAgreement &agreement, const QList<DeflateOffer> &offers)
{
    FUZZ_CHECK(isWindow(agreement.serverMaxWindowBits) && isWindow(agreement.clientMaxWindowBits));
    FUZZ_CHECK(std::any_of(
        offers.begin(), offers.end(), [&agreement](const DeflateOffer &offer) { return fits(agreement, offer); }));
}

void checkServer(const QList<Extension> &offered, const DeflatePolicy &policy)
{
    const QList<DeflateOffer> offers = legalOffers(offered);
    const DeflateAnswer answer = answerDeflateOffers(offered, policy);
    FUZZ_CHECK(answer.agreement.has_value() == !offers.isEmpty());
    for (const DeclinedOffer &declined : answer.declined)
        FUZZ_CHECK(!declined.reason.sentence().isEmpty() && !readDeflateOffer(declined.offer));
    if (!answer.agreement)
        return;
    checkAgreement(*answer.agreement, offers);
    FUZZ_CHECK(fits(*answer.agreement, offers.first()));
    FUZZ_CHECK(!policy.serverNoContextTakeover || answer.agreement->serverNoContextTakeover);
    FUZZ_CHECK(answer.agreement->serverWindowBits() <= policy.serverMaxWindowBits);
    const auto taken = readDeflateAnswer({answer.agreement->toExtension()}, offers);
    FUZZ_CHECK(taken && *taken == answer.agreement);
}

void checkClient(const QList<Extension> &answered, const QList<DeflateOffer> &offers)
{
    const auto taken = readDeflateAnswer(answered, offers);
    if (!taken)
        FUZZ_CHECK(!taken.error().sentence().isEmpty());
    else if (*taken)
        checkAgreement(**taken, offers);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    DeflatePolicy policy;
    policy.serverNoContextTakeover = input.flag(0);
    policy.clientNoContextTakeover = input.flag(1);
    policy.serverMaxWindowBits = 8 + input.choice() % 8;
    policy.clientMaxWindowBits = 8 + input.choice() % 8;
    const QList<HeaderField> fields = lines(input.bytes());
    const auto extensions = parseExtensions(fields);
    if (!extensions) {
        checkError(extensions.error(), fields);
        return 0;
    }
    const QByteArray composed = composeExtensions(*extensions);
    FUZZ_CHECK(parseExtensions(lines(composed)) == *extensions);
    checkServer(*extensions, policy);
    DeflateOffer browser;
    browser.clientMaxWindowBits = true;
    checkClient(*extensions, {browser});
    checkClient(*extensions, legalOffers(*extensions));
    return 0;
}
