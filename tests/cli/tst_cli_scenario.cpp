// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include "tests/support/failonwarnings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWebSocket>

using namespace handglass;

namespace {

/// A scenario that answers everything with this.
QByteArray saying(const QByteArray &text)
{
    return R"({"scenario":1,"listen":{"port":0},"routes":[{"path":"/{any}","rules":[{"do":[{"send":")" + text
        + "\"}]}]}]}";
}

} // namespace

/// handglass mock SCENARIO.
class TestCliScenario : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void playsAScenario();
    void typedReplyGoesToEveryClient();
    void tellsEveryErrorAndEndsWith2();
    void missingFile();
    void otherComputersNeedTheFlag();
    void printsWhatIsWrongOnPurpose_data();
    void printsWhatIsWrongOnPurpose();
    void watchAppliesEdits_data();
    void watchAppliesEdits();
    void watchTellsOfAnotherPort();

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QStringList mock(const QStringList &more = {}) const
    {
        return QStringList{QStringLiteral("mock"), path("s.json"), QStringLiteral("--json")} + more;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliScenario::playsAScenario()
{
    write("s.json", saying("{{text}}!"));
    Program program(mock(), path("data"));
    const quint16 port = program.listeningPort();
    QVERIFY2(port != 0, program.errors().constData());
    QWebSocket client;
    QSignalSpy came(&client, &QWebSocket::textMessageReceived);
    connect(&client, &QWebSocket::connected, &client, [&client] { client.sendTextMessage(QStringLiteral("hi")); });
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/x").arg(port)));
    QTRY_COMPARE(came.size(), 1);
    QCOMPARE(came.first().first().toString(), QStringLiteral("hi!"));
}

void TestCliScenario::typedReplyGoesToEveryClient()
{
    write("s.json", R"({"scenario":1,"listen":{"port":0},"routes":[{"path":"/"}],
        "replies":[{"name":"Price spike","do":[{"send":"spike {{client}}"}]}]})");
    Program program(mock(), path("data"));
    const quint16 port = program.listeningPort();
    QVERIFY2(port != 0, program.errors().constData());
    program.write("/reply Price spike\n");
    QTRY_COMPARE(program.objects("error").size(), 1); // nobody is there
    QWebSocket clients[2];
    QStringList came;
    for (QWebSocket &client : clients) {
        QSignalSpy connected(&client, &QWebSocket::connected);
        connect(&client, &QWebSocket::textMessageReceived, &client, [&came](const QString &text) { came += text; });
        client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(port)));
        QTRY_COMPARE(connected.size(), 1);
    }
    QTRY_COMPARE(program.objects("handshake").size(), 2);
    program.write("/reply Price spike\n/reply Price\n");
    QTRY_COMPARE(came.size(), 2);
    came.sort();
    QCOMPARE(came, (QStringList{QStringLiteral("spike 1"), QStringLiteral("spike 2")}));
    QTRY_COMPARE(program.objects("error").size(), 3);
    QVERIFY(program.objects("error")
                .last()
                .value(QStringLiteral("sentence"))
                .toString()
                .contains(QStringLiteral("got “Price”")));
}

void TestCliScenario::tellsEveryErrorAndEndsWith2()
{
    write("s.json", "{\n\"scenario\": 1,\n\"rutes\": [],\n\"routes\": [{\"path\": \"x\"}]\n}");
    Program program(mock(), path("data"));
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitCode(), 2);
    const QList<QByteArray> lines = program.errors().trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[0].startsWith(path("s.json").toUtf8() + ":3:10: $.rutes: expected one of the members"),
        lines[0].constData());
    QVERIFY2(lines[1].startsWith(path("s.json").toUtf8() + ":4:21: $.routes[0].path: expected a path"),
        lines[1].constData());
}

void TestCliScenario::missingFile()
{
    Program program(mock(), path("data"));
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitCode(), 2);
    QVERIFY(program.errors().contains("expected a file that can be read"));
}

void TestCliScenario::otherComputersNeedTheFlag()
{
    write("s.json", R"({"scenario":1,"listen":{"host":"0.0.0.0","port":0},"routes":[{"path":"/"}]})");
    Program refused(mock(), path("data"));
    QVERIFY(refused.waitForFinished());
    QCOMPARE(refused.exitCode(), 2);
    QVERIFY(refused.errors().contains("expected --host 0.0.0.0 beside a scenario that listens on 0.0.0.0, got none"));
    Program asked(mock({QStringLiteral("--host"), QStringLiteral("0.0.0.0")}), path("data"));
    QVERIFY(asked.listeningPort() != 0);
}

void TestCliScenario::printsWhatIsWrongOnPurpose_data()
{
    QTest::addColumn<bool>("json");
    QTest::newRow("text") << false;
    QTest::newRow("JSON lines") << true;
}

void TestCliScenario::printsWhatIsWrongOnPurpose()
{
    QFETCH(bool, json);
    write("s.json", R"({"scenario":1,"listen":{"port":0},"routes":[{"path":"/","faults":["masked"],
        "rules":[{"do":[{"send":"hello"}]}]}]})");
    QStringList line = mock();
    if (!json)
        line.removeAll(QStringLiteral("--json"));
    Program program(line, path("data"));
    quint16 port = 0;
    QTRY_VERIFY(!program.lines().isEmpty());
    if (json)
        port = program.listeningPort();
    else
        port = quint16(QUrl(QString::fromLatin1(program.lines().first().split(' ').at(2))).port());
    QWebSocket client;
    QSignalSpy came(&client, &QWebSocket::textMessageReceived);
    connect(&client, &QWebSocket::connected, &client, [&client] { client.sendTextMessage(QStringLiteral("hi")); });
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(port)));
    QTRY_COMPARE(came.size(), 1); // Qt's client does not mind
    client.close();
    const QByteArray made = "Made on purpose, masked: the client must close the connection, RFC 6455 §5.1";
    if (json) {
        QTRY_COMPARE(program.objects("close").size(), 1);
        QList<QJsonObject> sent = program.objects("frame");
        sent.removeIf([](const QJsonObject &frame) { return !frame.contains(QLatin1String("onPurpose")); });
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first()[QStringLiteral("onPurpose")].toString(), QString::fromUtf8(made));
        QTRY_VERIFY(!program.objects("notice").isEmpty());
        QVERIFY(program.objects("notice").last()[QStringLiteral("onPurpose")].toBool());
        return;
    }
    QTRY_VERIFY2(program.errors().contains("[1] " + made), program.errors().constData());
    QTRY_VERIFY(program.lines().contains("[1] > hello"));
    QTRY_VERIFY2(program.errors().contains("[1] After “masked” in row "), program.errors().constData());
}

void TestCliScenario::watchAppliesEdits_data()
{
    QTest::addColumn<bool>("replaced"); ///< by another file that takes its name, as editors do
    QTest::newRow("written in place") << false;
    QTest::newRow("replaced") << true;
}

void TestCliScenario::watchAppliesEdits()
{
    QFETCH(bool, replaced);
    write("s.json", saying("one"));
    Program program(mock({QStringLiteral("--watch")}), path("data"));
    const quint16 port = program.listeningPort();
    QVERIFY2(port != 0, program.errors().constData());
    QWebSocket client;
    QSignalSpy connected(&client, &QWebSocket::connected);
    QSignalSpy came(&client, &QWebSocket::textMessageReceived);
    QSignalSpy gone(&client, &QWebSocket::disconnected);
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/x").arg(port)));
    QTRY_COMPARE(connected.size(), 1);
    const auto edit = [&](const QByteArray &text) {
        write(replaced ? "new.json" : "s.json", text);
        if (replaced)
            QVERIFY(std::rename(qPrintable(path("new.json")), qPrintable(path("s.json"))) == 0);
    };
    const auto said = [&] {
        came.clear();
        client.sendTextMessage(QStringLiteral("x"));
        return came.wait() ? came.first().first().toString() : QString();
    };
    QCOMPARE(said(), QStringLiteral("one"));
    edit(saying("two!"));
    QTRY_COMPARE(program.objects("scenario").size(), 1);
    QCOMPARE(said(), QStringLiteral("two!"));
    edit("{ broken");
    QTRY_COMPARE(program.objects("error").size(), 1);
    QVERIFY(program.objects("error").first()[QStringLiteral("sentence")].toString().contains(
        QStringLiteral("s.json:1:3: expected")));
    QCOMPARE(said(), QStringLiteral("two!"));
    edit(saying("three"));
    QTRY_COMPARE(program.objects("scenario").size(), 2);
    QCOMPARE(said(), QStringLiteral("three"));
    QVERIFY(gone.isEmpty());
}

void TestCliScenario::watchTellsOfAnotherPort()
{
    const auto listening = [](const QByteArray &listen) { return saying("one").replace(R"("port":0)", listen); };
    write("s.json", listening(R"("port":0)"));
    Program program(mock({QStringLiteral("--watch")}), path("data"));
    const quint16 port = program.listeningPort();
    QVERIFY2(port != 0, program.errors().constData());
    write("s.json", listening(R"("port":9090)"));
    QTRY_COMPARE(program.objects("listen").size(), 1);
    const QString sentence = QStringLiteral("The mock listens on %1 until it is started again; the scenario now says "
                                            "9090.")
                                 .arg(port);
    const QJsonObject told = program.objects("listen").first();
    QCOMPARE(told[QStringLiteral("sentence")].toString(), sentence);
    QCOMPARE(told[QStringLiteral("applied")].toBool(true), false);
    write("s.json", listening(R"("port":9090)").replace("one", "two"));
    QTRY_COMPARE(program.objects("scenario").size(), 2);
    QCOMPARE(program.objects("listen").size(), 1); // told once
    write("s.json", listening(R"("port":9090,"tls":true)"));
    QTRY_COMPARE(program.objects("listen").size(), 2);
    QVERIFY(program.objects("listen").last()[QStringLiteral("sentence")].toString().contains(
        QStringLiteral("the scenario now says wss://127.0.0.1:9090")));
}

QTEST_GUILESS_MAIN(TestCliScenario)
#include "tst_cli_scenario.moc"
