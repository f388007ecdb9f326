// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QNetworkCookie>
#include <QString>

#include <tl/expected.hpp>

/// The file that a profile's cookies are kept in: JSON, names and values as Latin-1 so that every byte comes back.
namespace handglass::cookiefile {

/// A file that is not there holds no cookies. Else the sentence why it could not be read.
tl::expected<QList<QNetworkCookie>, QString> read(const QString &path);

/// Replaces the file as a whole; only its owner may read it. Empty, or the sentence why not: then it is as it was.
/// Makes the folder. Blocks for the disk.
QString write(const QString &path, const QList<QNetworkCookie> &cookies);

} // namespace handglass::cookiefile
