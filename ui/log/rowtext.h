// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logrow.h"

#include <QList>
#include <QString>

namespace handglass {

/// A part of the Data column, in the order in which it is drawn.
struct DataPiece {
    enum class Kind : quint8 { Mark, Comment, Icon, ByHand, OnPurpose, Tag, Payload, Strong, Note, Violation, Event };
    Kind kind = Kind::Payload;
    QString text; ///< of an icon (and ByHand, OnPurpose) its name in the theme
};

/// "Text", "└ Cont.", "Opened", …; a reserved opcode as "0x3".
QString typeText(const Entry &entry);
/// "Sent", "Received", "–".
QString directionText(const Entry &entry);
/// What is known of the row's data on one line, made for painting: bytes beyond the entry's head are not read.
QList<DataPiece> dataPieces(const LogRow &row);
/// The same as plain text.
QString dataText(const LogRow &row);
/// "1 201, received, text, 116 bytes, 10:31:10.741, {…"
QString accessibleRowText(const LogRow &row);
/// The whole row, columns set apart by tabs, for the clipboard.
QString rowAsText(const LogRow &row);
/// Four bytes of a masking key: "a7 1c 5e 39".
QString maskKeyText(quint32 key);

/// UTF-8 on one line: line breaks and tabs as spaces, other control characters and bidirectional overrides as symbols.
QString oneLine(QByteArrayView utf8);
/// The bytes without a code point that their end cut in two.
QByteArrayView wholeCodePoints(QByteArrayView bytes);
/// True if the bytes read as UTF-8 text without control characters; a code point cut off at the end is forgiven.
bool looksLikeText(QByteArrayView bytes);

} // namespace handglass
