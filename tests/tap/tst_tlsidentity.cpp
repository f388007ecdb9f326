// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsidentity.h"

#include "app/tap/tlscertificate.h"
#include "app/tap/tlshello.h"

#include "tests/support/failonwarnings.h"
#include "tests/support/testcertificate.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

/// The certificate that the program makes for its mocks, and what is read of a client's first bytes.
class TestTlsIdentity final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void madeOnce();
    void ownersOnly();
    void certificateWithoutKey();
    void renewed_data();
    void renewed();
    void noFolder();
    void serverName_data();
    void serverName();
    void helloCutAnywhere();
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray vector(int lengthSize, const QByteArray &content)
{
    QByteArray length;
    for (int i = lengthSize - 1; i >= 0; --i)
        length.append(char(content.size() >> (8 * i)));
    return length + content;
}

/// RFC 8446 §4.1.2, in a record.
QByteArray hello(const QByteArray &extensions)
{
    const QByteArray body = QByteArray("\x03\x03", 2) + QByteArray(32, 'r') + vector(1, QByteArray(32, 's'))
        + vector(2, QByteArray("\x13\x01", 2)) + vector(1, QByteArray(1, '\0')) + vector(2, extensions);
    return QByteArray("\x16\x03\x01", 3) + vector(2, QByteArray(1, '\x01') + vector(3, body));
}

QByteArray extension(int type, const QByteArray &content)
{
    return QByteArray(1, char(type >> 8)) + char(type) + vector(2, content);
}

QByteArray nameExtension(const QByteArray &name)
{
    return extension(0, vector(2, QByteArray(1, '\0') + vector(2, name)));
}

} // namespace

void TestTlsIdentity::madeOnce()
{
    const QTemporaryDir place;
    const QString folder = place.filePath(QStringLiteral("a/tls"));
    TlsIdentity first;
    QCOMPARE(ownidentity::read(first, folder), QString());
    const CertificateFacts facts = factsOf(first.chain.value(0));
    QCOMPARE(facts.subject, QStringLiteral("CN=Handglass mock server"));
    QCOMPARE(facts.issuer, facts.subject);
    QCOMPARE(facts.names,
        (QStringList{QStringLiteral("DNS:localhost"), QStringLiteral("IP:127.0.0.1"), QStringLiteral("IP:::1")}));
    QCOMPARE(facts.key, QStringLiteral("EC 256 bits"));
    constexpr qint64 Day = 24LL * 3600;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    QVERIFY(facts.notBefore < now && facts.notAfter > now + 700 * Day);
    QVERIFY(facts.notAfter - facts.notBefore < 825 * Day);
    TlsIdentity second;
    QCOMPARE(ownidentity::read(second, folder), QString());
    QCOMPARE(second.chain, first.chain);
}

void TestTlsIdentity::ownersOnly()
{
    const QTemporaryDir place;
    const QString folder = place.filePath(QStringLiteral("tls"));
    TlsIdentity identity;
    QCOMPARE(ownidentity::read(identity, folder), QString());
    constexpr auto Others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY((QFileInfo(folder).permissions() & Others) == 0);
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 2);
    for (const QFileInfo &file : files)
        QVERIFY2((file.permissions() & Others) == 0, qPrintable(file.filePath()));
}

void TestTlsIdentity::certificateWithoutKey()
{
    const QTemporaryDir place;
    TlsIdentity identity;
    QCOMPARE(ownidentity::read(identity, place.path()), QString());
    const QByteArray alone = contentOf(ownidentity::certificateFile(place.path()));
    QCOMPARE(QSslCertificate::fromData(alone), identity.chain);
    QVERIFY(!alone.contains("PRIVATE"));
    QVERIFY(QFile::remove(ownidentity::certificateFile(place.path())));
    TlsIdentity again;
    QCOMPARE(ownidentity::read(again, place.path()), QString());
    QCOMPARE(again.chain, identity.chain);
    QCOMPARE(contentOf(ownidentity::certificateFile(place.path())), alone);
}

void TestTlsIdentity::renewed_data()
{
    QTest::addColumn<QByteArray>("kept");
    TestCertificate::Spec spec;
    spec.validToDays = 20;
    const TestCertificate soon(spec);
    QTest::newRow("near its end") << soon.pem() + soon.keyPem();
    spec.validToDays = 400;
    spec.names = "DNS:localhost";
    const TestCertificate narrow(spec);
    QTest::newRow("for too few names") << narrow.pem() + narrow.keyPem();
    QTest::newRow("another one's key") << narrow.pem() + soon.keyPem();
    QTest::newRow("empty") << QByteArray("");
}

void TestTlsIdentity::renewed()
{
    QFETCH(QByteArray, kept);
    const QTemporaryDir place;
    QFile file(place.filePath(QStringLiteral("mock-identity.pem")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kept);
    file.close();
    TlsIdentity identity;
    QCOMPARE(ownidentity::read(identity, place.path()), QString());
    QCOMPARE(subjectOf(identity.chain.value(0)), QStringLiteral("CN=Handglass mock server"));
    TlsIdentity again;
    QCOMPARE(ownidentity::read(again, place.path()), QString());
    QCOMPARE(again.chain, identity.chain);
}

void TestTlsIdentity::noFolder()
{
    TlsIdentity identity;
    const QString error = ownidentity::read(identity, QStringLiteral("/dev/null/tls"));
    QCOMPARE(
        error, QStringLiteral("expected a folder of this user's at /dev/null/tls, got none, and it cannot be made"));
}

void TestTlsIdentity::serverName_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    const QByteArray other = extension(43, QByteArray("\x02\x03\x04", 3));
    QTest::newRow("first") << hello(nameExtension("localhost") + other) << QStringLiteral("localhost");
    QTest::newRow("last") << hello(other + nameExtension("example.org")) << QStringLiteral("example.org");
    QTest::newRow("none") << hello(other) << QString();
    QTest::newRow("no extensions") << hello({}) << QString();
    QTest::newRow("empty one") << hello(extension(0, {})) << QString();
    QTest::newRow("false length") << hello(extension(0, QByteArray("\xff\xff\x00\x00\x04name", 9))) << QString();
    QTest::newRow("no TLS") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QString();
    QTest::newRow("another record") << QByteArray("\x17\x03\x03\x00\x01\x00", 6) << QString();
}

void TestTlsIdentity::serverName()
{
    QFETCH(QByteArray, bytes);
    QTEST(serverNameOf(bytes), "name");
}

void TestTlsIdentity::helloCutAnywhere()
{
    const QByteArray whole = hello(nameExtension("localhost"));
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const QByteArray part(whole.constData(), size); // so that reading behind it is found
        QCOMPARE(serverNameOf(part), QString());
        QVERIFY(beginsTls(part));
    }
    QVERIFY(!beginsTls("\x16\x04"));
    QVERIFY(!beginsTls("GET"));
}

QTEST_GUILESS_MAIN(TestTlsIdentity)
#include "tst_tlsidentity.moc"
