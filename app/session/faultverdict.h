// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/mock/fault.h"

namespace handglass {

/// What a client of a mock made of a fault: one for each kind of fault that was made to it.
struct FaultVerdict {
    enum class Outcome : quint8 {
        Waiting,     ///< for what it does
        Did,         ///< as it is obliged to
        DidNot,      ///< though it is obliged to
        MayDoEither, ///< nothing obliges it; the sentence says what it did
        NotKnown     ///< the mock ended the connection before it could be told
    };
    ConnectionId connection = 0;
    scenario::FaultKind fault = scenario::FaultKind::WrongAccept;
    EntryId row = 0;    ///< that shows it for the first time; 0: none does (of the handshake)
    qint64 times = 1;   ///< it was made
    QString obligation; ///< "The client must close the connection."
    QString section;    ///< "RFC 6455 §5.1"
    Outcome outcome = Outcome::Waiting;
    QString sentence; ///< what the client did; empty while it is waited for
    bool operator==(const FaultVerdict &) const = default;
};

} // namespace handglass

Q_DECLARE_METATYPE(handglass::FaultVerdict)
