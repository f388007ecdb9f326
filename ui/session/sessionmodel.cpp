// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/sessionmodel.h"

#include <QHash>

#include <vector>

namespace handglass {

struct SessionModel::Node {
    Kind kind = Kind::Root;
    qint64 key = 0; ///< session, connection, or a capture's address
    SessionRow row;
    Node *parent = nullptr;
    int place = 0; ///< among its siblings
    QObject *capture = nullptr;
    QString file; ///< of an example
    std::vector<std::unique_ptr<Node>> children;
    QHash<qint64, Node *> byKey;
};

namespace {

qint64 keyOf(const QObject *capture)
{
    return qint64(reinterpret_cast<quintptr>(capture));
}

} // namespace

QString stateMarkText(StateMark mark)
{
    switch (mark) {
    case StateMark::Open:
        return SessionModel::tr("open");
    case StateMark::Connecting:
        return SessionModel::tr("connecting");
    case StateMark::Refused:
        return SessionModel::tr("refused");
    case StateMark::Closed:
        break;
    }
    return SessionModel::tr("closed");
}

SessionModel::SessionModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
    SessionRow hint;
    m_sessions = add(m_root.get(), Kind::Group, 1, {tr("Sessions"), {}, {}, {}});
    hint.name = tr("None yet. Each connection and each mock appears here and stays until you remove it.");
    add(m_sessions, Kind::Hint, 0, hint);
    m_captures = add(m_root.get(), Kind::Group, 2, {tr("Captures"), {}, {}, {}});
    hint.name = tr("None open.");
    add(m_captures, Kind::Hint, 0, hint);
}

SessionModel::~SessionModel() = default;

// ---- what callers put in

void SessionModel::setSession(qint64 session, const SessionRow &row)
{
    put(m_sessions, Kind::Session, session, row);
}

void SessionModel::removeSession(qint64 session)
{
    take(find(m_sessions, session));
}

void SessionModel::setClient(qint64 session, ConnectionId connection, const SessionRow &row)
{
    if (Node *mock = find(m_sessions, session))
        put(mock, Kind::Client, connection, row);
}

void SessionModel::removeClient(ConnectionId connection)
{
    for (const auto &session : m_sessions->children)
        take(find(session.get(), connection));
}

void SessionModel::setCapture(QObject *capture, const SessionRow &row)
{
    put(m_captures, Kind::Capture, keyOf(capture), row)->capture = capture;
}

void SessionModel::setCapturedSession(QObject *capture, qint64 session, const SessionRow &row)
{
    if (Node *file = find(m_captures, keyOf(capture)))
        put(file, Kind::CapturedSession, session, row)->capture = capture;
}

void SessionModel::removeCapture(QObject *capture)
{
    take(find(m_captures, keyOf(capture)));
}

void SessionModel::addExample(const QString &file, const SessionRow &row)
{
    if (m_examples == nullptr)
        m_examples = add(m_root.get(), Kind::Group, 3, {tr("Example mocks"), {}, {}, {}});
    add(m_examples, Kind::Example, qint64(m_examples->children.size()) + 1, row)->file = file;
}

QModelIndex SessionModel::sessionIndex(qint64 session) const
{
    return indexOf(find(m_sessions, session));
}

QModelIndex SessionModel::clientIndex(qint64 session, ConnectionId connection) const
{
    Node *mock = find(m_sessions, session);
    return mock == nullptr ? QModelIndex() : indexOf(find(mock, connection));
}

QModelIndex SessionModel::captureIndex(QObject *capture) const
{
    return indexOf(find(m_captures, keyOf(capture)));
}

// ---- the tree

SessionModel::Node *SessionModel::find(Node *parent, qint64 key) const
{
    return key == 0 ? nullptr : parent->byKey.value(key);
}

SessionModel::Node *SessionModel::put(Node *parent, Kind kind, qint64 key, const SessionRow &row)
{
    if (Node *known = find(parent, key)) {
        if (!(known->row == row)) {
            known->row = row;
            Q_EMIT dataChanged(indexOf(known), indexOf(known));
        }
        return known;
    }
    Node *hint = parent->children.empty() ? nullptr : parent->children.front().get();
    if (hint != nullptr && hint->kind == Kind::Hint)
        take(hint);
    return add(parent, kind, key, row);
}

SessionModel::Node *SessionModel::add(Node *parent, Kind kind, qint64 key, const SessionRow &row)
{
    const int at = int(parent->children.size());
    beginInsertRows(indexOf(parent), at, at);
    auto fresh = std::make_unique<Node>();
    fresh->kind = kind;
    fresh->key = key;
    fresh->row = row;
    fresh->parent = parent;
    fresh->place = at;
    Node *added = fresh.get();
    parent->children.push_back(std::move(fresh));
    parent->byKey.insert(key, added);
    endInsertRows();
    return added;
}

void SessionModel::take(Node *gone)
{
    if (gone == nullptr)
        return;
    Node *parent = gone->parent;
    const int at = gone->place;
    const bool wasHint = gone->kind == Kind::Hint;
    beginRemoveRows(indexOf(parent), at, at);
    parent->byKey.remove(gone->key);
    parent->children.erase(parent->children.begin() + at);
    for (int i = at; i < int(parent->children.size()); ++i)
        parent->children[std::size_t(i)]->place = i;
    endRemoveRows();
    if (wasHint || !parent->children.empty())
        return;
    if (parent == m_sessions)
        add(parent, Kind::Hint, 0, {tr("None. Each connection and each mock appears here."), {}, {}, {}});
    else if (parent == m_captures)
        add(parent, Kind::Hint, 0, {tr("None open."), {}, {}, {}});
}

SessionModel::Node *SessionModel::node(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex SessionModel::indexOf(const Node *node) const
{
    if (node == nullptr || node->parent == nullptr)
        return {};
    return createIndex(node->place, 0, node);
}

QModelIndex SessionModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *above = node(parent);
    if (column != 0 || row < 0 || row >= int(above->children.size()))
        return {};
    return createIndex(row, 0, above->children[std::size_t(row)].get());
}

QModelIndex SessionModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(node(child)->parent) : QModelIndex();
}

int SessionModel::rowCount(const QModelIndex &parent) const
{
    return int(node(parent)->children.size());
}

QString SessionModel::accessibleText(const Node &node) const
{
    QStringList parts{node.row.name};
    if (node.kind == Kind::Session || node.kind == Kind::Client)
        parts.append(stateMarkText(node.row.mark));
    if (!node.row.note.isEmpty())
        parts.append(node.row.note);
    return parts.join(QStringLiteral(", "));
}

QVariant SessionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &item = *node(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return item.row.name;
    case Qt::ToolTipRole:
        return item.row.toolTip.isEmpty() ? QVariant() : item.row.toolTip;
    case Qt::AccessibleTextRole:
        return accessibleText(item);
    case KindRole:
        return int(item.kind);
    case MarkRole:
        return int(item.row.mark);
    case NoteRole:
        return item.row.note;
    case SessionRole:
        if (item.kind == Kind::Session || item.kind == Kind::CapturedSession)
            return item.key;
        return item.kind == Kind::Client ? item.parent->key : qint64(0);
    case ConnectionRole:
        return item.kind == Kind::Client ? item.key : qint64(0);
    case CaptureRole:
        return QVariant::fromValue(item.capture);
    case FileRole:
        return item.file;
    default:
        return {};
    }
}

bool SessionModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().trimmed();
    if (!index.isValid() || role != Qt::EditRole || node(index)->kind != Kind::Session || name.isEmpty())
        return false;
    if (name != node(index)->row.name)
        Q_EMIT renamed(node(index)->key, name);
    return true;
}

Qt::ItemFlags SessionModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    switch (node(index)->kind) {
    case Kind::Root:
    case Kind::Hint:
        return Qt::ItemNeverHasChildren;
    case Kind::Group:
        return Qt::ItemIsEnabled;
    case Kind::Session:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable;
    default:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    }
}

} // namespace handglass
