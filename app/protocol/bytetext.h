// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace handglass {

/// "0x0A".
QString hexByte(quint8 byte);
/// The bytes as a sentence shows them: “text” if all are printable ASCII, else "0x16 0x03 …". Cut with "…" after 32
/// characters or 8 bytes.
QString byteExcerpt(QByteArrayView bytes);
/// What came first, as evidence: the first line in quotes if it is printable ASCII (cut after 120 characters), else the
/// first 16 bytes in hex. Empty for nothing.
QString firstBytes(QByteArrayView bytes);
/// Text of a head: UTF-8 where it is that, else Latin-1 (RFC 9110 §5.5 gives obs-text no meaning).
QString headText(QByteArrayView bytes);

} // namespace handglass
