// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/clientfacts.h"
#include "app/exchange/copyas.h"

namespace handglass {

// One for each program; the messages are such that it can send them.

QString wscatCommand(const ClientFacts &facts, const QList<SentMessage> &messages);
QString websocatCommand(const ClientFacts &facts, const QList<SentMessage> &messages);
QString curlCommand(const ClientFacts &facts);
QString javaScriptCode(const ClientFacts &facts, const QList<SentMessage> &messages);
QString pythonCode(const ClientFacts &facts, const QList<SentMessage> &messages);
QString cppCode(const ClientFacts &facts, const QList<SentMessage> &messages);

} // namespace handglass
