// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/output.h"

#include <QString>

namespace handglass {

/// Blocks of a pcapng file (draft-ietf-opsawg-pcapng): one section, one interface that carries raw IP packets, packets
/// with times in ns and comments.
class PcapngFile final
{
public:
    /// Writes the section's and the interface's blocks.
    PcapngFile(Output &out, const QString &sectionComment, const QString &interfaceName);
    /// packet: an IPv4 or IPv6 packet. comment: empty: none.
    void packet(qint64 timeNs, QByteArrayView packet, const QString &comment = {});

private:
    void block(quint32 type, QByteArrayView body);

    Output &m_out;
};

} // namespace handglass
