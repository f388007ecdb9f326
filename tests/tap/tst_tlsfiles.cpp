// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsfiles.h"

#include "tests/support/failonwarnings.h"
#include "tests/support/testcertificate.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

/// Certificates, keys and authorities from files: what can be used is read; what cannot is told with the file's name.
class TestTlsFiles final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void pemInTwoFiles();
    void pemInOneFile();
    void chainBehindIt();
    void encryptedKey();
    void encryptedKeyInItsOwnFile();
    void pkcs12();
    void refused_data();
    void refused();
    void authorities();
    void noAuthorities();

private:
    QString write(const char *name, const QByteArray &content) const;

    QTemporaryDir m_folder;
    TestCertificate m_own{{}};
    TestCertificate m_other{{}};
};

QString TestTlsFiles::write(const char *name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("not written");
    return file.fileName();
}

void TestTlsFiles::pemInTwoFiles()
{
    TlsIdentity identity;
    QCOMPARE(readIdentity(write("a.pem", m_own.pem()), write("a.key", m_own.keyPem()), {}, identity), QString());
    QCOMPARE(identity.chain, {m_own.certificate()});
    QVERIFY(!identity.key.isNull());
}

void TestTlsFiles::pemInOneFile()
{
    TlsIdentity identity;
    const QString file = write("b.pem", m_own.keyPem() + m_own.pem());
    QCOMPARE(readIdentity(file, {}, {}, identity), QString());
    QCOMPARE(identity.chain, {m_own.certificate()});
    QVERIFY(!identity.key.isNull());
    QCOMPARE(missingPassphrase(file, {}), QString());
}

void TestTlsFiles::chainBehindIt()
{
    TestCertificate::Spec spec;
    spec.authority = true;
    const TestCertificate authority(spec);
    const TestCertificate own({}, &authority);
    TlsIdentity identity;
    const QString file = write("chain.pem", own.pem() + own.keyPem() + authority.pem());
    QCOMPARE(readIdentity(file, {}, {}, identity), QString());
    QCOMPARE(identity.chain, (QList<QSslCertificate>{own.certificate(), authority.certificate()}));
}

void TestTlsFiles::encryptedKey()
{
    TlsIdentity identity;
    const QString file = write("c.pem", m_own.pem() + m_own.keyPem("open sesame"));
    QCOMPARE(readIdentity(file, {}, QStringLiteral("open sesame"), identity), QString());
    QVERIFY(!identity.key.isNull());
}

void TestTlsFiles::encryptedKeyInItsOwnFile()
{
    const QString certificate = write("e.pem", m_own.pem());
    const QString key = write("e.key", m_own.keyPem("open sesame"));
    QCOMPARE(missingPassphrase(certificate, key),
        QStringLiteral("expected a passphrase for the key in %1, which is encrypted, got none").arg(key));
}

void TestTlsFiles::pkcs12()
{
    TlsIdentity identity;
    const QString file = write("d.p12", m_own.pkcs12("open sesame"));
    QCOMPARE(readIdentity(file, {}, QStringLiteral("open sesame"), identity), QString());
    QCOMPARE(identity.chain, {m_own.certificate()});
    QVERIFY(!identity.key.isNull());
}

void TestTlsFiles::refused_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("passphrase");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QString &certificate, const QString &key, const char *passphrase,
                         const char *says) {
        const QString &named = key.isEmpty() ? certificate : key;
        QTest::newRow(name) << certificate << key << QString::fromLatin1(passphrase)
                            << QString::fromLatin1(says).arg(named);
    };
    const QString pem = write("own.pem", m_own.pem());
    const QString locked = write("locked.pem", m_own.pem() + m_own.keyPem("open sesame"));
    const QString p12 = write("own.p12", m_own.pkcs12("open sesame"));
    row("no such file", m_folder.filePath(QStringLiteral("none.pem")), {}, "",
        "expected a file that can be read at %1, got: No such file or directory");
    row("folder", m_folder.path(), {}, "", "expected a file at %1, got something else (a folder or a pipe)");
    row("device", QStringLiteral("/dev/zero"), {}, "",
        "expected a file at %1, got something else (a folder or a pipe)");
    row("too big", write("big.pem", QByteArray((4 << 20) + 1, 'x')), {}, "",
        "expected at most 4 MiB in %1, got 4194305 bytes");
    row("neither PEM nor PKCS#12", write("text.pem", "Hello"), {}, "",
        "expected a certificate (PEM or PKCS#12) in %1, got none");
    row("empty", write("empty.pem", ""), {}, "", "expected a certificate (PEM or PKCS#12) in %1, got none");
    row("cut PKCS#12", write("cut.p12", m_own.pkcs12("x").first(200)), {}, "x",
        "expected a certificate (PEM or PKCS#12) in %1, got none");
    row("no key", pem, {}, "", "expected the certificate's private key (PEM) in %1, got none");
    row("no key in the key's file", pem, write("nokey.pem", m_own.pem()), "",
        "expected the certificate's private key (PEM) in %1, got none");
    row("no such key file", pem, m_folder.filePath(QStringLiteral("none.key")), "",
        "expected a file that can be read at %1, got: No such file or directory");
    row("passphrase missing", locked, {}, "", "expected a passphrase for the key in %1, which is encrypted, got none");
    row("passphrase wrong", locked, {}, "abracadabra", "expected the passphrase of the key in %1, got another one");
    row("PKCS#12, passphrase missing", p12, {}, "",
        "expected a passphrase for the key in %1, which is encrypted, got none");
    row("PKCS#12, passphrase wrong", p12, {}, "abracadabra",
        "expected the passphrase of the key in %1, got another one");
    QTest::newRow("another one's key")
        << pem << write("other.key", m_other.keyPem()) << QString()
        << QStringLiteral(
               "expected in %1 the key of the certificate in %2 (CN=Handglass test), got the key of another one")
               .arg(m_folder.filePath(QStringLiteral("other.key")), pem);
}

void TestTlsFiles::refused()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, passphrase);
    QFETCH(QString, says);
    TlsIdentity identity;
    QCOMPARE(readIdentity(certificate, key, passphrase, identity), says);
    QVERIFY(identity.key.isNull());
    const bool missing = says.contains(QStringLiteral("which is encrypted"));
    QCOMPARE(missingPassphrase(certificate, key).isEmpty(), !missing && passphrase != QStringLiteral("abracadabra"));
}

void TestTlsFiles::authorities()
{
    QList<QSslCertificate> authorities;
    QCOMPARE(readAuthorities(write("ca.pem", "# ours\n" + m_own.pem() + "\n" + m_other.pem()), authorities), QString());
    QCOMPARE(authorities, (QList<QSslCertificate>{m_own.certificate(), m_other.certificate()}));
}

void TestTlsFiles::noAuthorities()
{
    QList<QSslCertificate> authorities;
    const QString file = write("key.pem", m_own.keyPem());
    QCOMPARE(readAuthorities(file, authorities),
        QStringLiteral("expected certificates of authorities (PEM) in %1, got none").arg(file));
}

QTEST_GUILESS_MAIN(TestTlsFiles)
#include "tst_tlsfiles.moc"
