// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/unitlines.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/verdict.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass::lesson {

namespace {

constexpr qsizetype LineBytes = 16;
constexpr qsizetype MostLines = 8; ///< of a body, or of bytes

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::UnitLines)
};

QByteArray fieldName(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    return colon < 0 ? QByteArray() : line.first(colon).trimmed().toByteArray();
}

/// Lines of a head without their ends; the empty one that ends it is the last.
QList<UnitLine> plainHeadLines(const QByteArray &bytes)
{
    QList<UnitLine> lines;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype end = bytes.indexOf('\n', at);
        UnitLine line;
        line.offset = at;
        line.size = (end < 0 ? bytes.size() : end + 1) - at;
        const QByteArray text = bytes.mid(at, line.size).trimmed();
        line.text = headText(text);
        line.field = lines.isEmpty() ? QByteArray("start") : fieldName(text);
        lines.append(line);
        at += line.size;
    }
    return lines;
}

/// Each line of the head that was sent and is not in the one that is delivered stands where it was.
void addLeftOut(QList<UnitLine> &lines, const QList<UnitLine> &sent)
{
    for (const UnitLine &line : sent) {
        const auto same = [&line](const UnitLine &other) { return other.field == line.field; };
        if (line.field.isEmpty() || std::ranges::any_of(lines, same))
            continue;
        const auto at = std::min<qsizetype>(&line - sent.data(), lines.size() - 1);
        UnitLine left;
        left.text = Text::tr("%1 (left out on purpose)").arg(line.text);
        left.explanation = Text::tr("The end that sent this head wrote this line; the wire leaves it out.");
        left.field = line.field;
        left.offset = lines.at(at).offset;
        left.broken = true;
        lines.insert(at, left);
    }
}

QList<UnitLine> headLines(const WireUnit &unit)
{
    const HttpHead head = readHead(unit.delivered, unit.kind);
    const QList<UnitLine> sent = plainHeadLines(unit.bytes);
    QList<UnitLine> lines = plainHeadLines(unit.delivered);
    const bool response = unit.kind == UnitKind::Response;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        UnitLine &line = lines[i];
        line.explanation = explainLine(head, int(i) + 1, response);
        line.broken = std::ranges::none_of(sent, [&line](const UnitLine &s) { return s.text == line.text; });
    }
    if (unit.delivered != unit.bytes)
        addLeftOut(lines, sent);
    if (!lines.isEmpty() && lines.last().text.isEmpty()) {
        const bool opens = head.status == 101;
        lines.last().text =
            opens ? Text::tr("(empty line: the head ends, frames begin)") : Text::tr("(empty line: the head ends)");
        lines.last().explanation = Text::tr("The head ends with an empty line. RFC 9112 §2.1");
    }
    return lines;
}

QList<UnitLine> byteLines(const QByteArray &bytes)
{
    QList<UnitLine> lines;
    for (qsizetype at = 0; at < bytes.size() && lines.size() < MostLines; at += LineBytes) {
        UnitLine line;
        line.offset = at;
        line.size = std::min(LineBytes, bytes.size() - at);
        line.text = hexText(QByteArrayView(bytes).sliced(at, line.size));
        lines.append(line);
    }
    return lines;
}

QList<UnitLine> textLines(const QByteArray &bytes)
{
    QList<UnitLine> lines = plainHeadLines(bytes.first(std::min<qsizetype>(bytes.size(), 4096)));
    lines = lines.first(std::min(lines.size(), MostLines));
    for (UnitLine &line : lines)
        line.field = QByteArray();
    return lines;
}

UnitLine tcpEndLine(End from)
{
    UnitLine line;
    line.text = Text::tr("FIN");
    line.explanation = from == End::Client
        ? Text::tr("The client has ended its side of TCP: no byte of it follows. RFC 6455 §7.1.1")
        : Text::tr("The server has ended its side of TCP: no byte of it follows. After a closing handshake the server "
                   "ends TCP first. RFC 6455 §7.1.1");
    return line;
}

} // namespace

QList<UnitLine> unitLines(const WireUnit &unit)
{
    switch (unit.kind) {
    case UnitKind::Request:
    case UnitKind::Response:
        return headLines(unit);
    case UnitKind::Frame:
        if (const auto frame = readFrame(unit.delivered))
            return frameLines(*frame, readFrame(unit.bytes).value_or(*frame), unit.from);
        break;
    case UnitKind::Body:
        return textLines(unit.delivered);
    case UnitKind::TcpEnd:
        return {tcpEndLine(unit.from)};
    case UnitKind::Bytes:
        break;
    }
    return byteLines(unit.delivered);
}

} // namespace handglass::lesson
