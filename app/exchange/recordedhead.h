// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

namespace handglass {

/// A head as a record holds it, however long; an empty one if it is none.
inline HttpHead recordedHead(HttpHeadReader::Kind kind, const QByteArray &raw)
{
    HttpHeadReader reader(kind, {1 << 30, 1 << 20});
    reader.feed(raw);
    return reader.state() == HttpHeadReader::State::Done ? reader.head() : HttpHead();
}

} // namespace handglass
