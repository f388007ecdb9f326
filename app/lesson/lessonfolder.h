// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lessonreader.h"

#include <QFile>
#include <QLocale>

namespace handglass::lesson {

/// The folder with the program's lessons and their scenarios, one folder a language in it: a resource that this links
/// in.
QString lessonFolder();

/// Where a file of the lessons is in these languages (of "de-AT": in de_AT, then in de), in their order, then in
/// English; only where it is.
QStringList translations(const QString &folder, const QString &name, const QStringList &languages);

/// What `read` (file name, bytes) makes of the file in the user's language. A translation with an error is told by a
/// warning, and the next one is taken.
template <typename Value>
Value readTranslated(const QString &name, tl::expected<Value, LessonError> (*read)(const QString &, const QByteArray &))
{
    for (const QString &path : translations(lessonFolder(), name, QLocale().uiLanguages())) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (tl::expected<Value, LessonError> value = read(name, file.readAll()))
            return std::move(*value);
        else
            qWarning("%s: %s", qPrintable(path), qPrintable(value.error().toString()));
    }
    return {};
}

} // namespace handglass::lesson
