// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/verdict.h"

#include <QStringList>

/// What judgeRequest() and judgeResponse() have in common.
namespace handglass::judging {

/// A header that may stand in a head once at most, and who says so.
struct OnceOnly {
    const char *name;
    const char *section;
    Outcome otherwise = Outcome::Fail;
};

/// 1-based; 0 if absent.
int lineOf(const HttpHead &head, QByteArrayView name);
/// The header's lines joined by ", "; "none" if absent, "an empty value" if empty. Cut at 200 characters.
QString shownValue(const HttpHead &head, QByteArrayView name);
QString shown(QByteArrayView value);
QString none();
/// Sets what the check got, and the outcome.
void conclude(Check &check, bool good, const QString &got);
/// HTTP/1.1 or higher.
void judgeHttpVersion(Check &check, const QByteArray &version);
void judgeConnection(Check &check, const HttpHead &head);
/// The first of them that is repeated decides; fills in everything but id and side.
void judgeRepeated(Check &check, const HttpHead &head, const QList<OnceOnly> &headers);

} // namespace handglass::judging
