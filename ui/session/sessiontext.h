// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/session/session.h"
#include "ui/common/statemark.h"

namespace handglass {

StateMark markOf(const ConnectionRecord &record);
/// A refusal's status: "401 Unauthorized"; empty if no response head came.
QString responseStatus(const ConnectionRecord &record);
/// "Connecting, TCP…"; empty if nothing goes on.
QString phaseText(SessionState state);
/// "Open since 10:31:07.985", "Refused 10:31:12.226, 401 Unauthorized", "Closed 10:31:06.923, 1000 Normal Closure".
QString connectionText(const ConnectionRecord &record);
/// What connected to a mock: the program that its User-Agent names, else its address.
QString clientProgram(const ConnectionRecord &record);
/// Why a client session made this connection, and where or when: "10:31:07", "redirect to a.example/x", "reconnect 3".
QString reasonText(const ConnectionRecord &record);
/// "no client", "1 client", "3 clients".
QString clientsText(qsizetype clients);
/// Subprotocol, extension, TLS version: what was agreed, one string each; and whether violations pass.
QStringList agreedFacts(const ConnectionRecord &record);

} // namespace handglass
