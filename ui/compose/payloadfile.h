// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <functional>

class QObject;

namespace handglass {

/// Bytes above which a file is not sent as one message.
constexpr qint64 LargestPayloadFile = 64LL << 20;

using FileContent = tl::expected<QByteArray, QString>; ///< else the sentence

/// Reads a whole file. Blocks.
FileContent readPayloadFile(const QString &path);
/// The same on a worker; done on the GUI thread unless the context is gone.
void readPayloadFile(const QString &path, QObject *context, const std::function<void(const FileContent &)> &done);

/// "trace.bin, 1.2 MiB", or the sentence that says why it cannot be sent.
tl::expected<QString, QString> payloadFileFacts(const QString &path);

} // namespace handglass
