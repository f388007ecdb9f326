// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handglass {

class Capture;

/// What the demo did, for a terminal: the client's handshake with its verdict, then the messages, "> " sent and "< "
/// received.
QString demoReport(const Capture &capture, qint64 session);

} // namespace handglass
