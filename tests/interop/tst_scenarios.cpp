// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"
#include "tests/support/failonwarnings.h"

#include <QDir>
#include <QTemporaryDir>

using namespace handglass;

/// The example scenarios as handglass mock plays them, to clients that know nothing of us.
class TestScenarios : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void example_data();
    void example();
    void chatInTwoTabs();

private:
    static void play(const QString &name, const QString &peer, const QStringList &arguments);
};

void TestScenarios::example_data()
{
    QTest::addColumn<QString>("name");
    const QDir folder(QStringLiteral(HANDGLASS_RESOURCES "/scenarios"));
    const QStringList files = folder.entryList({QStringLiteral("*.json")});
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.chopped(5);
    QVERIFY(files.size() >= 8);
}

void TestScenarios::play(const QString &name, const QString &peer, const QStringList &arguments)
{
    QTemporaryDir data;
    Program mock({QStringLiteral("mock"), QStringLiteral(HANDGLASS_RESOURCES "/scenarios/%1.json").arg(name),
                     QStringLiteral("-l"), QStringLiteral("0"), QStringLiteral("--json")},
        data.path());
    const quint16 port = mock.listeningPort();
    QVERIFY2(port != 0, mock.errors().constData());
    QProcess client;
    client.start(QStringLiteral("node"),
        QStringList{QStringLiteral(HANDGLASS_PEERS "/") + peer} + arguments
            + QStringList{QStringLiteral("ws://127.0.0.1:%1").arg(port)});
    QVERIFY(client.waitForFinished(60'000));
    QVERIFY2(client.exitStatus() == QProcess::NormalExit && client.exitCode() == 0,
        (client.readAllStandardError() + mock.errors()).constData());
}

void TestScenarios::example()
{
    QFETCH(QString, name);
    play(name, QStringLiteral("scenario-client.mjs"), {name});
}

void TestScenarios::chatInTwoTabs()
{
    play(QStringLiteral("chat"), QStringLiteral("chromium-chat.mjs"), {});
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
