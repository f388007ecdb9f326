// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/contentcoding.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

#include <zlib.h>

using namespace handglass;

/// Codings of a body, taken off within a bound; broken ones as far as they go, with a sentence.
class TestContentCoding final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void names();
    void decodes_data();
    void decodes();
    void broken_data();
    void broken();
    void everyCut();
    void everyFlippedByte();
    void aBomb();
};

namespace {

constexpr qsizetype Most = 1 << 20;
constexpr int Gzip = 31;
constexpr int Zlib = 15;
constexpr int Raw = -15;

QByteArray packed(const QByteArray &text, int window)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(text.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.chop(qsizetype(stream.avail_out));
    deflateEnd(&stream);
    return out;
}

QByteArray content()
{
    QByteArray text;
    for (int i = 0; i < 500; ++i)
        text += "{\"line\": " + QByteArray::number(i * 7919) + "}\n";
    return text;
}

} // namespace

void TestContentCoding::names()
{
    HttpHead head;
    head.fields = {{"Transfer-Encoding", "gzip;q=1, chunked", 2}, {"content-encoding", "Identity, GZIP", 3},
        {"Content-Encoding", "br", 4}};
    QCOMPARE(bodyCodings(head), (QList<QByteArray>{"gzip", "br", "gzip"}));
    QVERIFY(bodyCodings({}).isEmpty());
}

void TestContentCoding::decodes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArrayList>("codings");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QStringList>("taken");
    const QByteArray text = content();
    const QString gzip = QStringLiteral("gzip");
    const QString deflate = QStringLiteral("deflate");
    QTest::newRow("none") << text << QByteArrayList() << text << QStringList();
    QTest::newRow("empty body") << QByteArray() << QByteArrayList{"gzip"} << QByteArray() << QStringList();
    QTest::newRow("gzip") << packed(text, Gzip) << QByteArrayList{"gzip"} << text << QStringList{gzip};
    QTest::newRow("x-gzip") << packed(text, Gzip) << QByteArrayList{"x-gzip"} << text
                            << QStringList{QStringLiteral("x-gzip")};
    QTest::newRow("gzip of nothing") << packed({}, Gzip) << QByteArrayList{"gzip"} << QByteArray() << QStringList{gzip};
    QTest::newRow("gzip in two members") << packed(text, Gzip) + packed("more", Gzip) << QByteArrayList{"gzip"}
                                         << text + "more" << QStringList{gzip};
    QTest::newRow("deflate") << packed(text, Zlib) << QByteArrayList{"deflate"} << text << QStringList{deflate};
    QTest::newRow("deflate, then gzip") << packed(packed(text, Zlib), Gzip) << QByteArrayList{"deflate", "gzip"} << text
                                        << QStringList{gzip, deflate};
    QTest::newRow("as large as may be") << packed(QByteArray(Most, 'x'), Gzip) << QByteArrayList{"gzip"}
                                        << QByteArray(Most, 'x') << QStringList{gzip};
}

void TestContentCoding::decodes()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArrayList, codings);
    const DecodedContent decoded = decodeContent(body, codings, Most);
    QCOMPARE(decoded.error, QString());
    QTEST(decoded.content, "result");
    QTEST(decoded.taken, "taken");
}

void TestContentCoding::broken_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArrayList>("codings");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QByteArray &body, const QByteArrayList &codings,
                         const QByteArray &result, const char *sentence) {
        QTest::newRow(name) << body << codings << result << QString::fromUtf8(sentence);
    };
    row("br", "abc", {"br"}, "abc", "expected gzip or deflate, the codings that Handglass decodes, got “br”");
    row("gzip over br", packed("abc", Gzip), {"br", "gzip"}, "abc",
        "expected gzip or deflate, the codings that Handglass decodes, got “br”");
    row("no gzip at all", "hello there", {"gzip"}, "",
        "expected gzip data, got what zlib calls “incorrect header check” after 0 decoded bytes");
    row("no deflate at all", "\xFF\xFF\xFF\xFF\xFF", {"deflate"}, "",
        "expected deflate data, got what zlib calls “incorrect header check” after 0 decoded bytes");
    row("deflate without its wrapper", packed("abc", Raw), {"deflate"}, "abc",
        "expected deflate data in the zlib format, got it bare, RFC 9110 §8.4.1.2");
    row("something behind", packed("abc", Gzip) + "xyz", {"gzip"}, "abc",
        "expected the end behind the gzip data, got 3 more bytes");
    row("too many codings", "abc", {"gzip", "gzip", "gzip", "gzip", "gzip"}, "abc",
        "expected at most 4 codings, got 5: shown as it came");
}

void TestContentCoding::broken()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArrayList, codings);
    const DecodedContent decoded = decodeContent(body, codings, Most);
    QTEST(decoded.error, "sentence");
    QTEST(decoded.content, "result");
}

void TestContentCoding::everyCut()
{
    const QByteArray text = content();
    for (const int window : {Gzip, Zlib}) {
        const QByteArray whole = packed(text, window);
        const QByteArrayList codings{window == Gzip ? "gzip" : "deflate"};
        for (qsizetype size = 1; size < whole.size(); ++size) {
            const DecodedContent decoded = decodeContent(whole.first(size), codings, Most);
            QVERIFY(text.startsWith(decoded.content));
            QVERIFY2(decoded.error.startsWith(QStringLiteral("expected the rest of the ")), qPrintable(decoded.error));
        }
    }
}

void TestContentCoding::everyFlippedByte()
{
    const QByteArray whole = packed(content(), Gzip);
    int told = 0;
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray flipped = whole;
        flipped[at] = char(~flipped[at]);
        const DecodedContent decoded = decodeContent(flipped, {"gzip"}, Most);
        QVERIFY(decoded.content.size() <= Most);
        told += decoded.error.isEmpty() ? 0 : 1;
    }
    QVERIFY(told >= whole.size() - 6); // time stamp, flags and system of the header may change
}

void TestContentCoding::aBomb()
{
    const QByteArray inner = packed(QByteArray(64 << 20, '\0'), Gzip);
    const DecodedContent once = decodeContent(inner, {"gzip"}, Most);
    QCOMPARE(once.content.size(), Most);
    QCOMPARE(
        once.error, QStringLiteral("expected at most 1048576 bytes of content, got more: the first 1048576 are shown"));
    const DecodedContent twice = decodeContent(packed(inner, Gzip), {"gzip", "gzip"}, Most);
    QCOMPARE(twice.content.size(), Most);
    QVERIFY(!twice.error.isEmpty());
}

QTEST_GUILESS_MAIN(TestContentCoding)
#include "tst_contentcoding.moc"
