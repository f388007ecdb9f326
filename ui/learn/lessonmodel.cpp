// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/lessonmodel.h"

namespace handglass {

namespace {

QStandardItem *makeItem(LessonModel::Kind kind, const QString &name)
{
    auto *item = new QStandardItem(name);
    item->setEditable(false);
    item->setSelectable(kind != LessonModel::Kind::Group);
    item->setData(int(kind), LessonModel::KindRole);
    item->setToolTip(kind == LessonModel::Kind::Group ? QString() : name);
    return item;
}

QString stateWord(LessonModel::State state)
{
    switch (state) {
    case LessonModel::State::Open:
        return LessonModel::tr("not done");
    case LessonModel::State::Current:
        return LessonModel::tr("current");
    case LessonModel::State::Done:
        return LessonModel::tr("done");
    }
    return {};
}

} // namespace

LessonModel::LessonModel(const QList<lesson::Lesson> &lessons, QObject *parent)
    : QStandardItemModel(parent)
    , m_lessons(addGroup(tr("Lessons")))
{
    for (const lesson::Lesson &lesson : lessons) {
        QStandardItem *item = makeItem(Kind::Lesson, lesson.title);
        item->setData(lesson.id, IdRole);
        item->setData(lesson.number, NumberRole);
        item->setToolTip(tr("%1, about %2 minutes").arg(lesson.title).arg(lesson.minutes));
        m_lessons->appendRow(item);
    }
    setProgress({}, {});
}

QStandardItem *LessonModel::addGroup(const QString &name)
{
    QStandardItem *group = makeItem(Kind::Group, name);
    appendRow(group);
    return group;
}

void LessonModel::setProgress(const LearnProgress &progress, const QString &current)
{
    int done = 0;
    for (int row = 0; row < m_lessons->rowCount(); ++row) {
        QStandardItem *item = m_lessons->child(row);
        const QString id = item->data(IdRole).toString();
        const bool isDone = progress.done.contains(id);
        done += isDone ? 1 : 0;
        const State state = isDone ? State::Done : id == current ? State::Current : State::Open;
        item->setData(int(state), StateRole);
        const QString spoken = tr("%1, %2, %3").arg(item->data(NumberRole).toInt()).arg(item->text(), stateWord(state));
        item->setData(spoken, Qt::AccessibleTextRole);
    }
    m_lessons->setData(tr("%1 of %2 done").arg(done).arg(m_lessons->rowCount()), NoteRole);
}

void LessonModel::setConnection(const QString &name)
{
    if (m_explained != nullptr)
        removeRow(m_explained->row());
    m_explained = nullptr;
    if (name.isEmpty())
        return;
    m_explained = makeItem(Kind::Group, tr("From the log"));
    insertRow(1, m_explained);
    QStandardItem *item = makeItem(Kind::Connection, name);
    item->setData(QStringLiteral("capture"), IconRole);
    m_explained->appendRow(item);
}

void LessonModel::addTool(const QString &id, const QString &name, const QString &icon)
{
    if (m_tools == nullptr)
        m_tools = addGroup(tr("Tools"));
    QStandardItem *item = makeItem(Kind::Tool, name);
    item->setData(id, IdRole);
    item->setData(icon, IconRole);
    m_tools->appendRow(item);
}

QModelIndex LessonModel::connectionIndex() const
{
    return m_explained == nullptr ? QModelIndex() : m_explained->child(0)->index();
}

QModelIndex LessonModel::find(const QStandardItem *group, const QString &id)
{
    for (int row = 0; group != nullptr && row < group->rowCount(); ++row) {
        if (group->child(row)->data(IdRole).toString() == id)
            return group->child(row)->index();
    }
    return {};
}

} // namespace handglass
