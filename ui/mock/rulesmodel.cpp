// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/rulesmodel.h"

#include "ui/common/format.h"
#include "ui/mock/rulestext.h"
#include "ui/mock/scenariodocument.h"

#include <QFontMetrics>

#include <algorithm>

namespace handglass {

namespace {

using Kind = RulesModel::Kind;

JsonPath routePath(qint64 route)
{
    return JsonPath() / "routes" / route;
}

bool isEnabled(const JsonIndex &tree, JsonIndex::Node rule)
{
    return rulestext::member(tree, rule, "enabled") != u"false";
}

bool turnsAway(const RulesModel::Row &row)
{
    return row.kind == Kind::Check || row.kind == Kind::Subprotocols;
}

bool hasSwitch(Kind kind)
{
    return kind == Kind::Check || kind == Kind::Rule;
}

RulesModel::Row ruleRow(const JsonIndex &tree, JsonIndex::Node rule, const JsonPath &path, qint64 index)
{
    RulesModel::Row row;
    row.kind = Kind::Rule;
    row.path = path;
    row.index = index;
    row.name = rulestext::ruleName(tree, rule, index);
    row.text = rulestext::rule(tree, rule, row.name);
    row.enabled = isEnabled(tree, rule);
    return row;
}

std::vector<RulesModel::Row> handshakeRows(const JsonIndex &tree, const JsonPath &route)
{
    const JsonPath subprotocols = route / "handshake" / "subprotocols";
    const JsonPath checks = route / "handshake" / "require";
    std::vector<RulesModel::Row> rows{
        {Kind::Settings, route, RulesModel::tr("Route, answer, faults"), {}, 0, true},
        {Kind::Subprotocols, subprotocols, rulestext::subprotocols(tree, jsonedit::find(tree, subprotocols)), {},
            ScenarioCounts::SubprotocolCheck, true},
    };
    const auto nodes = rulestext::elements(tree, jsonedit::find(tree, checks));
    for (qint64 i = 0; i < qint64(nodes.size()); ++i) {
        const JsonIndex::Node check = nodes[std::size_t(i)];
        rows.push_back({Kind::Check, checks / i, rulestext::check(tree, check), {}, i, isEnabled(tree, check)});
    }
    return rows;
}

std::vector<RulesModel::Row> replyRows(const JsonIndex &tree)
{
    const JsonPath replies = JsonPath() / "replies";
    const auto nodes = rulestext::elements(tree, jsonedit::find(tree, replies));
    std::vector<RulesModel::Row> rows;
    for (qint64 i = 0; i < qint64(nodes.size()); ++i) {
        const QString name = rulestext::member(tree, nodes[std::size_t(i)], "name");
        rows.push_back({Kind::Reply, replies / i, name, name, i, true});
    }
    return rows;
}

} // namespace

RulesModel::RulesModel(const Theme &theme, QObject *parent)
    : QAbstractItemModel(parent)
    , m_theme(theme)
{
}

std::vector<RulesModel::Group> RulesModel::groupsOf(const JsonIndex &tree, const JsonPath &route)
{
    const auto node = jsonedit::find(tree, route);
    const bool all = node && rulestext::member(tree, *node, "match") == u"all";
    Group handshake{tr("Handshake"), {}};
    Group messages{all ? tr("Messages, all that match") : tr("Messages, first match"), {}};
    Group timers{tr("Timers"), {}};
    Group otherwise{tr("Otherwise"), {}};
    if (node) {
        handshake.rows = handshakeRows(tree, route);
        otherwise.rows = {{Kind::Unmatched, {}, tr("Unmatched: only logged"), {}, 0, true}};
    }
    const auto rules = rulestext::elements(tree, jsonedit::find(tree, route / "rules"));
    for (qint64 i = 0; i < qint64(rules.size()); ++i) {
        const JsonIndex::Node rule = rules[std::size_t(i)];
        Group &group = rulestext::isTimer(tree, rule) ? timers : messages;
        group.rows.push_back(ruleRow(tree, rule, route / "rules" / i, i));
    }
    Group replies{tr("Prepared replies"), replyRows(tree)};
    const Group whole{tr("Whole scenario"), {{Kind::Scenario, {}, tr("Name, address, variables"), {}, 0, true}}};
    std::vector<Group> groups{handshake, messages};
    for (const Group &group : {timers, otherwise, replies, whole}) {
        if (!group.rows.empty())
            groups.push_back(group);
    }
    return groups;
}

void RulesModel::setTree(const JsonIndex &tree, qint64 route)
{
    const JsonPath path = routePath(route);
    std::vector<Group> groups = groupsOf(tree, path);
    const auto node = jsonedit::find(tree, path);
    const QString routeName = node ? rulestext::member(tree, *node, "path") : QString();
    const bool alike =
        std::equal(groups.begin(), groups.end(), m_groups.begin(), m_groups.end(), [](const Group &a, const Group &b) {
            return a.title == b.title
                && std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(),
                    [](const Row &one, const Row &other) { return one.kind == other.kind && one.path == other.path; });
        });
    m_route = routeName;
    if (!alike) {
        beginResetModel();
        m_groups = std::move(groups);
        endResetModel();
        return;
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (std::size_t r = 0; r < groups[g].rows.size(); ++r) {
            if (groups[g].rows[r] == m_groups[g].rows[r])
                continue;
            m_groups[g].rows[r] = groups[g].rows[r];
            const QModelIndex parent = index(int(g), 0);
            Q_EMIT dataChanged(index(int(r), 0, parent), index(int(r), Hits, parent));
        }
    }
}

void RulesModel::setCounts(const ScenarioCounts &counts)
{
    m_counts = counts;
    for (int group = 0; group < rowCount(); ++group) {
        const QModelIndex parent = index(group, 0);
        if (rowCount(parent) > 0)
            Q_EMIT dataChanged(index(0, Hits, parent), index(rowCount(parent) - 1, Hits, parent));
    }
}

const scenario::RuleCount *RulesModel::count(const Row &row) const
{
    if (turnsAway(row)) {
        const auto turned = std::ranges::find_if(m_counts.checks,
            [&](const ScenarioCounts::CheckHits &hits) { return hits.route == m_route && hits.check == row.index; });
        return turned == m_counts.checks.end() ? nullptr : &turned->count;
    }
    if (row.kind != Kind::Rule)
        return nullptr;
    const auto found = std::ranges::find_if(m_counts.rules,
        [&](const ScenarioCounts::RuleHits &hits) { return hits.route == m_route && hits.rule == row.name; });
    return found == m_counts.rules.end() ? nullptr : &found->count;
}

// ---- the tree

const RulesModel::Row *RulesModel::row(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    return &m_groups[std::size_t(index.internalId() - 1)].rows[std::size_t(index.row())];
}

QModelIndex RulesModel::indexOf(const JsonPath &path) const
{
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        for (std::size_t r = 0; r < m_groups[g].rows.size(); ++r) {
            const Row &row = m_groups[g].rows[r];
            if (row.path == path && row.kind != Kind::Unmatched)
                return createIndex(int(r), 0, g + 1);
        }
    }
    return {};
}

const RulesModel::Row *RulesModel::neighbour(const QModelIndex &index, int by) const
{
    const Row *here = row(index);
    const Row *other = here == nullptr ? nullptr : row(index.sibling(index.row() + by, 0));
    return other != nullptr && other->kind == here->kind ? other : nullptr;
}

QModelIndex RulesModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= columnCount() || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : quintptr(0));
}

QModelIndex RulesModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(int(child.internalId()) - 1, 0, quintptr(0));
}

int RulesModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    const bool isGroup = parent.internalId() == 0 && parent.column() == 0;
    return isGroup ? int(m_groups[std::size_t(parent.row())].rows.size()) : 0;
}

QString RulesModel::hits(const Row &row) const
{
    if (row.kind == Kind::Unmatched)
        return groupedNumber(m_counts.unmatched);
    if (row.kind != Kind::Rule && !turnsAway(row))
        return {};
    const scenario::RuleCount *known = count(row);
    return groupedNumber(known == nullptr ? 0 : known->hits);
}

QVariant RulesModel::rowData(const Row &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == Name ? row.text : hits(row);
    case Qt::SizeHintRole:
        return QSize(0, qMax(22, QFontMetrics(m_theme.font()).height() + 6));
    case Qt::ToolTipRole:
        if (column == Hits && turnsAway(row))
            return tr("%1 turned away").arg(hits(row));
        return column == Name ? row.text : QVariant();
    case Qt::TextAlignmentRole:
        return column == Name ? QVariant() : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
    case Qt::CheckStateRole:
        return column == Name && hasSwitch(row.kind) ? QVariant(row.enabled ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole:
        if (column == Hits)
            return turnsAway(row) && count(row) != nullptr ? m_theme.colours().fail : m_theme.colours().text2;
        return row.enabled ? QVariant() : QVariant(m_theme.colours().text3);
    case Qt::DecorationRole:
        if (column != Name || row.kind != Kind::Unmatched)
            return {};
        return m_theme.icon(QStringLiteral("warn"), m_theme.colours().warn);
    case Qt::AccessibleTextRole:
        if (column == Hits)
            return turnsAway(row)     ? tr("%1 turned away").arg(hits(row))
                : hits(row).isEmpty() ? QString()
                                      : tr("%1 hits").arg(hits(row));
        return row.enabled ? row.text : tr("%1, off").arg(row.text);
    default:
        return {};
    }
}

QVariant RulesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (const Row *found = row(index))
        return rowData(*found, index.column(), role);
    if (index.column() != Name)
        return {};
    if (role == Qt::SizeHintRole)
        return QSize(0, qMax(22, QFontMetrics(m_theme.font()).height() + 6));
    if (role == Qt::DisplayRole)
        return m_groups[std::size_t(index.row())].title;
    if (role == Qt::FontRole)
        return m_theme.font(TypeStep::Small, QFont::DemiBold);
    return role == Qt::ForegroundRole ? QVariant(m_theme.colours().text2) : QVariant();
}

bool RulesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Row *found = row(index);
    if (found == nullptr || role != Qt::CheckStateRole || !hasSwitch(found->kind))
        return false;
    const bool enabled = value.toInt() == Qt::Checked;
    if (enabled != found->enabled)
        Q_EMIT enabledChosen(JsonPath(found->path), enabled);
    return true;
}

Qt::ItemFlags RulesModel::flags(const QModelIndex &index) const
{
    const Row *found = row(index);
    if (found == nullptr)
        return Qt::NoItemFlags; // a heading
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return hasSwitch(found->kind) && index.column() == Name ? plain | Qt::ItemIsUserCheckable : plain;
}

QVariant RulesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Rule") : tr("Hits");
}

} // namespace handglass
