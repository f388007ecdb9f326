// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/verdict.h"

#include <QStandardItemModel>

namespace handglass {

class Theme;

/// A verdict as two groups (response, request) of checks. Columns: mark, Rule, Expected, Got, RFC 6455.
class VerdictModel final : public QStandardItemModel
{
    Q_OBJECT
public:
    enum Column { MarkColumn, RuleColumn, ExpectedColumn, GotColumn, SectionColumn, ColumnCount };
    enum Role {
        CheckRole = Qt::UserRole + 1, ///< position in Verdict::checks; absent on group rows
    };
    explicit VerdictModel(Theme &theme, QObject *parent = nullptr);

    void setVerdict(const Verdict &verdict);
    const Verdict &verdict() const { return m_verdict; }
    /// nullptr for a group row.
    const Check *check(const QModelIndex &index) const;
    /// Column MarkColumn; invalid if there is no such check.
    QModelIndex indexOf(int check) const;
    int checkAt(const QModelIndex &index) const; ///< −1: a group row

Q_SIGNALS:
    /// All rows are new: expansion, spans and selection are gone.
    void rebuilt();

private:
    void rebuild();
    void addGroup(const QString &title, bool onResponse);
    QList<QStandardItem *> row(int check) const;

    Theme &m_theme;
    Verdict m_verdict;
};

/// "kept", "legal but odd", "failed", "not judged".
QString outcomeWord(Outcome outcome);

} // namespace handglass
