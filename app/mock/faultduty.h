// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/fault.h"

#include <QString>

namespace handglass::scenario {

/// What a client has to do when a fault is made to it.
enum class Duty : quint8 {
    Refuse,  ///< it must not take the connection for open: not a frame comes from it, and it ends TCP
    Fail,    ///< it must end the connection, with a Close frame of a fitting code or without (RFC 6455 §7.1.7)
    MayFail, ///< a rule is broken, but nothing says that the client must mind; most end the connection
    Wait,    ///< it must send nothing until it has an answer
    Free     ///< no rule is broken that it could mind
};

struct FaultDuty {
    Duty duty;
    QString obligation; ///< "the client must close the connection"
    QString section;    ///< "RFC 6455 §5.1"
};

FaultDuty dutyOf(FaultKind kind);
/// For the rows that show it: "Made on purpose, masked: the client must close the connection, RFC 6455 §5.1".
QString purposeText(FaultKind kind);

} // namespace handglass::scenario
