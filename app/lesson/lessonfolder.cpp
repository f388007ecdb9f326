// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/lessonfolder.h"

#include <QDir>

/// The lessons stand in a static library: nothing else would link them in. Q_INIT_RESOURCE wants the global namespace.
static void initLessons()
{
    Q_INIT_RESOURCE(lessons);
}

namespace handglass::lesson {

QString lessonFolder()
{
    initLessons();
    return QStringLiteral(":/lessons");
}

QStringList translations(const QString &folder, const QString &name, const QStringList &languages)
{
    QStringList folders;
    for (QString language : languages) {
        language.replace(u'-', u'_');
        folders << language << language.section(u'_', 0, 0);
    }
    folders.append(QStringLiteral("en"));
    folders.removeDuplicates();
    QStringList paths;
    for (const QString &language : std::as_const(folders)) {
        if (const QString path = folder + u'/' + language + u'/' + name; QFile::exists(path))
            paths.append(path);
    }
    return paths;
}

const QList<Lesson> &lessons()
{
    static const QList<Lesson> all = [] {
        QList<Lesson> list;
        const QDir english(lessonFolder() + QStringLiteral("/en"));
        for (const QString &name : english.entryList({QStringLiteral("[0-9]*.md")}, QDir::Files, QDir::Name)) {
            if (Lesson lesson = readTranslated<Lesson>(name, readLesson); lesson.number > 0)
                list.append(std::move(lesson));
        }
        return list;
    }();
    return all;
}

const Lesson *lessonOf(const QString &id)
{
    for (const Lesson &lesson : lessons()) {
        if (lesson.id == id)
            return &lesson;
    }
    return nullptr;
}

} // namespace handglass::lesson
