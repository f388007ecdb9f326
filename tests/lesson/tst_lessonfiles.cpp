// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/breaks.h"
#include "app/lesson/glossary.h"
#include "app/lesson/lessonfolder.h"
#include "app/mock/scenarioreader.h"
#include "rfcsections.h"

#include "tests/support/failonwarnings.h"

#include <QDir>
#include <QTest>

using namespace handglass::lesson;
using namespace Qt::StringLiterals;

/// The lessons and the glossary that the program ships.
class TestLessonFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { handglass::failOnWarnings(); }
    void reads_data();
    void reads();
    void standInOrder();
    void teachEveryBreak();
    void linksLeadSomewhere_data();
    void linksLeadSomewhere();
    void termsHaveSections();
    void scenarios_data();
    void scenarios();
};

namespace {

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isSection(int rfc, const QString &number)
{
    return std::any_of(handglass::RfcSections.begin(), handglass::RfcSections.end(), [&](const auto &section) {
        return section.rfc == rfc && (number.isEmpty() || number == QLatin1String(section.number));
    });
}

/// A sentence; empty: the link leads where its text says.
QString linkFault(const QString &text, const QString &target)
{
    const QString name = target.section(u':', 1);
    if (target.startsWith(u"glossary:"))
        return glossaryTerm(name) ? QString() : u"no term %1"_s.arg(name);
    if (target.startsWith(u"lesson:")) {
        static const QRegularExpression number(u"[Ll]esson ([0-9]+)"_s);
        const QString said = number.match(text).captured(1);
        const Lesson *lesson = lessonOf(name);
        if (!lesson)
            return u"no lesson %1"_s.arg(name);
        return said.isEmpty() || said.toInt() == lesson->number ? QString() : u"%1 is another lesson"_s.arg(text);
    }
    static const QRegularExpression words(u"^(RFC ([0-9]+) )?§([0-9.]+)$"_s);
    const QRegularExpressionMatch said = words.match(text);
    const int rfc = name.section(u'#', 0, 0).toInt();
    const QString section = name.section(u'#', 1);
    if (!isSection(rfc, section))
        return u"no section %1 of RFC %2"_s.arg(section).arg(rfc);
    const bool same = said.captured(3) == section && (said.captured(2).isEmpty() || said.captured(2).toInt() == rfc);
    return same ? QString() : u"“%1” leads to %2"_s.arg(text, target);
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

void TestLessonFiles::standInOrder()
{
    QStringList ids;
    for (const Lesson &lesson : lessons()) {
        ids.append(lesson.id);
        QCOMPARE(lesson.number, int(ids.size()));
        QCOMPARE(lessonOf(lesson.id), &lesson);
        QVERIFY2(lesson.steps.size() >= 6 && lesson.steps.size() <= 10, qPrintable(lesson.id));
    }
    QCOMPARE(ids,
        QStringList({u"why-websocket"_s, u"url-to-connection"_s, u"opening-handshake"_s, u"accept-value"_s,
            u"subprotocols-extensions"_s, u"frames"_s, u"masking"_s, u"messages-fragments"_s, u"closing"_s,
            u"permessage-deflate"_s, u"security"_s}));
    QVERIFY(!lessonOf(u"frame"_s));
}

/// Each somewhere, and in each lesson something from either side.
void TestLessonFiles::teachEveryBreak()
{
    QByteArrayList taught;
    for (const Lesson &lesson : lessons()) {
        for (const End end : {End::Client, End::Server})
            QVERIFY2(std::any_of(lesson.breaks.begin(), lesson.breaks.end(),
                         [end](const QByteArray &id) { return breakOf(id)->by == end; }),
                qPrintable(lesson.id));
        taught += lesson.breaks;
    }
    for (const Break &fault : breaks())
        QVERIFY2(taught.contains(fault.id), fault.id);
}

void TestLessonFiles::linksLeadSomewhere_data()
{
    reads_data();
}

void TestLessonFiles::linksLeadSomewhere()
{
    QFETCH(QString, path);
    static const QRegularExpression link(u"\\[([^\\]]*)\\]\\(([^)]*)\\)"_s);
    const QStringList lines = QString::fromUtf8(content(path)).split(u'\n');
    int links = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        for (auto it = link.globalMatch(lines[i]); it.hasNext(); ++links) {
            const QRegularExpressionMatch match = it.next();
            const QString fault = linkFault(match.captured(1), match.captured(2));
            QVERIFY2(fault.isEmpty(), qPrintable(u"line %1: %2"_s.arg(i + 1).arg(fault)));
        }
    }
    QVERIFY(links > 0);
}

void TestLessonFiles::termsHaveSections()
{
    static const QRegularExpression words(u"^RFC ([0-9]+) §([0-9.]+)$"_s);
    QVERIFY(glossary().size() > 90);
    for (const GlossaryTerm &term : glossary()) {
        const QRegularExpressionMatch said = words.match(term.section);
        QVERIFY2(said.hasMatch() && isSection(said.captured(1).toInt(), said.captured(2)),
            qPrintable(u"%1: %2"_s.arg(term.id, term.section)));
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
