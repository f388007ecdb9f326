// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lesson.h"
#include "ui/common/settings.h"

#include <QStandardItemModel>

namespace handglass {

/// The sidebar's rows while one learns: the lessons with how far they are, the connection that is explained, the tools.
class LessonModel final : public QStandardItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LessonModel)
public:
    enum class Kind : quint8 { Group, Lesson, Connection, Tool };
    enum class State : quint8 { Open, Current, Done };
    enum Role {
        KindRole = Qt::UserRole + 1,
        IdRole,     ///< QString: of the lesson or tool
        NumberRole, ///< int, of a lesson
        StateRole,  ///< int(State), of a lesson
        NoteRole,   ///< QString, at a group's right: "2 of 11 done"
        IconRole    ///< QString: of Theme::icon()
    };

    explicit LessonModel(const QList<lesson::Lesson> &lessons, QObject *parent = nullptr);
    /// current: the lesson on the stage; empty: none is.
    void setProgress(const LearnProgress &progress, const QString &current);
    /// The connection that is explained; an empty name: none is.
    void setConnection(const QString &name);
    void addTool(const QString &id, const QString &name, const QString &icon);
    QModelIndex lessonIndex(const QString &id) const { return find(m_lessons, id); }
    QModelIndex toolIndex(const QString &id) const { return find(m_tools, id); }
    QModelIndex connectionIndex() const;

private:
    QStandardItem *addGroup(const QString &name);
    static QModelIndex find(const QStandardItem *group, const QString &id);

    QStandardItem *m_lessons;
    QStandardItem *m_explained = nullptr;
    QStandardItem *m_tools = nullptr;
};

} // namespace handglass
