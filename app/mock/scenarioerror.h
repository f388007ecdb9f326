// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace handglass::scenario {

struct Error {
    qsizetype offset = 0; ///< bytes from the file's start
    int line = 1;         ///< 1-based
    int column = 1;       ///< 1-based, in characters
    QString path;         ///< "$.routes[0].rules[2].on"; empty: the text is no JSON
    QString sentence;     ///< "expected …, got …"

    /// "chat.json:14:9: $.routes[0].path: expected …, got …"
    QString text(const QString &file) const;
};

using Errors = QList<Error>;

} // namespace handglass::scenario
