// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace handglass {

/// What can stand in a filter where the caret is.
struct FilterCompletion {
    struct Item {
        QString text;    ///< takes the place of the part
        QString meaning; ///< may be empty
    };
    qsizetype position = 0; ///< of the part of the filter that is completed
    qsizetype length = 0;
    QList<Item> items;
};

/// members: JSON paths seen in the rows. asked: the user wants to see all that is possible; else only what begins as
/// the part does, and nothing for what is complete.
FilterCompletion completeFilter(const QString &text, qsizetype caret, const QStringList &members, bool asked);

/// Paths to the members of a JSON text, at most so deep and so many, as they come; elements as [*].
QStringList jsonMembers(const QByteArray &text, int deepest = 4, int most = 100);

} // namespace handglass
