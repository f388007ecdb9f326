// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonedit.h"
#include "app/session/scenarioplayer.h"
#include "ui/common/theme.h"

#include <QAbstractItemModel>

#include <vector>

namespace handglass {

/// What one route of a scenario consists of, as its text says: the groups Handshake, Messages, Timers and Otherwise;
/// and what is of the whole scenario.
class RulesModel final : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RulesModel)
public:
    enum class Kind : quint8 { Group, Settings, Subprotocols, Check, Rule, Unmatched, Reply, Scenario };
    enum Column : int { Name, Hits };
    struct Row {
        Kind kind = Kind::Rule;
        JsonPath path;    ///< of its value; of what is not there yet, too
        QString text;     ///< as the list says it
        QString name;     ///< of a rule, as counts go by it
        qint64 index = 0; ///< in its array
        bool enabled = true;
        bool operator==(const Row &) const = default;
    };

    explicit RulesModel(const Theme &theme, QObject *parent = nullptr);

    /// tree: of a valid text; route: which one of $.routes.
    void setTree(const JsonIndex &tree, qint64 route);
    void setCounts(const ScenarioCounts &counts);
    qint64 unmatched() const { return m_counts.unmatched; }
    /// Null: it has not acted.
    const scenario::RuleCount *count(const Row &row) const;

    const Row *row(const QModelIndex &index) const; ///< nullptr: a group
    QModelIndex indexOf(const JsonPath &path) const;
    /// The rule beside it in its group, above (−1) or below (1); nullptr: none.
    const Row *neighbour(const QModelIndex &index, int by) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & /*parent*/ = {}) const override { return 2; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// By a check box; the text is to say it.
    void enabledChosen(const handglass::JsonPath &rule, bool enabled);

private:
    struct Group {
        QString title;
        std::vector<Row> rows;
    };
    static std::vector<Group> groupsOf(const JsonIndex &tree, const JsonPath &route);
    QString hits(const Row &row) const;
    QVariant rowData(const Row &row, int column, int role) const;

    const Theme &m_theme;
    std::vector<Group> m_groups;
    QString m_route; ///< its path
    ScenarioCounts m_counts;
};

} // namespace handglass
