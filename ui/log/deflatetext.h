// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handglass {

/// How much smaller a compressed payload is than its content: "6.2 : 1", "1 030 : 1"; of no payload "–". Bytes.
QString ratioText(qint64 payload, qint64 content);
/// "619 → 3 849 B"; large ones rounded: "61.4 KiB → 3.8 MiB".
QString deflateSizes(qint64 payload, qint64 content);
/// "permessage-deflate: 619 B of payload, 3.8 KiB of content, 6.2 : 1 (RFC 7692 §7.2.2)".
QString deflateSentence(qint64 payload, qint64 content);

} // namespace handglass
