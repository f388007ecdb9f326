// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/deflatecodec.h"
#include "tests/support/failonwarnings.h"
#include "ui/common/theme.h"
#include "ui/learn/tools/accepttool.h"
#include "ui/learn/tools/closecodemodel.h"
#include "ui/learn/tools/closecodepage.h"
#include "ui/learn/tools/deflatetool.h"
#include "ui/learn/tools/glossarypage.h"
#include "ui/learn/tools/masktool.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>

using namespace handglass;

namespace {

const QByteArray SampleKey = QByteArrayLiteral("dGhlIHNhbXBsZSBub25jZQ==");
const QByteArray SampleAccept = QByteArrayLiteral("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

lesson::GlossaryTerm term(const char *id, const char *name, const char *text, const char *section)
{
    lesson::GlossaryTerm term;
    term.id = QString::fromUtf8(id);
    term.name = QString::fromUtf8(name);
    term.text = QString::fromUtf8(text);
    term.section = QString::fromUtf8(section);
    return term;
}

QList<lesson::GlossaryTerm> terms()
{
    QList<lesson::GlossaryTerm> terms{
        term("accept-value", "accept value",
            "What proves it. See [masking](glossary:masking) and [lesson 4](lesson:accept-value).", "RFC 6455 §4.2.2"),
        term("masking", "masking", "An XOR with a key.", "RFC 6455 §5.3"),
        term("ping", "Ping", "Asks whether the peer is there.", "RFC 6455 §5.5.2"),
    };
    terms.first().names = {QStringLiteral("Sec-WebSocket-Accept")};
    return terms;
}

} // namespace

/// The small tools of the lessons, as a student uses them.
class TestLearnTools final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.apply(ThemeChoice::Light); }
    void init() { failOnWarnings(); }

    void acceptOfTheRfcsExample();
    void acceptFollowsTyping();
    void acceptJudgesTheKey_data();
    void acceptJudgesTheKey();
    void acceptMarksAnotherGuid();
    void acceptOfTheLiveConnection();
    void maskOfTheRfcsExample();
    void maskStepsThroughBytes();
    void maskBothWays();
    void maskErrorsKeepWhatWasTyped();
    void deflateSizes_data();
    void deflateSizes();
    void deflateOfOwnText();
    void deflateNegotiation();
    void glossaryIsSearched();
    void glossaryLinks();
    void closeCodes_data();
    void closeCodes();
    void closeCodeTable();

private:
    template <typename T> static T *find(const QWidget &tool, const char *name)
    {
        T *found = tool.findChild<T *>(QLatin1String(name));
        [&] { QVERIFY2(found != nullptr, name); }();
        return found;
    }
    static QString ink(const QWidget &tool, const char *name) { return find<InkLabel>(tool, name)->plainText(); }
    static void retype(QLineEdit *edit, const QString &text)
    {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }

    Theme m_theme;
};

void TestLearnTools::acceptOfTheRfcsExample()
{
    AcceptTool tool(m_theme);
    tool.show();
    QCOMPARE(find<QLineEdit>(tool, "acceptKeyEdit")->text(), QString::fromLatin1(SampleKey));
    QCOMPARE(ink(tool, "acceptNonce"), QStringLiteral("74 68 65 20 73 61 6d 70 6c 65 20 6e 6f 6e 63 65"));
    QCOMPARE(ink(tool, "acceptJoined"), QStringLiteral("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
    QVERIFY(ink(tool, "acceptJoinedBytes").startsWith(QLatin1String("64 47 68 6c")));
    QCOMPARE(ink(tool, "acceptJoinedBytes").split(u' ').size(), 60);
    QCOMPARE(ink(tool, "acceptDigest"), QStringLiteral("b3 7a 4f 2c c0 62 4f 16 90 f6 46 06 cf 38 59 45 b2 be c4 ea"));
    const QString groups = ink(tool, "acceptGroups").replace(QChar::Nbsp, u' ');
    QVERIFY(groups.startsWith(QStringLiteral("b3 7a 4f → s3pP   2c c0 62 → LMBi")));
    QVERIFY(groups.endsWith(QStringLiteral("c4 ea → xOo=")));
    QCOMPARE(ink(tool, "acceptValue"), QString::fromLatin1(SampleAccept));
    QVERIFY(!find<TextLabel>(tool, "acceptGuidMark")->isVisible());
    QVERIFY(!find<TextLabel>(tool, "acceptVerdict")->isVisible());
}

void TestLearnTools::acceptFollowsTyping()
{
    AcceptTool tool(m_theme);
    tool.show();
    retype(find<QLineEdit>(tool, "acceptKeyEdit"), QStringLiteral("x3JJHMbDL1EzLkh9GBhXDw=="));
    QCOMPARE(ink(tool, "acceptValue"), QStringLiteral("HSmrc0sMlYUkAGmm5OPpG2HaGWk="));
    QTest::mouseClick(find<QPushButton>(tool, "acceptSample"), Qt::LeftButton);
    QCOMPARE(ink(tool, "acceptValue"), QString::fromLatin1(SampleAccept));
}

void TestLearnTools::acceptJudgesTheKey_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("error");
    QTest::newRow("right") << QString::fromLatin1(SampleKey) << QString();
    const QString expected = QStringLiteral("expected base64 of 16 bytes, got %1, RFC 6455 §4.1");
    QTest::newRow("5 bytes") << QStringLiteral("SGVsbG8=") << expected.arg(QStringLiteral("5 bytes"));
    QTest::newRow("empty") << QString() << expected.arg(QStringLiteral("0 bytes"));
    QTest::newRow("17 bytes") << QStringLiteral("dGhlIHNhbXBsZSBub25jZS4=") << expected.arg(QStringLiteral("17 bytes"));
    QTest::newRow("no base64") << QStringLiteral("dGhlIHNhbXBsZSBub25jZQ=!")
                               << expected.arg(QStringLiteral("“=” at character 23"));
    QTest::newRow("a space") << QStringLiteral("dGhl HNhbXBsZSBub25jZQ==")
                             << expected.arg(QStringLiteral("“ ” at character 5"));
    QTest::newRow("cut") << QStringLiteral("dGhlI")
                         << expected.arg(QStringLiteral("5 characters, which is no multiple of 4"));
}

void TestLearnTools::acceptJudgesTheKey()
{
    QFETCH(QString, key);
    QFETCH(QString, error);
    AcceptTool tool(m_theme);
    tool.show();
    retype(find<QLineEdit>(tool, "acceptKeyEdit"), key);
    const auto *sentence = find<TextLabel>(tool, "acceptKeyError");
    QCOMPARE(sentence->text(), error);
    QCOMPARE(sentence->isVisible(), !error.isEmpty());
    QCOMPARE(find<QLineEdit>(tool, "acceptKeyEdit")->text(), key);
    // a server computes it all the same: it takes the key as text
    QCOMPARE(ink(tool, "acceptJoined"), key + QStringLiteral("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
}

void TestLearnTools::acceptMarksAnotherGuid()
{
    AcceptTool tool(m_theme);
    tool.show();
    auto *guid = find<QLineEdit>(tool, "acceptGuidEdit");
    guid->setFocus();
    guid->end(false);
    QTest::keyClick(guid, Qt::Key_Backspace);
    QVERIFY(find<TextLabel>(tool, "acceptGuidMark")->isVisible());
    QVERIFY(find<TextLabel>(tool, "acceptGuidMark")->text().contains(QStringLiteral("RFC 6455 §1.3")));
    QVERIFY(ink(tool, "acceptValue") != QString::fromLatin1(SampleAccept));
    QTest::mouseClick(find<QPushButton>(tool, "acceptRightGuid"), Qt::LeftButton);
    QVERIFY(!find<TextLabel>(tool, "acceptGuidMark")->isVisible());
    QCOMPARE(ink(tool, "acceptValue"), QString::fromLatin1(SampleAccept));
}

void TestLearnTools::acceptOfTheLiveConnection()
{
    AcceptTool tool(m_theme);
    tool.show();
    auto *live = find<QPushButton>(tool, "acceptLive");
    QVERIFY(!live->isEnabled());
    tool.setLive("x3JJHMbDL1EzLkh9GBhXDw==", {});
    QVERIFY(live->isEnabled());
    QTest::mouseClick(live, Qt::LeftButton);
    QCOMPARE(ink(tool, "acceptValue"), QStringLiteral("HSmrc0sMlYUkAGmm5OPpG2HaGWk="));
    const auto *verdict = find<TextLabel>(tool, "acceptVerdict");
    QVERIFY(!verdict->isVisible());
    tool.setLive("x3JJHMbDL1EzLkh9GBhXDw==", "HSmrc0sMlYUkAGmm5OPpG2HaGWk=");
    QVERIFY(verdict->isVisible());
    QVERIFY(verdict->text().contains(QLatin1String("the same value")));
    tool.setLive("x3JJHMbDL1EzLkh9GBhXDw==", SampleAccept);
    QVERIFY(verdict->text().contains(QString::fromLatin1(SampleAccept)));
    // a new connection: who looked at the live key sees the next one
    tool.setLive(SampleKey, SampleAccept);
    QCOMPARE(ink(tool, "acceptValue"), QString::fromLatin1(SampleAccept));
}

void TestLearnTools::maskOfTheRfcsExample()
{
    MaskTool tool(m_theme);
    tool.show();
    QCOMPARE(find<QLineEdit>(tool, "maskInputEdit")->text(), QStringLiteral("Hello"));
    QCOMPARE(ink(tool, "maskResult"), QStringLiteral("7f 9f 4d 51 58"));
    QCOMPARE(ink(tool, "maskFrame"), QStringLiteral("81 85 37 fa 21 3d 7f 9f 4d 51 58"));
    QCOMPARE(ink(tool, "maskBits"),
        QStringLiteral("payload      48  0 1 0 0  1 0 0 0 \n"
                       "XOR key      37  0 0 1 1  0 1 1 1 \n"
                       "on the wire  7f  0 1 1 1  1 1 1 1 "));
}

void TestLearnTools::maskStepsThroughBytes()
{
    MaskTool tool(m_theme);
    tool.show();
    auto *next = find<QPushButton>(tool, "maskNext");
    auto *previous = find<QPushButton>(tool, "maskPrevious");
    QVERIFY(!previous->isEnabled());
    for (int step = 0; step < 4; ++step)
        QTest::mouseClick(next, Qt::LeftButton);
    QVERIFY(!next->isEnabled());
    QCOMPARE(find<TextLabel>(tool, "maskAt")->text(), QStringLiteral("Byte 4 of 5: key byte 4 mod 4 = 0"));
    QVERIFY(ink(tool, "maskBits").contains(QLatin1String("6f  0 1 1 0  1 1 1 1"))); // o
    QVERIFY(ink(tool, "maskBits").contains(QLatin1String("58  0 1 0 1  1 0 0 0")));
    auto *bytes = find<UnmaskView>(tool, "unmaskView");
    QTest::keyClick(bytes, Qt::Key_Home);
    QVERIFY(ink(tool, "maskBits").contains(QLatin1String("48  0 1 0 0  1 0 0 0")));
    QTest::mouseClick(next, Qt::LeftButton);
    QTest::mouseClick(previous, Qt::LeftButton);
    QCOMPARE(bytes->current(), 0);
}

void TestLearnTools::maskBothWays()
{
    MaskTool tool(m_theme);
    tool.show();
    QTest::mouseClick(find<QAbstractButton>(tool, "maskOff"), Qt::LeftButton);
    QCOMPARE(find<QLineEdit>(tool, "maskInputEdit")->text(), QStringLiteral("7f 9f 4d 51 58"));
    QCOMPARE(ink(tool, "maskResult"), QStringLiteral("48 65 6c 6c 6f"));
    QCOMPARE(find<UnmaskView>(tool, "unmaskView")->rowTitle(1), QStringLiteral("On the wire"));
    retype(find<QLineEdit>(tool, "maskKeyEdit"), QStringLiteral("00000000"));
    QCOMPARE(ink(tool, "maskResult"), QStringLiteral("7f 9f 4d 51 58"));
    QTest::mouseClick(find<QAbstractButton>(tool, "maskOn"), Qt::LeftButton);
    retype(find<QLineEdit>(tool, "maskInputEdit"), QStringLiteral("ff 00"));
    QCOMPARE(ink(tool, "maskResult"), QStringLiteral("ff 00"));
}

void TestLearnTools::maskErrorsKeepWhatWasTyped()
{
    MaskTool tool(m_theme);
    tool.show();
    auto *key = find<QLineEdit>(tool, "maskKeyEdit");
    retype(key, QStringLiteral("37 fa 21"));
    QCOMPARE(
        find<TextLabel>(tool, "maskKeyError")->text(), QStringLiteral("expected 4 bytes in hex, got 3, RFC 6455 §5.3"));
    QCOMPARE(ink(tool, "maskResult"), QStringLiteral("7f 9f 4d 51 58"));
    retype(key, QStringLiteral("37 fa 21 zz"));
    QVERIFY(find<TextLabel>(tool, "maskKeyError")->isVisible());
    QCOMPARE(key->text(), QStringLiteral("37 fa 21 zz"));
    retype(key, QStringLiteral("37 fa 21 3d"));
    QVERIFY(!find<TextLabel>(tool, "maskKeyError")->isVisible());
    QTest::mouseClick(find<QAbstractButton>(tool, "maskHex"), Qt::LeftButton);
    QVERIFY(find<TextLabel>(tool, "maskInputError")->isVisible()); // "Hello" is no hex
    retype(find<QLineEdit>(tool, "maskInputEdit"), QString());
    QVERIFY(!find<TextLabel>(tool, "maskInputError")->isVisible());
    QVERIFY(find<TextLabel>(tool, "maskAt")->text().startsWith(QLatin1String("No bytes")));
}

void TestLearnTools::deflateSizes_data()
{
    QTest::addColumn<int>("window");
    QTest::addColumn<bool>("takeover");
    QTest::newRow("15, kept") << 15 << true;
    QTest::newRow("15, forgotten") << 15 << false;
    QTest::newRow("9, kept") << 9 << true;
    QTest::newRow("8, kept") << 8 << true;
}

/// The sizes are those of messages that a peer can read again.
void TestLearnTools::deflateSizes()
{
    QFETCH(int, window);
    QFETCH(bool, takeover);
    for (const SampleStream kind : {SampleStream::Ticks, SampleStream::Prose, SampleStream::Random}) {
        const QByteArrayList messages = sampleStream(kind);
        const DeflatedStream stream = deflated(messages, window, takeover);
        QCOMPARE(stream.plain.size(), messages.size());
        Deflater deflater(window, takeover);
        Inflater inflater(takeover, 1 << 20);
        for (qsizetype at = 0; at < messages.size(); ++at) {
            const QByteArray payload = deflater.compress(messages.at(at));
            QCOMPARE(stream.compressed.at(at), payload.size());
            Inflater::Result result = inflater.feed(payload);
            QVERIFY(!result.violation);
            QVERIFY(!inflater.finish());
            QCOMPARE(result.bytes, messages.at(at));
        }
    }
}

void TestLearnTools::deflateOfOwnText()
{
    DeflateTool tool(m_theme);
    tool.show();
    const auto *saved = find<TextLabel>(tool, "deflateSaved");
    const DeflatedStream ticks = deflated(sampleStream(SampleStream::Ticks), 15, true);
    QVERIFY(ticks.compressedSum() * 2 < ticks.plainSum());
    QVERIFY(saved->text().contains(QLatin1Char('%')));
    find<QComboBox>(tool, "deflateSample")->setCurrentIndex(2);
    QVERIFY(saved->text().startsWith(QLatin1String("nothing")));
    find<QComboBox>(tool, "deflateSample")->setCurrentIndex(3);
    auto *own = find<QPlainTextEdit>(tool, "deflateOwn");
    QVERIFY(own->isVisible());
    QVERIFY(saved->text().startsWith(QLatin1String("Type a line")));
    own->setPlainText(QStringLiteral("Hello\nHello"));
    QCOMPARE(find<TextLabel>(tool, "deflatePlain")->text(), QStringLiteral("10 B in 2 messages"));
    // RFC 7692 §7.2.3.1 and §7.2.3.2: f2 48 cd c9 c9 07 00 and, with the window kept, f2 00 11 00 00
    QCOMPARE(find<TextLabel>(tool, "deflateCompressed")->text(), QStringLiteral("12 B in 2 messages"));
    find<QCheckBox>(tool, "deflateTakeover")->click();
    QCOMPARE(find<TextLabel>(tool, "deflateCompressed")->text(), QStringLiteral("14 B in 2 messages"));
}

void TestLearnTools::deflateNegotiation()
{
    DeflateTool tool(m_theme);
    tool.show();
    const auto answer = [&tool] { return ink(tool, "deflateAnswer"); };
    QCOMPARE(ink(tool, "deflateOffer"),
        QStringLiteral("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"));
    QCOMPARE(answer(), QStringLiteral("Sec-WebSocket-Extensions: permessage-deflate"));
    find<QCheckBox>(tool, "deflateTakeover")->click();
    find<QSpinBox>(tool, "deflateWindow")->setValue(10);
    QVERIFY(answer().contains(QLatin1String("server_no_context_takeover")));
    QVERIFY(answer().contains(QLatin1String("server_max_window_bits=10")));
    QVERIFY(!find<InkLabel>(tool, "deflateLiveOffer")->isVisible());
    tool.setLive("permessage-deflate", {});
    QVERIFY(find<InkLabel>(tool, "deflateLiveOffer")->isVisible());
    QCOMPARE(ink(tool, "deflateLiveAnswer"), QStringLiteral("no extension agreed"));
}

void TestLearnTools::glossaryIsSearched()
{
    GlossaryPage page(m_theme, terms());
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    auto *search = find<QLineEdit>(page, "glossarySearch");
    const auto *list = find<QListWidget>(page, "glossaryList");
    const auto *text = find<QTextBrowser>(page, "glossaryText");
    QCOMPARE(page.term(), QStringLiteral("accept-value"));
    QTest::keyClicks(search, QStringLiteral("pi"));
    QCOMPARE(page.term(), QStringLiteral("ping"));
    QVERIFY(list->item(1)->isHidden());
    QVERIFY(text->toPlainText().contains(QLatin1String("Asks whether")));
    retype(search, QStringLiteral("masking")); // the accept value's text has it, too
    QCOMPARE(page.term(), QStringLiteral("masking"));
    QVERIFY(!list->item(0)->isHidden());
    retype(search, QStringLiteral("socket-acc")); // another of its names
    QCOMPARE(page.term(), QStringLiteral("accept-value"));
    retype(search, QStringLiteral("nothing like it"));
    QVERIFY(text->toPlainText().contains(QStringLiteral("“nothing like it”")));
    page.showTerm(QStringLiteral("ping"));
    QCOMPARE(page.term(), QStringLiteral("ping"));
    QVERIFY(search->text().isEmpty());
    QVERIFY(text->toPlainText().contains(QLatin1String("Asks whether")));
    page.showTerm(QStringLiteral("no-such-term"));
    QCOMPARE(page.term(), QStringLiteral("ping"));
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(list->focusWidget(), Qt::Key_Up);
    QCOMPARE(page.term(), QStringLiteral("masking"));
}

void TestLearnTools::glossaryLinks()
{
    GlossaryPage page(m_theme, terms());
    QSignalSpy told(&page, &GlossaryPage::linkActivated);
    auto *text = find<QTextBrowser>(page, "glossaryText");
    Q_EMIT text->anchorClicked(QUrl(QStringLiteral("lesson:accept-value")));
    QCOMPARE(told.takeFirst().first().toUrl(), QUrl(QStringLiteral("lesson:accept-value")));
    Q_EMIT text->anchorClicked(QUrl(QStringLiteral("glossary:masking")));
    QVERIFY(told.isEmpty());
    QCOMPARE(page.term(), QStringLiteral("masking"));
    QVERIFY(text->toHtml().contains(QLatin1String("href=\"rfc:6455#5.3\"")));
    QCOMPARE(rfcLink(QStringLiteral("RFC 7692 §7.2.1")), QStringLiteral("rfc:7692#7.2.1"));
    QVERIFY(rfcLink(QStringLiteral("IANA WebSocket close codes")).isEmpty());
}

void TestLearnTools::closeCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sender");
    QTest::addColumn<QString>("section");
    const QString codes = QStringLiteral("RFC 6455 §7.4.1");
    const QString ranges = QStringLiteral("RFC 6455 §7.4.2");
    QTest::newRow("1000") << 1000 << QStringLiteral("Normal Closure") << QStringLiteral("either end") << codes;
    QTest::newRow("1005") << 1005 << QStringLiteral("No Status Received") << QStringLiteral("nobody") << codes;
    QTest::newRow("1006") << 1006 << QStringLiteral("Abnormal Closure") << QStringLiteral("nobody") << codes;
    QTest::newRow("1010") << 1010 << QStringLiteral("Mandatory Extension") << QStringLiteral("the client") << codes;
    QTest::newRow("1011") << 1011 << QStringLiteral("Internal Error") << QStringLiteral("the server") << codes;
    QTest::newRow("1014") << 1014 << QStringLiteral("Bad Gateway") << QStringLiteral("the server")
                          << QStringLiteral("IANA WebSocket close codes");
    QTest::newRow("2000") << 2000 << QStringLiteral("reserved") << QStringLiteral("nobody, so far") << ranges;
    QTest::newRow("3999") << 3999 << QStringLiteral("registered") << QStringLiteral("either end") << ranges;
    QTest::newRow("4000") << 4000 << QStringLiteral("private") << QStringLiteral("either end") << ranges;
}

void TestLearnTools::closeCodes()
{
    QFETCH(int, code);
    const CloseCodeModel model;
    const int row = model.rowOf(quint16(code));
    QVERIFY(row >= 0);
    const auto cell = [&model, row](int column) { return model.index(row, column).data().toString(); };
    QTEST(cell(CloseCodeModel::Name), "name");
    QTEST(cell(CloseCodeModel::Sender), "sender");
    QTEST(cell(CloseCodeModel::Section), "section");
    QVERIFY(!cell(CloseCodeModel::Meaning).isEmpty());
    QVERIFY2(!cell(CloseCodeModel::Meaning).contains(cell(CloseCodeModel::Section)), "the section stands twice");
}

void TestLearnTools::closeCodeTable()
{
    CloseCodeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowOf(5000), -1);
    CloseCodePage page(m_theme);
    QSignalSpy told(&page, &CloseCodePage::linkActivated);
    page.resize(900, 500);
    page.show();
    auto *table = find<QTableView>(page, "closeCodes");
    page.showCode(1006);
    QCOMPARE(table->currentIndex().siblingAtColumn(CloseCodeModel::Code).data().toString(), QStringLiteral("1006"));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(told.takeFirst().first().toUrl(), QUrl(QStringLiteral("rfc:6455#7.4.1")));
}

QTEST_MAIN(TestLearnTools)
#include "tst_learntools.moc"
