// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

class QJsonObject;

/// What a JSON Schema allows where the caret stands in a text that is being typed, and so need not be JSON yet.
namespace handglass::schemacompletion {

struct Proposal {
    qsizetype from = 0; ///< byte at which what is typed of it begins, its quote included
    qsizetype to = 0;   ///< where what it replaces ends; the caret or behind it
    bool isName = false;
    QStringList words; ///< spelled as JSON, sorted; empty: nothing is known, or any text may stand there
};

/// Members' names that the object around the caret does not have yet, or the values that its member can have, as far as
/// they are listed. Of alternatives (oneOf, anyOf) those that fit what the object has already. All of them, whatever is
/// typed so far. Pure.
Proposal at(const QJsonObject &schema, const QByteArray &text, qsizetype caret);

} // namespace handglass::schemacompletion
