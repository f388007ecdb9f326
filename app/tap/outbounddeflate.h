// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/deflatecodec.h"
#include "app/protocol/framereader.h"
#include "app/tap/tapsettings.h"

#include <optional>

namespace handglass {

/// Compresses Qt's messages on their way out (RFC 7692 §7.2.1): all of them, as browsers do, each as its bytes come, so
/// that a long one does not hold up the thread when it is whole.
class OutboundDeflate final
{
public:
    /// A compressed frame as it goes out.
    struct Packed {
        FrameHeader header;
        QByteArray payload; ///< not masked
    };

    explicit OutboundDeflate(const TapSettings &settings);

    bool isOn() const { return m_deflater.has_value(); }
    /// The frame that Qt has not written to its end: compresses what is new of it.
    void feedPending(FrameReader &reader);
    /// A whole data frame of Qt's.
    Packed pack(const Frame &frame);
    /// The window is empty from here on; a message that is being compressed begins anew.
    void reset();
    /// Plain bytes compressed since clearWork().
    qint64 work() const { return m_work; }
    void clearWork() { m_work = 0; }

private:
    void feed(QByteArrayView payload);

    Role m_role;
    std::function<MaskingKey()> m_newMaskingKey;
    std::optional<Deflater> m_deflater;
    QByteArray m_packed;   ///< of the pending frame
    qsizetype m_taken = 0; ///< payload bytes of the pending frame that are in it
    qint64 m_work = 0;
};

} // namespace handglass
