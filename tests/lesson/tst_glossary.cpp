// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/glossary.h"
#include "app/protocol/closecode.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass::lesson;
using namespace Qt::StringLiterals;

/// The glossary's file, and the terms that the program's panels ask for.
class TestGlossary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { handglass::failOnWarnings(); }
    void reads();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void knowsWhatPanelsName_data();
    void knowsWhatPanelsName();
    void knowsEveryCloseCode();
};

namespace {

const QByteArray Terms = R"(# Glossary

## frame

```term
id: frame
section: RFC 6455 §5.2
names: Frame head, frames
```

A [frame](rfc:6455#5.2).

## close code

```term
id: close-code
section: RFC 6455 §7.4
```

A number.
)";

QByteArray with(const QByteArray &part, const QByteArray &by)
{
    QByteArray text = Terms;
    return text.contains(part) ? text.replace(part, by) : QByteArray();
}

} // namespace

void TestGlossary::reads()
{
    const auto terms = readGlossary(u"glossary.md"_s, Terms);
    QVERIFY2(terms, terms ? "" : qPrintable(terms.error().toString()));
    QCOMPARE(terms->size(), 2);
    QCOMPARE(terms->at(0).id, u"close-code"_s); // in alphabetical order
    QCOMPARE(terms->at(1).name, u"frame"_s);
    QCOMPARE(terms->at(1).section, u"RFC 6455 §5.2"_s);
    QCOMPARE(terms->at(1).names, QStringList({u"Frame head"_s, u"frames"_s}));
    QCOMPARE(terms->at(1).text, u"A [frame](rfc:6455#5.2)."_s);
}

void TestGlossary::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &text, const char *expected) {
        QTest::newRow(name) << text << QString::fromUtf8(expected);
    };
    row("no block", with("```term\nid: close-code\nsection: RFC 6455 §7.4\n```", ""),
        "glossary.md, line 13: expected a block “```term”");
    row("key", with("names:", "name:"), "glossary.md, line 8: expected “id: …”");
    row("id", with("id: frame", "id: The Frame"), "glossary.md, line 6: expected “id: …”");
    row("id twice", with("section: RFC 6455 §7.4", "id: b\nsection: RFC 6455 §7.4"),
        "glossary.md, line 17: expected “id: …”");
    row("no section", with("section: RFC 6455 §7.4", ""), "glossary.md, line 13: expected id, section and a text");
    row("no text", with("A number.", ""), "glossary.md, line 13: expected id, section and a text");
    row("same id", with("id: close-code", "id: frame"), "glossary.md, line 13: expected a name of one term only");
    row("same name", with("## close code", "## Frames"), "glossary.md, line 13: expected a name of one term only");
    row("link", with("A number.", "A\n[x](frame)"), "glossary.md, line 21: expected a link such as");
}

void TestGlossary::saysWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QVERIFY2(!text.isEmpty(), "the row replaces what is not in the glossary");
    const auto terms = readGlossary(u"glossary.md"_s, text);
    QVERIFY2(!terms, "it was read");
    QVERIFY2(terms.error().toString().startsWith(expected), qPrintable(terms.error().toString()));
}

void TestGlossary::knowsWhatPanelsName_data()
{
    QTest::addColumn<QString>("id");
    const auto row = [](const char *name, const char *id) { QTest::newRow(name) << QString::fromLatin1(id); };
    // headers of the handshake, and rules of its verdict
    row("Host", "host");
    row("upgrade", "upgrade");
    row("Connection", "connection");
    row("Sec-WebSocket-Key", "sec-websocket-key");
    row("Sec-WebSocket-Accept", "accept-value");
    row("SEC-WEBSOCKET-VERSION", "sec-websocket-version");
    row("Sec-WebSocket-Protocol", "subprotocol");
    row("Sec-WebSocket-Extensions", "extension");
    row("Origin", "origin");
    row("Cookie", "cookie");
    row("Set-Cookie", "set-cookie");
    row("Location", "redirect");
    row("WWW-Authenticate", "status-401");
    row("Status", "status-code");
    row("Method", "method");
    row("HTTP version", "http-version");
    row("Subprotocol", "subprotocol");
    row("Extensions", "extension");
    // fields of a frame, as pictures and panels call them
    row("fin", "fin");
    row("rsv", "rsv");
    row("RSV2", "rsv");
    row("opcode", "opcode");
    row("mask", "mask");
    row("length", "payload-length");
    row("payload len", "payload-length");
    row("Extended payload length", "extended-payload-length");
    row("maskingKey", "masking-key");
    row("Masking key", "masking-key");
    row("payload", "payload");
    // types of frames
    row("Continuation", "continuation");
    row("Text", "text");
    row("Binary", "binary");
    row("Close", "close");
    row("Ping", "ping");
    row("Pong", "pong");
    // of the connection
    row("Name look-up", "name-look-up");
    row("TCP", "tcp");
    row("TLS", "tls");
    row("SNI", "sni");
    row("Proxy", "proxy");
    row("Close code", "close-code");
    row("Reason", "close-reason");
    row("permessage-deflate", "permessage-deflate");
    row("client_max_window_bits", "lz77-window");
    row(" 1006 ", "close-1006");
    row("3000", "close-3000-3999");
    row("3999", "close-3000-3999");
    row("4000", "close-4000-4999");
    row("4999", "close-4000-4999");
    row("2999", "");
    row("5000", "");
    row("User-Agent", "");
    row("", "");
}

void TestGlossary::knowsWhatPanelsName()
{
    QFETCH(QString, id);
    QCOMPARE(glossaryIdFor(QString::fromLatin1(QTest::currentDataTag())), id);
    QCOMPARE(glossaryTerm(id) != nullptr, !id.isEmpty());
}

void TestGlossary::knowsEveryCloseCode()
{
    for (quint16 code = 1'000; code <= 1'015; ++code) {
        const GlossaryTerm *term = glossaryTerm(glossaryIdFor(QString::number(code)));
        QVERIFY2(term, QByteArray::number(code).constData());
        QCOMPARE(term->name, handglass::closeCodeText(code));
    }
}

QTEST_APPLESS_MAIN(TestGlossary)
#include "tst_glossary.moc"
