// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/rawframe.h"

#include <QString>

namespace handglass {

/// A ready violation (or rare legal case), with what RFC 6455 obliges the peer to do.
struct RawExample {
    QByteArray id; ///< stable: "rsv2", "unmasked", "ping-126", …
    QString title; ///< "Ping of 126 bytes"
    QList<RawFrame> frames;
    QString duty;    ///< "The peer must fail the connection; 1002 is the code that says so."
    QString section; ///< "RFC 6455 §5.5"
};

/// Those that the sender's role can break: a client's are masked with this key, unless that is what they break.
QList<RawExample> rawExamples(Role sender, const MaskingKey &key);

} // namespace handglass
