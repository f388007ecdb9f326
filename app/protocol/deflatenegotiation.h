// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/extensionlist.h"

namespace handglass {

/// A legal permessage-deflate offer of a client (RFC 7692 §7.1). Window bits are 8 to 15.
struct DeflateOffer {
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false; ///< a hint
    std::optional<int> serverMaxWindowBits;
    bool clientMaxWindowBits = false;           ///< the parameter stands, with or without a value
    std::optional<int> clientMaxWindowBitsHint; ///< its value; only if it stands
    bool operator==(const DeflateOffer &) const = default;

    Extension toExtension() const;
};

/// The agreed parameters: what the server's answer says (RFC 7692 §5). Window bits are 8 to 15.
struct DeflateAgreement {
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    std::optional<int> serverMaxWindowBits;
    std::optional<int> clientMaxWindowBits;
    bool operator==(const DeflateAgreement &) const = default;

    Extension toExtension() const;
    /// The longest window each side may compress with; 15 if not limited.
    int serverWindowBits() const { return serverMaxWindowBits.value_or(15); }
    int clientWindowBits() const { return clientMaxWindowBits.value_or(15); }
};

/// What a server wants, beside what it is asked for.
struct DeflatePolicy {
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    int serverMaxWindowBits = 15;
    int clientMaxWindowBits = 15; ///< a wish: it can be told only to a client that offered client_max_window_bits
};

struct DeclinedOffer {
    Extension offer;
    Violation reason;
};

struct DeflateAnswer {
    std::optional<DeflateAgreement> agreement; ///< none: the answer must not name permessage-deflate
    QList<DeclinedOffer> declined;             ///< the offers before the accepted one, in order
};

/// Compared without case, as all names of extensions and parameters here.
bool isPermessageDeflate(const Extension &extension);

/// The offer, or why a server must decline it (RFC 7692 §7).
tl::expected<DeflateOffer, Violation> readDeflateOffer(const Extension &extension);

/// The legal offers of permessage-deflate among them.
QList<DeflateOffer> readDeflateOffers(const QList<Extension> &offered);

/// Server: accepts the first permessage-deflate offer that is legal. Other extensions are passed over.
DeflateAnswer answerDeflateOffers(const QList<Extension> &offered, const DeflatePolicy &policy);

/// Client: what the server agreed to; none if its answer does not name permessage-deflate; or why the client must fail
/// the connection (RFC 7692 §5, §7). The answer needs to fit one of the offers.
tl::expected<std::optional<DeflateAgreement>, Violation> readDeflateAnswer(
    const QList<Extension> &answered, const QList<DeflateOffer> &offered);

} // namespace handglass
