// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/framerow.h"

#include <algorithm>

namespace handglass {

FrameHeader headerOf(const Entry &entry)
{
    FrameHeader header;
    header.fin = entry.fin();
    header.rsv1 = (entry.rsv() & 4) != 0;
    header.rsv2 = (entry.rsv() & 2) != 0;
    header.rsv3 = (entry.rsv() & 1) != 0;
    header.opcode = entry.opcode();
    header.masked = entry.masked();
    for (unsigned i = 0; i < header.maskingKey.size(); ++i)
        header.maskingKey[i] = static_cast<quint8>((entry.row.maskKey >> (24 - 8 * i)) & 0xFFU);
    header.lengthBits = entry.row.lengthBits;
    header.payloadLength = quint64(std::max(entry.payloadLength, entry.row.wireLength - header.size()));
    return header;
}

} // namespace handglass
