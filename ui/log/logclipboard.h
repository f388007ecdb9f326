// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/hitstore.h"

#include <QObject>
#include <QString>

class QMimeData;

namespace handglass {

enum class CopyForm : quint8 { Payload, Hex, RowText };

/// The rows' payloads, decompressed (or rows as text) for the clipboard. Fragments of one message follow each other
/// without a break; else each stands on a line of its own. A binary payload is given as hex. Blocks: run it on a
/// worker. Returns the sentence to show instead when it is too much for a clipboard.
struct ClipboardText {
    QString text;
    QByteArray binary; ///< the bytes, when a single binary payload was copied
    QString error;
};
ClipboardText clipboardText(const QString &capturePath, const HitStore &ids, CopyForm form);

/// Puts it into the clipboard. GUI thread.
void putIntoClipboard(const ClipboardText &text);

} // namespace handglass
