// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultparts.h"
#include "secureclient.h"

#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

using namespace handglass;
using scenario::FaultKind;

namespace {

QByteArray masked(const QByteArray &payload)
{
    return RawClient::masked(Opcode::Binary, payload);
}

/// So many bytes, beneath which TLS was; fewer if nothing comes for so long.
QByteArray read(SecureClient &client, qsizetype most)
{
    QByteArray came;
    while (
        came.size() < most && (client.socket.bytesAvailable() > 0 || client.socket.waitForReadyRead(RawClient::WaitMs)))
        came += client.socket.read(most - came.size());
    return came;
}

bool upgrade(SecureClient &client)
{
    if (!client.encrypted())
        return false;
    client.send(RawClient::request());
    return client.until("\r\n\r\n").startsWith("HTTP/1.1 101 ");
}

} // namespace

/// Faults of the stream beneath TLS.
class TestSecureFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        qputenv("XDG_DATA_HOME", m_home.path().toUtf8()); // where the mock's own certificate is kept
    }
    void init() { failOnWarnings(); }
    void resetsWithinAFrame();
    void throughputIsALimit();
    void throughputLeavesMemoryAlone();

private:
    QTemporaryDir m_home;
};

/// What came of the frame is TLS as it should be; then TCP is reset, without close_notify.
void TestSecureFaults::resetsWithinAFrame()
{
    FaultyMock faulty({fault(FaultKind::Reset)}, secureMock());
    SecureClient client(faulty->port(), trustingOwn());
    QVERIFY(upgrade(client));
    client.send(RawClient::masked(Opcode::Text, "eight by"));
    QCOMPARE(read(client, 5).toHex(), "8108" + QByteArray("eig").toHex());
    const int descriptor = int(client.socket.socketDescriptor());
    int error = 0;
    if (descriptor >= 0) { // Qt has not read the end yet
        std::array<char, 4096> bytes{};
        pollfd readable{descriptor, POLLIN, 0};
        QCOMPARE(::poll(&readable, 1, RawClient::WaitMs), 1);
        QCOMPARE(::recv(descriptor, bytes.data(), bytes.size(), 0), ssize_t(-1));
        error = errno;
        QCOMPARE(error, ECONNRESET);
    }
    QTRY_COMPARE(faulty->closed.size(), 1);
    const auto record = faulty->record(faulty->closed.first());
    QCOMPARE(record->closeCode, quint16(1006));
    QCOMPARE(record->closedBy, ClosedBy::Us);
    QVERIFY((faulty.marked().first().row.bits & EntryUnfinished) != 0);
}

void TestSecureFaults::throughputIsALimit()
{
    FaultyMock faulty({fault(FaultKind::Throughput, 10'000)}, secureMock());
    SecureClient client(faulty->port(), trustingOwn());
    QVERIFY(upgrade(client));
    QElapsedTimer time;
    time.start();
    client.send(masked(QByteArray(4'996, 'x')));
    QCOMPARE(read(client, 5'000).size(), 5'000);
    QVERIFY2(time.elapsed() >= 450, qPrintable(QString::number(time.elapsed())));
    faulty.setFaults({});
    client.send(masked(QByteArray(65'000, 'x')));
    time.start();
    QCOMPARE(read(client, 65'004).size(), 65'004);
    QVERIFY(time.elapsed() < 5'000);
}

/// The client that floods is read no more, and nothing is lost.
void TestSecureFaults::throughputLeavesMemoryAlone()
{
    MockOptions options = secureMock();
    options.limits.unsent = 100'000;
    FaultyMock faulty({fault(FaultKind::Throughput, 1'000)}, options);
    SecureClient client(faulty->port(), trustingOwn());
    QVERIFY(upgrade(client));
    constexpr int Messages = 1'000;
    constexpr qsizetype Size = 10'000;
    const QByteArray message = masked(QByteArray(Size, 'x'));
    for (int i = 0; i < Messages; ++i)
        client.send(message);
    QTRY_VERIFY(!faulty->pressure.isEmpty());
    QTRY_VERIFY(faulty->pressure.last().paused);
    QVERIFY2(faulty->pressure.last().unsent < 2'000'000, qPrintable(QString::number(faulty->pressure.last().unsent)));
    faulty.setFaults({});
    const qsizetype all = Messages * (Size + 4);
    qsizetype came = 0;
    while (came < all) {
        client.socket.waitForBytesWritten(0);
        const QByteArray some = read(client, std::min<qsizetype>(all - came, 65'536));
        QVERIFY2(!some.isEmpty(), qPrintable(QString::number(came)));
        came += some.size();
    }
}

QTEST_GUILESS_MAIN(TestSecureFaults)
#include "tst_securefaults.moc"
