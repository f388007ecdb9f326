// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/frame.h"
#include "ui/compose/rawdraft.h"
#include "ui/detail/framepicture.h"

namespace handglass {

/// One frame of the lab's bytes, legal or not.
struct LabFrame {
    qsizetype offset = 0; ///< in all bytes
    qsizetype size = 0;   ///< header and payload, as far as they are there
    bool headerWhole = true;
    bool whole = true; ///< false: the bytes end inside it
    FrameHeader header;
    QByteArray payload; ///< unmasked, as far as it is there
    QString error; ///< "expected RSV2 0, got 1 and no extension that uses it, RFC 6455 §5.2"; empty: no rule broken
    quint16 closeCode = 0; ///< that the peer fails the connection with; 0: no rule broken
    QString content;       ///< of a whole compressed message: what it says; else empty
};

constexpr int MostLabFrames = 100;

/// Frame after frame, as a peer that reads the bytes from their first one judges them; at most MostLabFrames, the last
/// one maybe not whole.
QList<LabFrame> decodeFrames(const QByteArray &bytes, Role sender, bool deflateAgreed);

/// "Text, FIN, 5 B “Hello”", "Close, 1000 Normal Closure", "the header is not whole".
QString labFrameText(const LabFrame &frame);
/// For the bit diagram. The frame's header is whole.
FramePicture labPicture(const LabFrame &frame, const FrameContext &context);
/// For the fields. The frame's header is whole.
FrameDraft labDraft(const LabFrame &frame);

} // namespace handglass
