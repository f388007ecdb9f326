// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mock/scenariocases.h"

#include "app/mock/scenarioreader.h"

#include "tests/support/failonwarnings.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

/// The JSON Schema of scenarios, as a validator not written here reads it, against the parser.
class TestScenarioSchema : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void agreesWithTheParser();
    void takesTheExamples();

private:
    /// Which of them the schema takes; empty, and a failure, if it did not run.
    QJsonArray judged(const QList<QByteArray> &texts);
};

QJsonArray TestScenarioSchema::judged(const QList<QByteArray> &texts)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("texts.json")));
    QJsonArray list;
    for (const QByteArray &text : texts)
        list.append(QString::fromUtf8(text));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(QJsonDocument(list).toJson());
    file.close();
    QProcess node;
    node.start(QStringLiteral("node"),
        {QStringLiteral(HANDGLASS_PEERS "/schema-validate.mjs"),
            QStringLiteral(HANDGLASS_RESOURCES "/scenario.schema.json"), file.fileName()});
    if (!node.waitForFinished() || node.exitCode() != 0)
        qWarning("%s", node.readAllStandardError().constData());
    return QJsonDocument::fromJson(node.readAllStandardOutput()).array();
}

void TestScenarioSchema::agreesWithTheParser()
{
    QList<QByteArray> texts;
    QStringList names;
    QList<bool> expected;
    for (const auto &[name, text] : scenariocases::good()) {
        texts.append(text);
        names.append(QLatin1String(name));
        expected.append(true);
    }
    for (const scenariocases::Bad &bad : scenariocases::bad()) {
        texts.append(bad.text);
        names.append(QLatin1String(bad.name));
        expected.append(!bad.schemaKnows);
    }
    const QJsonArray taken = judged(texts);
    QCOMPARE(taken.size(), texts.size());
    QStringList differ;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        if (taken[i].toBool() != expected[i])
            differ.append(names[i]);
    }
    QCOMPARE(differ, QStringList());
}

void TestScenarioSchema::takesTheExamples()
{
    const QDir folder(QStringLiteral(HANDGLASS_RESOURCES "/scenarios"));
    QList<QByteArray> texts;
    const QStringList names = folder.entryList({QStringLiteral("*.json")});
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        texts.append(file.readAll());
        QVERIFY2(scenario::parseScenario(texts.last()), qPrintable(name));
    }
    QVERIFY(names.size() >= 8);
    for (const QJsonValue &taken : judged(texts))
        QVERIFY(taken.toBool());
}

QTEST_GUILESS_MAIN(TestScenarioSchema)
#include "tst_scenario_schema.moc"
