// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/storytexts.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/closecode.h"
#include "app/protocol/handshake.h"
#include "app/protocol/verdict.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass::lesson {

namespace {

constexpr qsizetype NonceBytes = 16;
constexpr QByteArrayView KeyName = "Sec-WebSocket-Key";

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::Story)
};

QString mono(const QString &text)
{
    return QStringLiteral("<tt>%1</tt>").arg(text.toHtmlEscaped());
}

QString monoBytes(QByteArrayView bytes)
{
    return mono(headText(bytes));
}

QString paragraphs(const QStringList &texts)
{
    QString html;
    for (const QString &text : texts)
        html += QStringLiteral("<p>%1</p>").arg(text);
    return html;
}

/// Names on the left, values on the right.
QString table(const QList<QPair<QString, QString>> &rows)
{
    QString html = QStringLiteral("<table cellspacing=\"0\" cellpadding=\"2\">");
    for (const auto &[name, value] : rows)
        html += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>").arg(name, value);
    return html + QStringLiteral("</table>");
}

QString acceptTable(const QByteArray &key)
{
    return table({{Text::tr("key + GUID"), monoBytes(key + handshakeGuid().toByteArray())},
        {QStringLiteral("SHA-1"), mono(QString::fromLatin1(acceptDigest(key).toHex(' ')))},
        {QStringLiteral("base64"), monoBytes(acceptValue(key))}});
}

/// What a frame is for, and what it obliges the other end to.
QString frameMeaning(const FrameHeader &header)
{
    switch (header.opcode) {
    case Opcode::Text:
    case Opcode::Binary:
        return header.fin ? Text::tr("A whole message in one frame. RFC 6455 §5.6")
                          : Text::tr("The first fragment of a message: continuation frames bring the rest, and control "
                                     "frames may come in between. RFC 6455 §5.4");
    case Opcode::Continuation:
        return header.fin ? Text::tr("The last fragment: the message is whole now. RFC 6455 §5.4")
                          : Text::tr("A fragment of the message that was begun; more follow. RFC 6455 §5.4");
    case Opcode::Close:
        return Text::tr("The closing handshake: the first Close is answered by one from the other end, which sends no "
                        "data behind it. Then the server ends TCP. RFC 6455 §5.5.1, §7.1.1");
    case Opcode::Ping:
        return Text::tr("The other end must answer with a Pong that carries the same payload, as soon as it can. "
                        "RFC 6455 §5.5.2");
    case Opcode::Pong:
        return Text::tr("The answer to a Ping, with its payload; one that nobody asked for is a sign of life. RFC 6455 "
                        "§5.5.3");
    }
    return Text::tr("An opcode that is reserved: the other end must fail the connection. RFC 6455 §5.2");
}

} // namespace

StoryText tcpText(const WireLog &log)
{
    QStringList texts{Text::tr("The client asks for a TCP connection with SYN, the server agrees with SYN+ACK, the "
                               "client confirms with ACK. Neither end has said a word of WebSocket yet.")};
    if (log.url.startsWith(QLatin1String("wss:")))
        texts.append(Text::tr("This is a wss address: TLS comes next. What is shown from here on crossed the wire "
                              "encrypted; these are the bytes inside."));
    texts.append(Text::tr("RFC 6455 §4.1 · <a href=\"lesson:url-to-connection\">Lesson 2: from URL to connection</a>"));
    return {Text::tr("First there is TCP, and nothing else"), paragraphs(texts)};
}

StoryText requestText(const HttpHead &request)
{
    return {Text::tr("It begins as HTTP"),
        paragraphs({Text::tr("A GET with two lines that ask to change the protocol. The client then waits: it may send "
                             "nothing before the answer has come. The address asked for is %1. RFC 6455 §4.1")
                        .arg(monoBytes(request.target))})};
}

StoryText keyText(const HttpHead &request)
{
    const QByteArray key = request.value(KeyName);
    const QByteArray nonce = QByteArray::fromBase64(key);
    QStringList texts{Text::tr("The <a href=\"glossary:sec-websocket-key\">key</a> is a nonce: 16 random bytes in "
                               "base64, new for each connection. It is no secret: it makes sure that the answer was "
                               "made for this request. RFC 6455 §4.1")};
    if (nonce.size() != NonceBytes)
        texts.append(Text::tr("This one has %1 bytes instead of 16.").arg(nonce.size()));
    return {Text::tr("A question that needs a fresh answer"),
        paragraphs(texts)
            + table({{Text::tr("nonce"), mono(hexText(nonce))}, {QStringLiteral("base64"), monoBytes(key)}})};
}

StoryText readText(const HttpHead &request)
{
    QStringList broken;
    for (const Check &check : judgeRequest(request)) {
        if (check.outcome == Outcome::Fail)
            broken.append(Text::tr("%1: expected %2, got %3, %4")
                              .arg(check.rule, check.expected, check.got, check.section)
                              .toHtmlEscaped());
    }
    const QString heading =
        broken.isEmpty() ? Text::tr("The request keeps every rule") : Text::tr("The request breaks a rule");
    QStringList texts{Text::tr("A server checks the method, the HTTP version, Host, Upgrade, Connection, the key’s "
                               "length and the version. If one of them is wrong it answers with an error status. RFC "
                               "6455 §4.2.1")};
    return {heading, paragraphs(texts + broken)};
}

StoryText acceptText(const HttpHead &request)
{
    return {Text::tr("What only a WebSocket server computes"),
        paragraphs({Text::tr("The server takes the key <i>as text</i>, appends the "
                             "<a href=\"glossary:guid\">GUID</a> that RFC 6455 fixes, hashes both with SHA-1 and "
                             "writes the 20 bytes in base64. An HTTP server that knows nothing of WebSocket does not "
                             "produce this value, and a cache cannot repeat it: the key is new each time.")})
            + acceptTable(request.value(KeyName))
            + paragraphs({Text::tr("RFC 6455 §4.2.2, step 5.4 · <a href=\"glossary:accept-value\">Glossary: accept "
                                   "value</a> · <a href=\"lesson:accept-value\">Lesson 4 does this by hand</a>")})};
}

StoryText switchingText(const HttpHead &request, const HttpHead &response)
{
    const auto fields = response.all("Sec-WebSocket-Accept");
    const bool fits = !fields.isEmpty() && fields.first().value == acceptValue(request.value(KeyName));
    const QString heading = fits ? Text::tr("Line %1 proves that the server means it").arg(fields.first().line)
        : fields.isEmpty()       ? Text::tr("The answer lacks Sec-WebSocket-Accept")
                                 : Text::tr("Line %1 does not belong to the key").arg(fields.first().line);
    return {heading,
        paragraphs({Text::tr("Behind the empty line of this head the connection speaks WebSocket. What the client "
                             "expects of the key that it sent:")})
            + acceptTable(request.value(KeyName)) + paragraphs({Text::tr("RFC 6455 §4.2.2, step 5")})};
}

StoryText otherAnswerText(const HttpHead &response)
{
    return {Text::tr("%1 is not 101: HTTP goes on").arg(response.status),
        paragraphs({Text::tr("Only 101 Switching Protocols opens a WebSocket connection. With any other status the "
                             "answer is one of HTTP, and no frame follows. RFC 6455 §4.1")})};
}

StoryText verifyText(const HttpHead &request, const HttpHead &response)
{
    QList<QPair<QString, QString>> rows;
    bool fails = false;
    for (const Check &check : judgeResponse(request, response)) {
        if (check.outcome == Outcome::NotJudged)
            continue;
        fails = fails || check.outcome == Outcome::Fail;
        const QString result = check.outcome == Outcome::Fail
            ? Text::tr("✗ expected %1, got %2, %3").arg(check.expected, check.got, check.section)
            : Text::tr("✓ %1, %2").arg(check.got, check.section);
        rows.append({check.rule.toHtmlEscaped(), result.toHtmlEscaped()});
    }
    return {fails ? Text::tr("The client must fail the connection") : Text::tr("Every line is as it must be"),
        table(rows) + paragraphs({Text::tr("One wrong line, and the client must fail the connection. RFC 6455 §4.1")})};
}

StoryText openText()
{
    return {Text::tr("Now both may speak"),
        paragraphs({Text::tr("From here the same TCP connection carries <a href=\"glossary:frame\">frames</a>, in both "
                             "directions, whenever either end likes. No further request is needed. RFC 6455 §4.1")})};
}

QString frameMark(const FrameParts &frame)
{
    switch (frame.header.opcode) {
    case Opcode::Continuation:
        return Text::tr("Cont.");
    case Opcode::Text:
    case Opcode::Binary:
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        return opcodeName(frame.header.opcode).left(8);
    }
    return QStringLiteral("0x%1").arg(int(frame.header.opcode), 0, 16);
}

StoryText frameStory(const WireUnit &unit, const FrameParts &frame)
{
    const qsizetype header = frame.header.size();
    QStringList texts{frameMeaning(frame.header),
        Text::tr("%1 of header, %2 of payload.").arg(sizeText(header), sizeText(unit.bytes.size() - header))};
    if (frame.header.masked)
        texts.append(Text::tr("<a href=\"glossary:mask\">Masked</a>: the bytes on the wire are others than those of "
                              "the payload. RFC 6455 §5.3"));
    return {frameText(frame), paragraphs(texts)};
}

StoryText endText(const WireEvent &event)
{
    QStringList texts;
    if (!event.sentence.isEmpty())
        texts.append(event.sentence.toHtmlEscaped());
    if (event.state == EndState::Failed) {
        texts.append(Text::tr("The handshake did not open the connection. RFC 6455 §7.1.7"));
        return {Text::tr("It never opened"), paragraphs(texts)};
    }
    texts.append(closeCodeMeaning(event.closeCode).toHtmlEscaped());
    if (!event.closeReason.isEmpty())
        texts.append(Text::tr("The reason that was given: “%1”.").arg(event.closeReason.toHtmlEscaped()));
    return {Text::tr("Closed with %1").arg(closeCodeText(event.closeCode)), paragraphs(texts)};
}

} // namespace handglass::lesson
