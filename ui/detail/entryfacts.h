// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "ui/detail/framepicture.h"

#include <QList>
#include <QString>

namespace handglass {

struct Fact {
    QString name;
    QString value;
    bool operator==(const Fact &) const = default;
};

/// FIN, RSV, opcode, MASK, payload length, on the wire; where there are such: content with its ratio, the Ping that a
/// Pong answers, that it was made by hand.
QList<Fact> frameFacts(const Entry &entry, const FrameContext &context);
/// What a row that is no frame holds beyond its sentence: the bytes it is about, that it was made by hand.
QList<Fact> eventFacts(const Entry &entry);
/// What is known of a connection: addresses, what was agreed, when it opened and how it ended.
QList<Fact> connectionFacts(const ConnectionRecord &connection);
/// "Text, 116 B, 1 frame", "Text, 619 → 3 849 B, 1 frame". frames: of its message, 0 if not known (yet). messageSize:
/// of a message of several.
QString kindLine(const Entry &entry, int frames, const QString &messageSize);
/// "11 B", "619 → 3 849 B". wire 0: not compressed.
QString sizeLine(qint64 wire, qint64 content);
/// connection nullptr: as if from a client if the frame is masked.
FrameContext contextOf(const Entry &entry, const ConnectionRecord *connection);

} // namespace handglass
