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

/// FIN, RSV, opcode, MASK, payload length, on the wire.
QList<Fact> frameFacts(const Entry &entry, const FrameContext &context);
/// What is known of a connection: addresses, what was agreed, when it opened and how it ended.
QList<Fact> connectionFacts(const ConnectionRecord &connection);
/// "Text, 116 B, 1 frame". frames: of its message, 0 if not known (yet).
QString kindLine(const Entry &entry, int frames, qint64 messageBytes);
/// connection nullptr: as if from a client if the frame is masked.
FrameContext contextOf(const Entry &entry, const ConnectionRecord *connection);

} // namespace handglass
