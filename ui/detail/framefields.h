// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/framepicture.h"

namespace handglass {

/// The fields that this frame has, in wire order, with names, values and explanations. The picture's header, bytes and
/// violation are set; payloadHead: the unmasked payload bytes to draw.
QList<FrameField> frameFields(const FramePicture &picture, QByteArrayView payloadHead, const FrameContext &context);

} // namespace handglass
