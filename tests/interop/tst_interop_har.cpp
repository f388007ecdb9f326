// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/exporting.h"
#include "app/exchange/importing.h"
#include "tests/exchange/exchangeparts.h"
#include "tests/interop/rig.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"
#include "tests/support/proxyprogram.h"
#include "tests/support/wholerecords.h"

#include <QProcess>

using namespace handglass;

// HAR that others wrote, and others who read ours.

namespace {

struct Ran {
    int status = -1;
    QByteArray out;
    QByteArray errors;
};

Ran run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(120'000))
        return {-1, {}, process.errorString().toUtf8() + process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString script(const char *name)
{
    return QStringLiteral(HANDGLASS_PEERS "/") + QLatin1String(name);
}

/// "↑1 hello", "↓2 00ff80": each message with its direction and opcode.
QStringList messagesOf(const CaptureReader &reader)
{
    QStringList messages;
    const QList<Entry> rows = reader.range(1, reader.lastId(), 1'000);
    for (const Entry &row : rows) {
        if (row.row.kind != EntryKind::Frame)
            continue;
        const QString data =
            row.opcode() == Opcode::Text ? QString::fromUtf8(row.head) : QString::fromLatin1(row.head.toHex());
        messages.append((row.row.direction == Direction::Sent ? QStringLiteral("↑%1 %2") : QStringLiteral("↓%1 %2"))
                            .arg(int(row.opcode()))
                            .arg(data));
    }
    return messages;
}

} // namespace

class tst_InteropHar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void chromiumsComesIn();
    void mitmproxysComesIn();
    void oursKeepsTheSchema();

private:
    std::unique_ptr<CaptureReader> imported(const QString &har);
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
};

std::unique_ptr<CaptureReader> tst_InteropHar::imported(const QString &har)
{
    const QString capture = har + QStringLiteral(".hgcap");
    const auto report = importCapture(har, capture);
    if (!report)
        QTest::qFail(qPrintable(report.error().sentence), __FILE__, __LINE__);
    else if (report->problems > 0)
        QTest::qFail(qPrintable(report->sentences.join(u'\n')), __FILE__, __LINE__);
    return openReader(capture);
}

void tst_InteropHar::chromiumsComesIn()
{
    Peer server(QStringLiteral("ws-server.mjs"),
        {QStringLiteral("--echo"), QStringLiteral("--subprotocol"), QStringLiteral("chat.v1")});
    QVERIFY2(server.start(), qPrintable(server.error()));
    const QString har = path("chromium.har");
    const qint64 before = nowNs();
    const Ran chromium = run(QStringLiteral("node"),
        {script("chromium-har.mjs"), QStringLiteral("--url"), server.url(QStringLiteral("/chat?x=1")),
            QStringLiteral("--har"), har});
    QVERIFY2(chromium.status == 0, chromium.errors.constData());
    const auto reader = imported(har);
    QCOMPARE(messagesOf(*reader),
        (QStringList{QStringLiteral("↑1 {\"type\":\"tick\"}"), QStringLiteral("↑1 höre, \"x\"\n"),
            QStringLiteral("↑2 00ff80"), QStringLiteral("↓1 {\"type\":\"tick\"}"), QStringLiteral("↓1 höre, \"x\"\n"),
            QStringLiteral("↓2 00ff80")}));
    const ConnectionRecord record = wholeRecords(*reader).value(0);
    QCOMPARE(record.url, server.url(QStringLiteral("/chat?x=1")));
    QCOMPARE(record.subprotocol, QStringLiteral("chat.v1"));
    QVERIFY2(record.verdict.failure().isEmpty(), qPrintable(record.verdict.failure()));
    const qint64 at = reader->entry(3)->row.timeNs;
    QVERIFY(at >= before - 1'000'000'000 && at <= nowNs());
}

void tst_InteropHar::mitmproxysComesIn()
{
    Peer server(QStringLiteral("ws-server.mjs"), {QStringLiteral("--echo")});
    QVERIFY2(server.start(), qPrintable(server.error()));
    const QString flows = path("flows");
    ProxyProgram proxy(ProxyProgram::Kind::Mitmproxy);
    proxy.leadTo(server.port(), flows);
    QVERIFY2(proxy.start(), qPrintable(proxy.error()));
    {
        Peer client(QStringLiteral("websockets-client.py"),
            {QStringLiteral("--url"), QStringLiteral("ws://127.0.0.1:%1/chat").arg(proxy.port())});
        QVERIFY2(client.start(), qPrintable(client.error()));
        QVERIFY(!client.take(QStringLiteral("open")).isEmpty());
        client.tell(QStringLiteral("text"), {{QStringLiteral("data"), QStringLiteral("hello")}});
        QVERIFY(!client.take(QStringLiteral("text")).isEmpty());
        client.tell(QStringLiteral("binary"), {{QStringLiteral("hex"), QStringLiteral("00ff80")}});
        QVERIFY(!client.take(QStringLiteral("binary")).isEmpty());
        client.tell(QStringLiteral("close"), {{QStringLiteral("code"), 1000}});
        QVERIFY(!client.take(QStringLiteral("closed")).isEmpty());
    }
    QVERIFY(proxy.end());
    const Ran converted = run(QStringLiteral("/usr/bin/python3"), {script("mitmproxy-har.py"), flows});
    QVERIFY2(converted.status == 0, converted.errors.constData());
    const QString har = path("mitmproxy.har");
    QFile file(har);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(converted.out);
    file.close();
    const auto reader = imported(har);
    QCOMPARE(messagesOf(*reader),
        (QStringList{QStringLiteral("↑1 hello"), QStringLiteral("↓1 hello"), QStringLiteral("↑2 00ff80"),
            QStringLiteral("↓2 00ff80")}));
    QCOMPARE(wholeRecords(*reader).value(0).url, QStringLiteral("ws://127.0.0.1:%1/chat").arg(server.port()));
}

void tst_InteropHar::oursKeepsTheSchema()
{
    const QString capture = path("varied.hgcap");
    {
        CaptureMaker maker(capture);
        fillVariedCapture(maker);
        maker.writer().writeConnection(fullRecord(3)); // refused, with a body
    }
    const QString har = path("ours.har");
    QVERIFY(exportCapture({capture, ExportFormat::Har, {}, false}, har));
    const Ran valid = run(QStringLiteral("node"), {script("har-validate.mjs"), har});
    QVERIFY2(valid.status == 0, valid.errors.constData());
    // The judge can say no.
    QFile broken(path("broken.har"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write(fileBytes(har).replace("\"startedDateTime\"", "\"startedDate\""));
    broken.close();
    QCOMPARE(run(QStringLiteral("node"), {script("har-validate.mjs"), broken.fileName()}).status, 1);
}

QTEST_GUILESS_MAIN(tst_InteropHar)
#include "tst_interop_har.moc"
