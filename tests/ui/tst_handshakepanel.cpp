// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "tests/ui/handshakerecords.h"
#include "ui/common/payloadeditor.h"
#include "ui/common/theme.h"
#include "ui/handshake/handshakepanel.h"
#include "ui/handshake/headview.h"
#include "ui/handshake/verdictmodel.h"
#include "ui/handshake/waterfall.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSplitter>
#include <QTreeView>

using namespace handglass;

class TestHandshakePanel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void showsBothHeads();
    void startsAtTheLineThatDecides();
    void marksThePartner_data();
    void marksThePartner();
    void linesByKeys();
    void checkSelectsItsLines();
    void lineSelectsItsCheck();
    void hidesSecrets();
    void hidesSecretsAgain();
    void refusal();
    void refusalButtons();
    void certificateRefused();
    void certificatesOpen();
    void chainOfConnections();
    void addressesAndProxy();
    void cookies();
    void bodySegments();
    void bodyDecoded();
    void bodyCutOff();
    void savesTheBody();
    void garbage();
    void noResponse();
    void mockSide();
    void followsTheNewest();
    void hiddenItTellsTheOutcomeOnly();
    void keepsTheSelection();
    void outcomeOfNothing();
    void movesPartsWhenNarrow();
    void splittersAreKept();
    void longFactsAreNotCut();
    void longWordsOfButtonsHaveRoom();
    void verdictModelIsSound();

private:
    template <typename T = QWidget> T *part(const char *name) const
    {
        auto *found = m_panel->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }
    HeadView *request() const { return part<HeadView>("requestHead"); }
    HeadView *response() const { return part<HeadView>("responseHead"); }
    /// Every text in it that can be seen, "|" between them.
    QString seen(const char *name) const
    {
        QStringList texts;
        for (const QLabel *label : part(name)->findChildren<QLabel *>()) {
            if (label->isVisible() && !label->text().isEmpty())
                texts.append(label->text());
        }
        return texts.join(QLatin1Char('|'));
    }
    QString words(const char *name) const { return part<QLabel>(name)->text(); }
    /// The id that it got.
    ConnectionId show(const ConnectionRecord &record);
    static void clickLine(HeadView *view, int line);
    QModelIndex check(const QString &rule) const;
    int x(const char *name) const { return part(name)->mapTo(m_panel.get(), QPoint()).x(); }
    int y(const char *name) const { return part(name)->mapTo(m_panel.get(), QPoint()).y(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RecordCapture> m_capture;
    std::unique_ptr<HandshakePanel> m_panel;
};

void TestHandshakePanel::init()
{
    failOnWarnings();
    m_theme = std::make_unique<Theme>();
    m_theme->apply(ThemeChoice::Light);
    m_capture = std::make_unique<RecordCapture>();
    m_panel = std::make_unique<HandshakePanel>(*m_theme);
    m_panel->setScope(m_capture->get(), {1, 0});
    m_panel->resize(1064, 680);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestHandshakePanel::cleanup()
{
    m_panel.reset();
    m_capture.reset();
    m_theme.reset();
}

ConnectionId TestHandshakePanel::show(const ConnectionRecord &record)
{
    const ConnectionId id = m_capture->add(record);
    const auto shown = [&] {
        return (!request()->text().isEmpty() || !record.failure.fact.isEmpty())
            && (record.rawResponse.isEmpty() || !response()->text().isEmpty())
            && (!record.failure || words("refusalSentence").contains(record.failure.fact));
    };
    if (!QTest::qWaitFor(shown))
        qFatal("the record is not shown");
    return id;
}

void TestHandshakePanel::clickLine(HeadView *view, int line)
{
    view->ensureLineVisible(line - 1);
    const auto at = static_cast<unsigned long>(view->positionFromLineIndex(line - 1, 2));
    const auto place = static_cast<long>(at);
    const long x = view->SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, place);
    const long y = view->SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, place);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(static_cast<int>(x), static_cast<int>(y) + 6));
}

QModelIndex TestHandshakePanel::check(const QString &rule) const
{
    const auto *model = part<QTreeView>("verdict")->model();
    for (int group = 0; group < model->rowCount(); ++group) {
        const QModelIndex parent = model->index(group, 0);
        for (int row = 0; row < model->rowCount(parent); ++row) {
            const QModelIndex index = model->index(row, VerdictModel::RuleColumn, parent);
            if (index.data().toString() == rule)
                return index;
        }
    }
    return {};
}

void TestHandshakePanel::showsBothHeads()
{
    show(acceptedRecord());
    QCOMPARE(request()->text().section(QLatin1Char('\n'), 0, 1),
        QStringLiteral("GET /v2/stream HTTP/1.1\nHost: quotes.example.net"));
    QCOMPARE(request()->lineCount(), 9);
    QCOMPARE(response()->lineCount(), 6);
    QVERIFY(response()->text().endsWith(QStringLiteral("Sec-WebSocket-Protocol: quotes.v2")));
    QVERIFY(request()->isReadOnly());
    QTRY_VERIFY(part("acceptSection")->isVisible());
    QTRY_VERIFY(part("negotiatedSection")->isVisible());
    QTRY_VERIFY(!part("challengeSection")->isVisible());
    QCOMPARE(m_panel->outcome(), Outcome::Pass);
    QTRY_VERIFY(!part("refusalSentence")->isVisible());
}

void TestHandshakePanel::startsAtTheLineThatDecides()
{
    show(acceptedRecord());
    QCOMPARE(response()->selectedLine(), 5);
    QCOMPARE(request()->partnerLine(), 5);
    QVERIFY(words("explanation").contains(QStringLiteral("Sec-WebSocket-Accept")));
    show(refusedRecord());
    QTRY_COMPARE(response()->selectedLine(), 3);
    QVERIFY(words("explanation").contains(QStringLiteral("WWW-Authenticate")));
}

void TestHandshakePanel::marksThePartner_data()
{
    QTest::addColumn<bool>("inRequest");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("partner");
    QTest::newRow("start lines") << true << 1 << 1;
    QTest::newRow("host") << true << 2 << 0;
    QTest::newRow("upgrade") << true << 3 << 4;
    QTest::newRow("connection") << true << 4 << 3;
    QTest::newRow("key") << true << 5 << 5;
    QTest::newRow("version") << true << 6 << 0;
    QTest::newRow("subprotocols") << true << 8 << 6;
    QTest::newRow("status line") << false << 1 << 1;
    QTest::newRow("server") << false << 2 << 0;
    QTest::newRow("connection answered") << false << 3 << 4;
    QTest::newRow("accept") << false << 5 << 5;
    QTest::newRow("subprotocol") << false << 6 << 8;
}

void TestHandshakePanel::marksThePartner()
{
    QFETCH(bool, inRequest);
    QFETCH(int, line);
    QFETCH(int, partner);
    show(acceptedRecord());
    HeadView *clicked = inRequest ? request() : response();
    HeadView *other = inRequest ? response() : request();
    clickLine(other, 2);
    clickLine(clicked, line);
    QCOMPARE(clicked->selectedLine(), line);
    QCOMPARE(clicked->partnerLine(), 0);
    QCOMPARE(other->partnerLine(), partner);
    QCOMPARE(other->selectedLine(), 0);
    QVERIFY(!words("explanation").isEmpty());
}

void TestHandshakePanel::linesByKeys()
{
    show(acceptedRecord());
    clickLine(request(), 2);
    const QString before = words("explanation");
    QTest::keyClick(request(), Qt::Key_Down);
    QCOMPARE(request()->selectedLine(), 3);
    QCOMPARE(response()->partnerLine(), 4);
    QVERIFY(words("explanation") != before);
    QTest::keyClick(request(), Qt::Key_Up);
    QCOMPARE(words("explanation"), before);
}

void TestHandshakePanel::checkSelectsItsLines()
{
    show(acceptedRecord());
    auto *tree = part<QTreeView>("verdict");
    const QModelIndex subprotocol = check(QStringLiteral("Subprotocol"));
    QVERIFY(subprotocol.isValid());
    tree->scrollTo(subprotocol);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(subprotocol).center());
    QCOMPARE(response()->selectedLine(), 6);
    QCOMPARE(request()->partnerLine(), 8);
    QCOMPARE(tree->currentIndex().row(), subprotocol.row());
}

void TestHandshakePanel::lineSelectsItsCheck()
{
    show(acceptedRecord());
    auto *tree = part<QTreeView>("verdict");
    const auto current = [tree] {
        return tree->currentIndex().siblingAtColumn(VerdictModel::RuleColumn).data().toString();
    };
    QCOMPARE(current(), QStringLiteral("Sec-WebSocket-Accept"));
    clickLine(response(), 4);
    QCOMPARE(current(), QStringLiteral("Upgrade"));
    clickLine(request(), 2);
    QCOMPARE(current(), QStringLiteral("Host"));
    clickLine(response(), 2);
    QVERIFY(!tree->currentIndex().isValid());
}

void TestHandshakePanel::hidesSecrets()
{
    show(refusedRecord());
    QVERIFY(request()->text().contains(QStringLiteral("Authorization: Bearer 32 characters hidden\n")));
    QVERIFY(request()->text().contains(QStringLiteral("Cookie: 13 characters hidden\n")));
    QVERIFY(!request()->text().contains(QStringLiteral("0123456789abcdef")));
    QTest::mouseClick(part("request-copy"), Qt::LeftButton);
    QVERIFY(!QGuiApplication::clipboard()->text().contains(QStringLiteral("topsecret")));
    QTest::mouseClick(part("request-reveal"), Qt::LeftButton);
    QVERIFY(request()->text().contains(QStringLiteral("Bearer 0123456789abcdef0123456789abcdef\n")));
    QVERIFY(request()->text().contains(QStringLiteral("sid=topsecret")));
    QTest::mouseClick(part("request-copy"), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("topsecret")));
    QTRY_VERIFY(!part("response-reveal")->isVisible());
}

void TestHandshakePanel::hidesSecretsAgain()
{
    show(refusedRecord());
    QTest::mouseClick(part("request-reveal"), Qt::LeftButton);
    show(acceptedRecord());
    QTRY_VERIFY(!part("request-reveal")->isVisible());
    show(refusedRecord());
    QTRY_VERIFY(request()->text().contains(QStringLiteral("hidden")));
}

void TestHandshakePanel::refusal()
{
    QSignalSpy outcome(m_panel.get(), &HandshakePanel::outcomeChanged);
    show(refusedRecord());
    QCOMPARE(words("refusalSentence"),
        QStringLiteral("Refused: expected 101 Switching Protocols, got 401 Unauthorized, RFC 6455 §4.1"));
    QVERIFY(words("refusalCause").contains(QStringLiteral("expired")));
    QVERIFY(words("refusalSuggestion").contains(QStringLiteral("new token")));
    QVERIFY(words("refusalNotCause").contains(QStringLiteral("TLS")));
    QTRY_VERIFY(part("challengeSection")->isVisible());
    QStringList challenge;
    for (const QLabel *label : part("challengeSection")->findChildren<QLabel *>())
        challenge.append(label->text());
    QVERIFY(challenge.join(QLatin1Char('|')).contains(QStringLiteral("Bearer, “orders”")));
    QVERIFY(challenge.contains(QStringLiteral("The access token expired")));
    QTRY_VERIFY(!part("acceptSection")->isVisible());
    QCOMPARE(outcome.size(), 1);
    QCOMPARE(outcome.first().first().value<Outcome>(), Outcome::Fail);
    const QModelIndex upgrade = check(QStringLiteral("Upgrade"));
    QCOMPARE(upgrade.siblingAtColumn(VerdictModel::GotColumn).data().toString(), QStringLiteral("not judged"));
}

void TestHandshakePanel::refusalButtons()
{
    show(refusedRecord());
    QSignalSpy reconnect(m_panel.get(), &HandshakePanel::reconnectRequested);
    QSignalSpy edit(m_panel.get(), &HandshakePanel::editRequestRequested);
    QTest::mouseClick(part("reconnect"), Qt::LeftButton);
    QTest::mouseClick(part("editRequest"), Qt::LeftButton);
    QCOMPARE(reconnect.size(), 1);
    QCOMPARE(edit.size(), 1);
    QCOMPARE(part<QAbstractButton>("editRequest")->text(), QStringLiteral("Edit authorization…"));
}

void TestHandshakePanel::certificateRefused()
{
    QSignalSpy trust(m_panel.get(), &HandshakePanel::trustRequested);
    show(certificateRecord());
    QTRY_VERIFY(part("trustCertificate")->isVisible());
    QCOMPARE(words("refusalEvidence"), certificateRecord().failure.evidence);
    QTRY_VERIFY(seen("tlsSection").contains(QStringLiteral("the certificate CN=orders.example.net expired")));
    QTRY_VERIFY(part("certificateDetails1")->isVisible());
    QVERIFY(seen("certificateDetails1").contains(QStringLiteral("expired")));
    QVERIFY(seen("certificateDetails1").contains(QStringLiteral("DNS:orders.example.net")));
    QTest::mouseClick(part("trustCertificate"), Qt::LeftButton);
    QCOMPARE(trust.size(), 1);
    const auto asked = trust.first().first().value<TrustedCertificate>();
    QCOMPARE(asked.host, QStringLiteral("orders.example.net"));
    QCOMPARE(asked.port, quint16(8443));
    QCOMPARE(asked.sha256, QByteArray(32, '\x5A'));
    ConnectionRecord accepted = certificateRecord();
    accepted.tlsFacts.accepted = QStringLiteral("--no-check");
    accepted.failure = refusedRecord().failure;
    show(accepted);
    QTRY_VERIFY(seen("tlsSection").contains(QStringLiteral("--no-check")));
    QVERIFY(!part("trustCertificate")->isVisible());
    show(refusedRecord());
    QTRY_VERIFY(!seen("tlsSection").contains(QStringLiteral("expired")));
    QVERIFY(!part("trustCertificate")->isVisible());
}

void TestHandshakePanel::certificatesOpen()
{
    ConnectionRecord record = acceptedRecord();
    record.tlsFacts = certificateRecord().tlsFacts;
    record.tlsFacts.errors.clear();
    record.id = show(record);
    QTRY_VERIFY(part("certificate2")->isVisible());
    QVERIFY(!part("certificateDetails2")->isVisible());
    QTRY_VERIFY(seen("tlsSection").contains(QStringLiteral("passed")));
    QTest::mouseClick(part("certificate2"), Qt::LeftButton);
    QVERIFY(seen("certificateDetails2").contains(QStringLiteral("CN=Example Root|itself")));
    record.bodySize = 1; // the same connection, written again
    show(record);
    QVERIFY(part("certificateDetails2")->isVisible());
    QTest::mouseClick(part("copyCertificate1"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromLatin1(record.tlsFacts.chain.first().pem));
}

void TestHandshakePanel::chainOfConnections()
{
    const ConnectionId first = show(refusedRecord());
    QTRY_VERIFY(!part("chainSection")->isVisible());
    ConnectionRecord second = acceptedRecord();
    second.reason = Reason::Redirect;
    second.attempt = 1;
    second.previous = first;
    const ConnectionId opened = show(second);
    QTRY_VERIFY(part("previousConnection")->isVisible());
    QTRY_VERIFY(seen("chainSection").contains(QStringLiteral("redirect 1, from connection %1").arg(second.previous)));
    QVERIFY(!part("nextConnection")->isVisible());
    QTest::mouseClick(part("previousConnection"), Qt::LeftButton);
    QTRY_VERIFY(response()->text().startsWith(QStringLiteral("HTTP/1.1 401")));
    QVERIFY(!part("previousConnection")->isVisible());
    QVERIFY(part<QAbstractButton>("nextConnection")->text().startsWith(QStringLiteral("Redirected: connection ")));
    QTest::mouseClick(part("nextConnection"), Qt::LeftButton);
    QTRY_VERIFY(response()->text().startsWith(QStringLiteral("HTTP/1.1 101")));
    ConnectionRecord third = acceptedRecord();
    third.reason = Reason::Reconnect;
    third.attempt = 4;
    third.previous = opened;
    show(third);
    QTRY_VERIFY(seen("chainSection").contains(QStringLiteral("try 4 to reconnect")));
}

void TestHandshakePanel::addressesAndProxy()
{
    ConnectionRecord record = acceptedRecord();
    record.attempts = {{QStringLiteral("[2001:db8::1]:443"), 0, 250'000'000, QStringLiteral("no route to host")},
        {QStringLiteral("192.0.2.7:443"), 250'000'000, 12'000'000, {}},
        {QStringLiteral("192.0.2.8:443"), 260'000'000, -1, {}}};
    record.proxy = QStringLiteral("http://127.0.0.1:3128");
    record.proxyAnswer = "HTTP/1.1 200 Connection established\r\nVia: tinyproxy\r\n\r\n";
    record.times.proxy = 3'000'000;
    show(record);
    QTRY_VERIFY(part("attemptSection")->isVisible());
    QTRY_VERIFY(seen("attemptSection").contains(QStringLiteral("at ")));
    const QString attempts = seen("attemptSection");
    QVERIFY2(attempts.contains(QStringLiteral("[2001:db8::1]:443 failed after 250.0 ms: no route to host")),
        qPrintable(attempts));
    QVERIFY(attempts.contains(QStringLiteral("192.0.2.7:443 connected in 12.0 ms")));
    QVERIFY(attempts.contains(QStringLiteral("192.0.2.8:443 given up")));
    QTRY_VERIFY(seen("proxySection").contains(QStringLiteral("HTTP/1.1 200 Connection established\nVia: tinyproxy")));
    QStringList phases;
    for (const PhaseBar &bar : part<Waterfall>("waterfall")->bars())
        phases.append(bar.name);
    QVERIFY(phases.contains(QStringLiteral("Proxy")));
    show(refusedRecord());
    QTRY_VERIFY(!part("attemptSection")->isVisible());
    QVERIFY(!part("proxySection")->isVisible());
}

void TestHandshakePanel::cookies()
{
    ConnectionRecord record = refusedRecord();
    record.rawResponse.replace("Connection: close",
        "Set-Cookie: pass=verysecret; Path=/v1; Secure\r\nSet-Cookie: nonsense\r\nConnection: close");
    show(record);
    QTRY_VERIFY(part("cookieSection")->isVisible());
    QTRY_VERIFY(seen("cookieSection").contains(QStringLiteral("Sent")));
    const QString told = seen("cookieSection");
    QVERIFY2(told.contains(QStringLiteral("Sent|sid")), qPrintable(told));
    QVERIFY(told.contains(QStringLiteral("pass|Path=/v1; Secure")));
    QVERIFY(told.contains(QStringLiteral("one that cannot be read as a cookie, RFC 6265 §5.2")));
    QVERIFY(!told.contains(QStringLiteral("secret")));
    show(acceptedRecord());
    QTRY_VERIFY(!part("cookieSection")->isVisible());
}

void TestHandshakePanel::bodySegments()
{
    show(refusedRecord());
    auto *body = part<PayloadEditor>("body");
    QTRY_VERIFY(body->isVisible());
    QVERIFY(body->text().contains(QStringLiteral("\n  \"status\": 401")));
    QTest::mouseClick(part("bodyRaw"), Qt::LeftButton);
    QVERIFY(body->text().startsWith(QStringLiteral("{\"type\":\"about:blank\",")));
    QTest::mouseClick(part("bodyHex"), Qt::LeftButton);
    QVERIFY(body->text().startsWith(QStringLiteral("00000000  7b 22 74 79 70 65")));
    QTest::mouseClick(part("bodyText"), Qt::LeftButton);
    QVERIFY(body->text().startsWith(QStringLiteral("{\n")));
}

void TestHandshakePanel::bodyDecoded()
{
    ConnectionRecord record = refusedRecord(); // {"error":"no seat","seats":[1,2,3]}
    record.body = QByteArray::fromHex(
        "1f8b0800000000000203ab564a2d2aca2f52b252cacb57284e4d2c51d2510251c54a56d1863a463ac6b1b500dedbc8a023000000");
    record.bodySize = record.body.size();
    record.rawResponse.replace("Connection: close", "Content-Encoding: gzip\r\nConnection: close");
    show(record);
    auto *body = part<PayloadEditor>("body");
    QTRY_VERIFY(body->text().contains(QStringLiteral("\n  \"error\": \"no seat\"")));
    QVERIFY(words("bodyStatus").startsWith(QStringLiteral("gzip decoded: 35 B from 52 B")));
    QTest::mouseClick(part("bodyHex"), Qt::LeftButton);
    QTRY_VERIFY(body->text().startsWith(QStringLiteral("00000000  1f 8b")));
    QTRY_VERIFY(!part("bodyStatus")->isVisible());
    record.body.chop(9);
    record.bodySize = record.body.size();
    show(record);
    QTest::mouseClick(part("bodyText"), Qt::LeftButton);
    QTRY_VERIFY(words("bodyStatus").contains(QStringLiteral("expected the rest of the gzip data, got its end")));
}

void TestHandshakePanel::bodyCutOff()
{
    ConnectionRecord record = refusedRecord();
    record.body = QByteArray(1 << 20, 'x');
    record.bodySize = 3 << 20;
    show(record);
    QTRY_COMPARE(part<PayloadEditor>("body")->length(), 256 << 10);
    QVERIFY(words("bodyStatus").startsWith(QStringLiteral("The first 256 KiB are shown")));
    QTRY_VERIFY(part("bodyStatus")->isVisible());
    const QList<QLabel *> labels = m_panel->findChildren<QLabel *>();
    const bool told = std::ranges::any_of(
        labels, [](const QLabel *label) { return label->text().contains(QStringLiteral("first 1.0 MiB of 3.0 MiB")); });
    QVERIFY(told);
}

void TestHandshakePanel::savesTheBody()
{
    show(refusedRecord());
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("body.json"));
    QTest::mouseClick(part("saveBody"), Qt::LeftButton);
    auto *dialog = part<QFileDialog>("saveBodyDialog");
    Q_EMIT dialog->fileSelected(path);
    QTRY_COMPARE(words("bodyStatus"), QStringLiteral("Saved."));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), refusedRecord().body);
    Q_EMIT dialog->fileSelected(QStringLiteral("/nonexistent/body"));
    QTRY_VERIFY(words("bodyStatus").startsWith(QStringLiteral("The body was not saved")));
    dialog->reject();
}

void TestHandshakePanel::garbage()
{
    show(garbageRecord());
    QCOMPARE(response()->text(), QStringLiteral("SSH-2.0-OpenSSH_9.2\n\\x00\\x1b[2J\\xff<b>bold</b>"));
    QVERIFY(words("responseError").contains(QStringLiteral("RFC 9112")));
    QTRY_VERIFY(part("responseError")->isVisible());
    QTRY_VERIFY(!part("verdict")->isVisible());
    QCOMPARE(m_panel->outcome(), Outcome::Fail);
    clickLine(response(), 2);
    QVERIFY(!words("explanation").contains(QStringLiteral("<b>bold")));
}

void TestHandshakePanel::noResponse()
{
    show(noResponseRecord());
    QCOMPARE(words("refusalSentence"),
        QStringLiteral("Not connected: expected a listener at 127.0.0.1:8080, got connection refused"));
    QTRY_VERIFY(!request()->isVisible());
    QTRY_VERIFY(!response()->isVisible());
    QTRY_VERIFY(!part("explanation")->isVisible());
    QTRY_VERIFY(!part("refusalNotCause")->isVisible());
    const QList<PhaseBar> bars = part<Waterfall>("waterfall")->bars();
    QCOMPARE(bars.size(), 2);
    QCOMPARE(bars.last().name, QStringLiteral("TCP"));
    QCOMPARE(bars.last().kind, PhaseBar::Kind::Failed);
    QCOMPARE(bars.last().start, 2'400'000);
    QCOMPARE(bars.last().duration, 30 * Ms - 2'400'000);
    QCOMPARE(m_panel->outcome(), Outcome::Fail);
}

void TestHandshakePanel::mockSide()
{
    ConnectionRecord record = refusedRecord();
    record.role = ConnectionRole::MockClient;
    show(record);
    QTRY_VERIFY(!part("editRequest")->isVisible());
    const auto *pane = request()->parentWidget();
    const QList<QLabel *> labels = pane->findChildren<QLabel *>();
    QVERIFY(
        std::ranges::any_of(labels, [](const QLabel *label) { return label->text() == QLatin1String("Received"); }));
}

void TestHandshakePanel::followsTheNewest()
{
    auto *combo = m_panel->connectionChooser()->findChild<QComboBox *>(QStringLiteral("connection"));
    show(acceptedRecord());
    show(refusedRecord());
    QTRY_COMPARE(combo->count(), 2);
    QVERIFY(combo->currentText().startsWith(QStringLiteral("2, refused ")));
    QVERIFY(combo->itemText(1).startsWith(QStringLiteral("1, open since ")));
    combo->setCurrentIndex(1);
    Q_EMIT combo->activated(1);
    QVERIFY(request()->text().startsWith(QStringLiteral("GET /v2/stream")));
    m_capture->add(garbageRecord());
    QTRY_COMPARE(combo->count(), 3);
    QVERIFY(combo->currentText().startsWith(QStringLiteral("1, ")));
    combo->setCurrentIndex(0);
    Q_EMIT combo->activated(0);
    QVERIFY(response()->text().startsWith(QStringLiteral("SSH")));
    ConnectionRecord other = acceptedRecord();
    other.session = 2;
    m_capture->add(other);
    show(refusedRecord());
    QTRY_VERIFY(combo->currentText().startsWith(QStringLiteral("5, ")));
    QCOMPARE(combo->count(), 4);
}

/// Connections may come by the thousand while nobody looks.
void TestHandshakePanel::hiddenItTellsTheOutcomeOnly()
{
    ConnectionRecord connecting = acceptedRecord();
    connecting.state = ConnectionState::Connecting;
    connecting.rawResponse.clear();
    connecting.verdict = {};
    show(refusedRecord());
    const QString before = response()->text();
    m_panel->hide();
    connecting.id = m_capture->add(connecting);
    QTRY_COMPARE(m_panel->outcome(), Outcome::NotJudged);
    ConnectionRecord open = acceptedRecord();
    open.id = connecting.id;
    m_capture->add(open);
    QTRY_COMPARE(m_panel->outcome(), Outcome::Pass);
    QCOMPARE(response()->text(), before);
    m_panel->show();
    QVERIFY(response()->text().startsWith(QStringLiteral("HTTP/1.1 101 ")));
}

void TestHandshakePanel::keepsTheSelection()
{
    ConnectionRecord record = acceptedRecord();
    record.id = m_capture->add(record);
    QTRY_VERIFY(!request()->text().isEmpty());
    clickLine(request(), 2);
    record.state = ConnectionState::Closed;
    record.closedNs = RecordTime + 2000 * Ms;
    m_capture->add(record);
    const auto *combo = m_panel->connectionChooser()->findChild<QComboBox *>(QStringLiteral("connection"));
    QTRY_VERIFY(combo->currentText().contains(QStringLiteral("closed")));
    QCOMPARE(request()->selectedLine(), 2);
}

void TestHandshakePanel::outcomeOfNothing()
{
    QTRY_VERIFY(part("handshakeEmpty")->isVisible());
    QCOMPARE(m_panel->outcome(), Outcome::NotJudged);
    show(acceptedRecord());
    QTRY_VERIFY(!part("handshakeEmpty")->isVisible());
    m_panel->setScope(nullptr, {});
    QTRY_VERIFY(part("handshakeEmpty")->isVisible());
    QCOMPARE(m_panel->outcome(), Outcome::NotJudged);
}

void TestHandshakePanel::movesPartsWhenNarrow()
{
    show(acceptedRecord());
    QVERIFY(x("responseHead") > x("requestHead"));
    QVERIFY(x("acceptSection") > x("verdict"));
    m_panel->resize(856, 560);
    QTRY_VERIFY(y("acceptSection") > y("verdict"));
    QVERIFY(x("responseHead") > x("requestHead"));
    QCOMPARE(response()->selectedLine(), 5);
    m_panel->resize(760, 560);
    QTRY_VERIFY(y("responseHead") > y("requestHead"));
    QCOMPARE(x("responseHead"), x("requestHead"));
    m_panel->resize(1064, 680);
    QTRY_VERIFY(x("acceptSection") > x("verdict"));
    QCOMPARE(response()->selectedLine(), 5);
}

void TestHandshakePanel::splittersAreKept()
{
    show(acceptedRecord());
    auto *heads = part<QSplitter>("heads2");
    QWidget *handle = heads->handle(1);
    QTest::mousePress(handle, Qt::LeftButton);
    QTest::mouseMove(handle, handle->rect().center() - QPoint(150, 0));
    QTest::mouseRelease(handle, Qt::LeftButton, {}, handle->rect().center() - QPoint(150, 0));
    const int moved = x("responseHead");
    QVERIFY(moved < 532 - 100);
    const QByteArray state = m_panel->splitterState();
    HandshakePanel other(*m_theme);
    other.restoreSplitters("no state");
    other.restoreSplitters(state);
    other.setScope(m_capture->get(), {1, 0});
    other.resize(m_panel->size());
    other.show();
    const auto *response = other.findChild<QWidget *>(QStringLiteral("responseHead"));
    QTRY_COMPARE(response->mapTo(&other, QPoint()).x(), moved);
}

void TestHandshakePanel::longFactsAreNotCut()
{
    ConnectionRecord record = acceptedRecord();
    record.extensions = QStringLiteral("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    record.rawRequest.replace("\r\n\r\n",
        "\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
        "client_no_context_takeover; client_max_window_bits\r\n\r\n");
    show(record);
    QWidget *inside = part("tlsSection");
    QTRY_VERIFY(inside->isVisible());
    const QScrollArea *area = nullptr;
    for (QWidget *next = inside; next != nullptr && area == nullptr; next = next->parentWidget())
        area = qobject_cast<const QScrollArea *>(next);
    QVERIFY(area);
    QTRY_COMPARE(area->widget()->width(), area->viewport()->width());
}

void TestHandshakePanel::longWordsOfButtonsHaveRoom()
{
    QPushButton button(QStringLiteral("Trust this certificate for this host"));
    QVERIFY(button.sizeHint().width() >= button.fontMetrics().horizontalAdvance(button.text()) + 16);
}

void TestHandshakePanel::verdictModelIsSound()
{
    VerdictModel model(*m_theme);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setVerdict(refusedRecord().verdict);
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex first = model.index(0, 0, model.index(0, 0));
    QVERIFY(first.data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("failed, Status, expected 101")));
    QCOMPARE(model.indexOf(model.checkAt(first)), first);
    model.setVerdict({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(TestHandshakePanel)
#include "tst_handshakepanel.moc"
