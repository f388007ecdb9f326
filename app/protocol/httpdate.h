// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <chrono>
#include <optional>

namespace handglass {

/// An HTTP-date in one of its three forms (RFC 9110 §5.6.7), as Unix seconds. now (Unix seconds) decides the century of
/// the form with a year of two digits: never more than 50 years ahead.
std::optional<qint64> parseHttpDate(QByteArrayView text, qint64 now);

/// A Retry-After's value (RFC 9110 §10.2.3): how long to wait from now (Unix seconds); nothing below 0. None if it is
/// neither a number of seconds nor a date.
std::optional<std::chrono::seconds> parseRetryAfter(QByteArrayView text, qint64 now);

} // namespace handglass
