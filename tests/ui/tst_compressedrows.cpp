// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logcapture.h"
#include "readcell.h"
#include "tests/support/failonwarnings.h"
#include "ui/common/payloadeditor.h"
#include "ui/detail/detailpanel.h"
#include "ui/detail/entryfacts.h"
#include "ui/detail/frameview.h"
#include "ui/detail/hextab.h"
#include "ui/detail/hexview.h"
#include "ui/detail/textview.h"
#include "ui/detail/unmaskview.h"
#include "ui/log/deflatetext.h"
#include "ui/log/logclipboard.h"
#include "ui/log/logdelegate.h"
#include "ui/log/logmodel.h"

#include <QAbstractButton>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QSettings>
#include <QStandardPaths>

using namespace handglass;

namespace {

HitStore only(const QList<EntryId> &ids)
{
    HitStore store;
    store.add(ids);
    return store;
}

} // namespace

/// Rows beyond plain frames: compressed ones, Pongs with their round trip, frames made by hand.
class TestCompressedRows final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void ratios_data();
    void ratios();
    void singleFrame();
    void fragments();
    void whatCouldNotBeDecompressed();
    void columns();
    void copiesTheContent();
    void pongTellsItsRoundTrip();
    void byHand();
    void byHandIsNotThePeersFault();
    void onPurpose();
    void textShowsTheContent();
    void hexShowsEither();
    void frameShowsEither();
    void framesFields();
    void facts();
    void factsOfTheWay();
    void bytesOfANotice();

private:
    LogCapture &capture() const { return *m_capture; }
    QString cell(EntryId id, LogColumn column, int role = Qt::DisplayRole) const;
    QString data(EntryId id) const { return cell(id, LogColumn::Data); }
    QAbstractButton *part(int index) const;
    QString label(const char *name) const;
    QColor pixel(EntryId id);

    Theme m_theme;
    std::unique_ptr<LogCapture> m_capture;
    std::unique_ptr<LogModel> m_model;
    std::unique_ptr<DetailPanel> m_panel;
};

void TestCompressedRows::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("handglass-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_compressedrows"));
    QStandardPaths::setTestModeEnabled(true);
    m_theme.apply(ThemeChoice::Light);
}

void TestCompressedRows::init()
{
    failOnWarnings();
    QSettings().clear();
    m_capture = std::make_unique<LogCapture>();
    m_capture->connect(1);
    m_model = std::make_unique<LogModel>();
    m_model->setSource(m_capture->get(), {});
    m_panel = std::make_unique<DetailPanel>(m_theme);
    m_panel->resize(1200, 500);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestCompressedRows::cleanup()
{
    m_panel.reset();
    m_model.reset();
    m_capture.reset();
}

/// Once its row is in the model; thin spaces as spaces.
QString TestCompressedRows::cell(EntryId id, LogColumn column, int role) const
{
    m_capture->settle();
    if (!QTest::qWaitFor([&] { return m_model->rowOf(id) >= 0; }))
        return QStringLiteral("no such row");
    return readCell(*m_model, m_model->rowOf(id), column, role).replace(QChar(0x2009), u' ');
}

QAbstractButton *TestCompressedRows::part(int index) const
{
    return m_panel->findChild<QWidget *>(QStringLiteral("detailPart"))->findChildren<QAbstractButton *>().at(index);
}

QString TestCompressedRows::label(const char *name) const
{
    auto *found = m_panel->findChild<QLabel *>(QLatin1String(name));
    return found != nullptr ? found->text().replace(QChar(0x2009), u' ') : QString();
}

/// Of the row's background, as it is painted.
QColor TestCompressedRows::pixel(EntryId id)
{
    cell(id, LogColumn::Data);
    const LogDelegate delegate(m_theme, *m_model, nullptr);
    QImage image(60, 20, QImage::Format_RGB32);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    delegate.paint(&painter, option, m_model->index(m_model->rowOf(id), static_cast<int>(LogColumn::Number)));
    return image.pixelColor(1, 1);
}

void TestCompressedRows::ratios_data()
{
    QTest::addColumn<qint64>("payload");
    QTest::addColumn<qint64>("content");
    QTest::addColumn<QString>("ratio");
    QTest::addColumn<QString>("sizes");
    const auto row = [](const char *name, qint64 payload, qint64 content, const char *ratio, const char *sizes) {
        QTest::newRow(name) << payload << content << QString::fromUtf8(ratio) << QString::fromUtf8(sizes);
    };
    row("as drawn", 619, 3849, "6.2 : 1", "619 → 3 849 B");
    row("nothing", 0, 0, "–", "0 → 0 B");
    row("empty message", 1, 0, "0.0 : 1", "1 → 0 B");
    row("grown", 11, 5, "0.5 : 1", "11 → 5 B");
    row("a bomb", 65'000, 64 << 20, "1 032 : 1", "63.5 KiB → 64.0 MiB");
}

void TestCompressedRows::ratios()
{
    QFETCH(qint64, payload);
    QFETCH(qint64, content);
    QTEST(ratioText(payload, content).replace(QChar(0x2009), u' '), "ratio");
    QTEST(deflateSizes(payload, content).replace(QChar(0x2009), u' '), "sizes");
}

void TestCompressedRows::singleFrame()
{
    const EntryId text = capture().compressed(Opcode::Text, Direction::Received, "\xf2\x48", "{\"a\":1}");
    const EntryId binary = capture().compressed(Opcode::Binary, Direction::Sent, "\x01", QByteArray("\0\1\2", 3));
    const EntryId long_ =
        capture().compressed(Opcode::Text, Direction::Received, QByteArray(619, 'p'), "{" + QByteArray(3848, 'x'));
    const EntryId empty = capture().compressed(Opcode::Text, Direction::Received, QByteArray("\0", 1), {});
    QCOMPARE(data(text), QStringLiteral("[deflate 2 → 7 B]  {\"a\":1}"));
    QCOMPARE(data(binary), QStringLiteral("[deflate 1 → 3 B]  00 01 02"));
    QVERIFY(data(long_).startsWith(QStringLiteral("[deflate 619 → 3 849 B]  {xxx")));
    QVERIFY(data(long_).endsWith(QChar(0x2026)));
    QCOMPARE(data(empty), QStringLiteral("[deflate 1 → 0 B]  empty content"));
    const QString tip = cell(long_, LogColumn::Data, Qt::ToolTipRole);
    QVERIFY2(tip.contains(QStringLiteral("6.2 : 1")), qPrintable(tip));
}

void TestCompressedRows::fragments()
{
    EntryRow row = capture().row(Opcode::Text, Direction::Received, 200);
    row.bits = 0x41 | EntryFirst;
    const EntryId first = capture().addCompressed(row, QByteArray(200, 'p'), "{\"ch\":1");
    QCOMPARE(data(first), QStringLiteral("[first fragment]  [deflate]  {\"ch\":1…").remove(QChar(0x2026)));
    const EntryId ping = capture().frame(Opcode::Ping, Direction::Received, "between");
    row = capture().row(Opcode::Continuation, Direction::Received, 300);
    row.bits = 0;
    row.messageFirst = first;
    capture().addCompressed(row, QByteArray(300, 'p'), {});
    row.bits = 0x80 | EntryLast;
    const EntryId last = capture().addCompressed(row, QByteArray(119, 'p'), QByteArray(3842, 'x'));
    QCOMPARE(data(last), QStringLiteral("last fragment of #1"));
    QCOMPARE(data(ping), QStringLiteral("between"));
    QTRY_COMPARE(data(first), QStringLiteral("[3 fragments]  [deflate 619 → 3 849 B]  {\"ch\":1"));
    QVERIFY(cell(first, LogColumn::Data, Qt::ToolTipRole).contains(QStringLiteral("6.2 : 1")));
}

/// RFC 7692 §7.2.2: what is no DEFLATE data stays as it came, and is shown in hex although its opcode says text.
void TestCompressedRows::whatCouldNotBeDecompressed()
{
    EntryRow row = capture().row(Opcode::Text, Direction::Received, 2);
    row.bits |= 0x40U | EntryViolation;
    const EntryId id = capture().add(row, "\x0f\x41", QStringLiteral("expected DEFLATE data, got 0x0f"));
    QCOMPARE(data(id), QStringLiteral("expected DEFLATE data, got 0x0f  0f 41"));
    QCOMPARE(pixel(id), m_theme.colours().failBg);
}

void TestCompressedRows::columns()
{
    const EntryId id =
        capture().compressed(Opcode::Text, Direction::Received, QByteArray(619, 'p'), QByteArray(3849, 'x'));
    const EntryId plain = capture().frame(Opcode::Text, Direction::Received, "plain");
    const EntryId event = capture().event(EntryKind::Notice, QStringLiteral("n"));
    QCOMPARE(cell(id, LogColumn::Size), QStringLiteral("619"));
    QCOMPARE(cell(id, LogColumn::WireSize), QStringLiteral("623"));
    QCOMPARE(cell(id, LogColumn::ContentSize), QStringLiteral("3 849"));
    QCOMPARE(cell(id, LogColumn::Ratio), QStringLiteral("6.2 : 1"));
    QCOMPARE(cell(plain, LogColumn::ContentSize), QStringLiteral("5"));
    QCOMPARE(cell(plain, LogColumn::Ratio), QString());
    QCOMPARE(cell(event, LogColumn::ContentSize), QString());
    QVERIFY(isOptional(LogColumn::ContentSize) && isOptional(LogColumn::Ratio));
    QVERIFY(cell(id, LogColumn::Size, Qt::ToolTipRole).contains(QStringLiteral("6.2 : 1")));
    QVERIFY(!cell(plain, LogColumn::Size, Qt::ToolTipRole).contains(QStringLiteral(": 1")));
}

void TestCompressedRows::copiesTheContent()
{
    const EntryId id = capture().compressed(Opcode::Text, Direction::Received, "\xf2\x48", "content");
    const EntryId binary = capture().compressed(Opcode::Binary, Direction::Received, "x", QByteArray("\0\1", 2));
    const EntryId ping = capture().frame(Opcode::Ping, Direction::Sent, "hg");
    EntryRow pong = capture().row(Opcode::Pong, Direction::Received, 2);
    pong.messageFirst = ping;
    const EntryId answer = capture().add(pong, "hg", QStringLiteral("RTT 1.5 ms"));
    capture().settle();
    const QString path = capture()->path();
    QCOMPARE(clipboardText(path, only({id}), CopyForm::Payload).text, QStringLiteral("content"));
    QCOMPARE(clipboardText(path, only({id}), CopyForm::Hex).text, QStringLiteral("63 6f 6e 74 65 6e 74"));
    QCOMPARE(clipboardText(path, only({binary}), CopyForm::Payload).binary, QByteArray("\0\1", 2));
    QCOMPARE(clipboardText(path, only({ping, answer}), CopyForm::Payload).text, QStringLiteral("hg\nhg"));
}

void TestCompressedRows::pongTellsItsRoundTrip()
{
    const EntryId ping = capture().frame(Opcode::Ping, Direction::Sent, "hg-2");
    EntryRow row = capture().row(Opcode::Pong, Direction::Received, 4);
    row.messageFirst = ping;
    const EntryId pong = capture().add(row, "hg-2", QStringLiteral("RTT 18.4 ms"));
    QCOMPARE(data(pong), QStringLiteral("hg-2  [answers #1]  [RTT 18.4 ms]"));
    QCOMPARE(pixel(pong), m_theme.colours().base);
    m_panel->setEntry(capture().get(), pong);
    QVERIFY(m_panel->currentTab() == DetailTab::Frame);
}

void TestCompressedRows::byHand()
{
    EntryRow row = capture().row(Opcode::Text, Direction::Sent, 4);
    row.bits |= EntryByHand;
    const EntryId frame = capture().add(row, "oops", {});
    EntryRow notice;
    notice.kind = EntryKind::Notice;
    notice.bits = EntryByHand;
    const EntryId rest = capture().add(notice, "\x01\x02", QStringLiteral("sent by hand: the rest"));
    QCOMPARE(data(frame), QStringLiteral("made by hand  oops"));
    QCOMPARE(data(rest), QStringLiteral("made by hand  sent by hand: the rest"));
    QVERIFY(cell(frame, LogColumn::Data, Qt::ToolTipRole).contains(QStringLiteral("Made by hand")));
    m_panel->setEntry(capture().get(), frame);
    m_panel->setCurrentTab(DetailTab::Frame);
    QVERIFY(label("ruleVerdict").startsWith(QStringLiteral("Made by hand")));
    QVERIFY(frameFacts(*capture()->reader().entry(frame), {}).last().value.startsWith(QStringLiteral("by hand")));
}

void TestCompressedRows::byHandIsNotThePeersFault()
{
    EntryRow row = capture().row(Opcode::Text, Direction::Sent, 4);
    row.bits |= EntryByHand | EntryViolation;
    const EntryId frame = capture().add(row, "oops", QStringLiteral("expected RSV2 0, got 1"));
    const EntryId peers = capture().frame(Opcode::Text, Direction::Received, "x", QStringLiteral("expected, got"));
    QCOMPARE(data(frame), QStringLiteral("made by hand  expected RSV2 0, got 1  oops"));
    QCOMPARE(pixel(frame), m_theme.colours().sentBg);
    QCOMPARE(pixel(peers), m_theme.colours().failBg);
}

void TestCompressedRows::onPurpose()
{
    const QString purpose = QStringLiteral("Made on purpose, rsv: the client must fail the connection, RFC 6455 §5.2");
    EntryRow row = capture().row(Opcode::Text, Direction::Sent, 4);
    row.bits |= EntryByHand | EntryOnPurpose;
    const EntryId frame = capture().add(row, "oops", purpose);
    EntryRow notice;
    notice.kind = EntryKind::Notice;
    notice.bits = EntryOnPurpose;
    const EntryId verdict = capture().add(notice, {}, QStringLiteral("What the client made of it. It did."));
    QCOMPARE(data(frame), purpose + QStringLiteral("  oops"));
    QCOMPARE(data(verdict), QStringLiteral("What the client made of it. It did."));
    QCOMPARE(pixel(frame), m_theme.colours().sentBg);
    QVERIFY(!cell(frame, LogColumn::Data, Qt::ToolTipRole).contains(QStringLiteral("Made by hand")));
    m_panel->setEntry(capture().get(), frame);
    m_panel->setCurrentTab(DetailTab::Frame);
    QCOMPARE(label("ruleVerdict"), purpose);
    QCOMPARE(frameFacts(*capture()->reader().entry(frame), {}).last().value, QStringLiteral("on purpose"));
}

void TestCompressedRows::textShowsTheContent()
{
    const EntryId id = capture().compressed(Opcode::Text, Direction::Received, "\xf2\x48", "{\"a\":1}");
    const EntryId empty = capture().compressed(Opcode::Text, Direction::Received, QByteArray("\0", 1), {});
    const EntryId large =
        capture().compressed(Opcode::Text, Direction::Received, QByteArray(100, 'p'), QByteArray(3 << 20, 'x'));
    capture().settle();
    m_panel->setEntry(capture().get(), id);
    QCOMPARE(m_panel->textView()->editor()->bytes(), QByteArray("{\n  \"a\": 1\n}"));
    QVERIFY(!part(0)->isVisible());
    m_panel->setEntry(capture().get(), empty);
    QCOMPARE(m_panel->textView()->notice(), QStringLiteral("The content is empty."));
    m_panel->setEntry(capture().get(), large);
    QTRY_COMPARE(m_panel->textView()->message().raw.size(), 1 << 20); // in part, from a worker
    QCOMPARE(m_panel->textView()->message().total, 3 << 20);
}

void TestCompressedRows::hexShowsEither()
{
    const EntryId id = capture().compressed(Opcode::Text, Direction::Received, "\xf2\x48", "Hello");
    const EntryId plain = capture().frame(Opcode::Text, Direction::Received, "plain");
    capture().settle();
    m_panel->setEntry(capture().get(), id);
    m_panel->setCurrentTab(DetailTab::Hex);
    const HexView *view = m_panel->hexTab()->view();
    QVERIFY(part(0)->isVisible());
    QCOMPARE(view->lineText(0), QStringLiteral("00000000  48 65 6c 6c 6f  Hello"));
    QVERIFY(label("hexStatus").endsWith(QStringLiteral("decompressed")));
    part(0)->click();
    QCOMPARE(view->lineText(0), QStringLiteral("00000000  f2 48  ·H"));
    QVERIFY(label("hexStatus").endsWith(QStringLiteral("compressed, as on the wire")));
    m_panel->setEntry(capture().get(), plain);
    QVERIFY(!part(0)->isVisible());
    QCOMPARE(view->lineText(0), QStringLiteral("00000000  70 6c 61 69 6e  plain"));
    DetailPanel another(m_theme); // the choice is kept
    another.setEntry(capture().get(), id);
    another.setCurrentTab(DetailTab::Hex);
    QCOMPARE(another.hexTab()->view()->lineText(0), QStringLiteral("00000000  f2 48  ·H"));
}

void TestCompressedRows::frameShowsEither()
{
    const EntryId id = capture().compressed(Opcode::Text, Direction::Sent, "\xf2\x48", "Hello");
    capture().settle();
    m_panel->setEntry(capture().get(), id);
    m_panel->setCurrentTab(DetailTab::Frame);
    const auto *table = m_panel->findChild<UnmaskView *>();
    QCOMPARE(table->rowCount(), 3);
    QCOMPARE(table->rowTitle(1), QStringLiteral("Content"));
    QCOMPARE(table->cellText(1, 0), QStringLiteral("48"));
    QCOMPARE(table->cellText(2, 4), QStringLiteral("o"));
    part(0)->click();
    QCOMPARE(table->rowCount(), 4); // index, wire, key, payload: compressed bytes are no text
    QCOMPARE(table->rowTitle(3), QStringLiteral("Payload"));
    QCOMPARE(table->cellText(3, 0), QStringLiteral("f2"));
    QCOMPARE(table->cellText(1, 0), QStringLiteral("55")); // 0xf2 ^ 0xa7
    QCOMPARE(table->cellText(3, 2), QString());
}

void TestCompressedRows::framesFields()
{
    const EntryId id = capture().compressed(Opcode::Text, Direction::Sent, "\xf2\x48", "Hello");
    capture().settle();
    const Entry entry = *capture()->reader().entry(id);
    const FrameContext context = contextOf(entry, nullptr);
    QVERIFY(context.compressed);
    const FramePicture picture = framePicture(entry, context, capture()->reader().payload(id));
    const FrameContext agreed{.fromClient = true, .deflateAgreed = true, .compressed = true};
    QVERIFY(keptRules(picture, agreed).last().startsWith(QStringLiteral("RSV1 1: compressed")));
    const FrameField &rsv = picture.fields.at(picture.indexOf(FrameField::Id::Rsv));
    QVERIFY(rsv.explanation.contains(QStringLiteral("permessage-deflate (RFC 7692 §6)")));
    const FrameField &payload = picture.fields.at(picture.indexOf(FrameField::Id::Payload));
    QCOMPARE(payload.bytes, (QStringList{QStringLiteral("0x55 → 0xf2"), QStringLiteral("0x54 → 0x48")}));
    QVERIFY(payload.name.startsWith(QStringLiteral("payload, compressed, masked: 2 bytes")));
    QVERIFY(payload.explanation.contains(QStringLiteral("5 bytes of content, 2.5 : 1")));
}

void TestCompressedRows::facts()
{
    const EntryId id =
        capture().compressed(Opcode::Text, Direction::Received, QByteArray(619, 'p'), QByteArray(3849, 'x'));
    capture().settle();
    const Entry entry = *capture()->reader().entry(id);
    QStringList shown;
    for (const Fact &fact : frameFacts(entry, contextOf(entry, nullptr)))
        shown.append(QString(fact.name + u'=' + fact.value).replace(QChar(0x2009), u' '));
    QVERIFY(shown.contains(QStringLiteral("RSV1 2 3=1 0 0, compressed")));
    QVERIFY(shown.contains(QStringLiteral("Payload length=619, 16-bit form")));
    QVERIFY(shown.contains(QStringLiteral("On the wire=623 B = 4 header + 619")));
    QVERIFY(shown.contains(QStringLiteral("Content=3 849, ratio 6.2 : 1")));
    QCOMPARE(kindLine(entry, 1, {}).replace(QChar(0x2009), u' '), QStringLiteral("Text, 619 → 3 849 B, 1 frame"));
}

void TestCompressedRows::factsOfTheWay()
{
    ConnectionRecord record;
    record.proxy = QStringLiteral("http://127.0.0.1:3128");
    record.times.proxy = 2'000'000;
    record.reason = Reason::Reconnect;
    record.previous = 3;
    record.attempt = 2;
    record.failure.phase = FailurePhase::Proxy;
    record.failure.evidence = QStringLiteral("HTTP/1.1 407");
    QStringList shown;
    for (const Fact &fact : connectionFacts(record))
        shown.append(fact.value);
    QVERIFY(shown.contains(QStringLiteral("http://127.0.0.1:3128")));
    QVERIFY(shown.contains(QStringLiteral("reconnect after connection 3, try 2")));
    QVERIFY(shown.contains(QStringLiteral("proxy 2.0 ms")));
    QVERIFY(shown.contains(QStringLiteral("HTTP/1.1 407")));
}

void TestCompressedRows::bytesOfANotice()
{
    Entry entry;
    entry.row.kind = EntryKind::Notice;
    entry.row.bits = EntryByHand;
    entry.head = "\x81\x05";
    entry.payloadLength = 2;
    const QList<Fact> facts = eventFacts(entry);
    QCOMPARE(facts.size(), 2);
    QCOMPARE(facts.first().value, QStringLiteral("81 05"));
}

QTEST_MAIN(TestCompressedRows)
#include "tst_compressedrows.moc"
