// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/glossary.h"
#include "app/lesson/lessonfolder.h"
#include "app/mock/scenarioreader.h"

#include "tests/support/failonwarnings.h"

#include <QDir>
#include <QTest>

using namespace handglass::lesson;

/// The lessons and the glossary that the program ships.
class TestLessonFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { handglass::failOnWarnings(); }
    void reads_data();
    void reads();
    void scenarios_data();
    void scenarios();
};

namespace {

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestLessonFiles::reads_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &language : QDir(lessonFolder()).entryList(QDir::Dirs)) {
        for (const QString &name : QDir(lessonFolder() + u'/' + language).entryList(QDir::Files))
            QTest::newRow(qPrintable(language + u'/' + name)) << lessonFolder() + u'/' + language + u'/' + name;
    }
}

void TestLessonFiles::reads()
{
    QFETCH(QString, path);
    if (path.endsWith(QLatin1String("/glossary.md"))) {
        const auto terms = readGlossary(path, content(path));
        QVERIFY2(terms, terms ? "" : qPrintable(terms.error().toString()));
    } else {
        const auto lesson = readLesson(path, content(path));
        QVERIFY2(lesson, lesson ? "" : qPrintable(lesson.error().toString()));
    }
}

void TestLessonFiles::scenarios_data()
{
    QTest::addColumn<QString>("name");
    for (const Lesson &lesson : lessons()) {
        if (!lesson.scenario.isEmpty())
            QTest::newRow(qPrintable(lesson.id)) << lesson.scenario;
    }
}

void TestLessonFiles::scenarios()
{
    QFETCH(QString, name);
    const auto scenario = handglass::scenario::parseScenario(content(lessonFolder() + u'/' + name));
    QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().value(0).text(name)));
}

QTEST_APPLESS_MAIN(TestLessonFiles)
#include "tst_lessonfiles.moc"
