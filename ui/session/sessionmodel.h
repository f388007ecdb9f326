// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "ui/common/statemark.h"

#include <QAbstractItemModel>

#include <memory>

namespace handglass {

/// What a row of the sidebar says.
struct SessionRow {
    QString name;
    QString note; ///< small, at the right end: rows, clients, a refusal's status
    StateMark mark = StateMark::Closed;
    QString toolTip;
    bool operator==(const SessionRow &) const = default;
};

/// The sidebar's tree: the groups Sessions, Captures and Examples; under them sessions, a mock's clients under it,
/// captures and their sessions under them, scenarios that a mock can be started with. An empty group holds one line
/// that says what comes there. Keys are the callers' own.
class SessionModel final : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionModel)
public:
    enum class Kind : quint8 { Root, Group, Hint, Session, Client, Capture, CapturedSession, Example };
    enum Role { KindRole = Qt::UserRole, MarkRole, NoteRole, SessionRole, ConnectionRole, CaptureRole, FileRole };

    explicit SessionModel(QObject *parent = nullptr);
    ~SessionModel() override;

    /// Adds or changes.
    void setSession(qint64 session, const SessionRow &row);
    void removeSession(qint64 session);
    void setClient(qint64 session, ConnectionId connection, const SessionRow &row);
    /// Wherever it is.
    void removeClient(ConnectionId connection);
    void setCapture(QObject *capture, const SessionRow &row);
    void setCapturedSession(QObject *capture, qint64 session, const SessionRow &row);
    void removeCapture(QObject *capture);
    void addExample(const QString &file, const SessionRow &row);

    QModelIndex sessionIndex(qint64 session) const;
    QModelIndex clientIndex(qint64 session, ConnectionId connection) const;
    QModelIndex captureIndex(QObject *capture) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & /*parent*/ = {}) const override { return 1; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The user gave a session another name; whoever keeps it answers with setSession().
    void renamed(qint64 session, const QString &name);

private:
    struct Node;
    Node *node(const QModelIndex &index) const;
    QModelIndex indexOf(const Node *node) const;
    Node *find(Node *parent, qint64 key) const;
    Node *put(Node *parent, Kind kind, qint64 key, const SessionRow &row);
    Node *add(Node *parent, Kind kind, qint64 key, const SessionRow &row);
    void take(Node *node);
    QString accessibleText(const Node &node) const;

    std::unique_ptr<Node> m_root;
    Node *m_sessions = nullptr;
    Node *m_captures = nullptr;
    Node *m_examples = nullptr; ///< nullptr: there are none
};

/// "open", "closed", "connecting", "refused".
QString stateMarkText(StateMark mark);

} // namespace handglass
