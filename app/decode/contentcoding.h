// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

#include <QByteArray>
#include <QStringList>

namespace handglass {

/// The codings that lie on a response's body, in the order they were applied: those of Content-Encoding (RFC 9110
/// §8.4), then those of Transfer-Encoding but chunked. identity is left out.
QList<QByteArray> bodyCodings(const HttpHead &response);

/// A body with its codings taken off.
struct DecodedContent {
    QByteArray content; ///< as far as it could be decoded
    QStringList taken;  ///< the codings taken off, first the one applied last; empty: content is the body
    QString error;      ///< the sentence why it is not all, or not in order; empty: it is
};

/// Takes off gzip and deflate (RFC 9110 §8.4.1; deflate without its zlib wrapper, too, as some servers send it). most:
/// bytes of content; what would go beyond it is left out. No I/O; any thread.
DecodedContent decodeContent(const QByteArray &body, const QList<QByteArray> &codings, qsizetype most);

} // namespace handglass
