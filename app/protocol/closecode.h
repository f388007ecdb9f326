// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/violation.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace handglass {

constexpr quint16 NoStatusReceived = 1005; ///< never on the wire (RFC 6455 §7.4.1)
constexpr quint16 AbnormalClosure = 1006;  ///< never on the wire

/// "Normal Closure", "Going Away", …; "registered" for 3000-3999, "private" for 4000-4999, else empty. The names are
/// not translated.
QString closeCodeName(quint16 code);
/// "1000 Normal Closure".
QString closeCodeText(quint16 code);
/// One sentence for a tooltip or a table, with its section.
QString closeCodeMeaning(quint16 code);
/// May stand in a close frame: 1000-1003, 1007-1014, 3000-4999 (RFC 6455 §7.4 and the IANA registry).
bool isSendableCloseCode(quint16 code);

/// A close frame's payload, RFC 6455 §5.5.1.
struct ClosePayload {
    quint16 code = NoStatusReceived; ///< 1005 if the payload was empty
    QString reason;
};

/// Reads it; the violation says what is wrong (1 byte, an unsendable code: 1002; bad UTF-8: 1007). What can be read is
/// in close all the same.
std::optional<Violation> parseClosePayload(QByteArrayView payload, ClosePayload &close);
/// 0 or 2-125 bytes; code 1005 gives an empty payload. A reason over 123 bytes of UTF-8 is cut after its last whole
/// code point; ask closeError() first.
QByteArray encodeClosePayload(quint16 code, const QString &reason);
/// Empty if code and reason can be sent (1005 without a reason: an empty close frame), else the sentence that says why
/// not.
QString closeError(quint16 code, const QString &reason);

} // namespace handglass
