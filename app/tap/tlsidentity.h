// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/tlsfiles.h"

namespace handglass {

/// The program's own certificate for its mock servers: self-signed, EC P-256, for localhost, 127.0.0.1 and ::1. Made
/// once and kept in a folder of the user's (0700) that holds two files (0600): one with certificate and key, one with
/// the certificate alone, for clients that shall trust it.
namespace ownidentity {

/// Of this user.
QString folder();
/// The certificate alone, PEM, for giving away. Whether it is there already: see read().
QString certificateFile(const QString &folder = ownidentity::folder());
/// Reads it, and makes it first where there is none that will be valid for 30 days more. Empty, or the sentence that
/// says what does not work. Takes milliseconds. Any thread.
QString read(TlsIdentity &identity, const QString &folder = ownidentity::folder());

} // namespace ownidentity

} // namespace handglass
