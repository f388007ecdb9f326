// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"

#include <QByteArray>
#include <QString>

namespace handglass {

/// A message's content as the Text tab shows it; a Close frame's code and reason in words.
struct MessageText {
    EntryId id = 0;       ///< the row it was asked for
    QByteArray raw;       ///< unmasked, decompressed, all fragments that are there, at most the limit
    QByteArray pretty;    ///< null: not JSON, or not whole
    qint64 from = 0;      ///< where raw begins in the message; 0 unless a window of it was asked for
    qint64 total = 0;     ///< content bytes of all fragments
    qint64 wireTotal = 0; ///< of a compressed message of several frames: payload bytes of all; else 0
    int frames = 0;       ///< 0: the last one has not come
    bool json = false;    ///< looks like JSON
    QString utf8Error;    ///< "expected UTF-8, got 0xA3 at byte 44"; empty: it is UTF-8
    QString readError;    ///< the capture cannot be read
    bool isPartial() const { return raw.size() < total; }
};

/// Blocks while it reads: up to some 100 KiB on any thread, more only on a worker. limit −1: none. from: a window of a
/// data message that begins there, or up to three bytes later, where a code point does.
MessageText messageText(const CaptureReader &reader, EntryId id, qint64 limit, qint64 from = 0);
/// The same with a reader of its own, for a worker.
MessageText messageText(const QString &capturePath, EntryId id, qint64 limit, qint64 from = 0);

} // namespace handglass
