// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/jsonstream.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace handglass {

JsonStream::JsonStream(Output &out)
    : m_out(out)
{
}

void JsonStream::beginValue()
{
    if (m_comma)
        m_out << ",";
    m_comma = true;
}

JsonStream &JsonStream::begin(char bracket)
{
    beginValue();
    m_out << QByteArrayView(&bracket, 1);
    m_comma = false;
    return *this;
}

JsonStream &JsonStream::end(char bracket)
{
    m_out << QByteArrayView(&bracket, 1);
    m_comma = true;
    return *this;
}

JsonStream &JsonStream::key(const char *name)
{
    beginValue();
    m_out << "\"" << name << "\":";
    m_comma = false;
    return *this;
}

JsonStream &JsonStream::digits(QByteArrayView number)
{
    beginValue();
    m_out << number;
    return *this;
}

JsonStream &JsonStream::value(qint64 number)
{
    return digits(QByteArray::number(number));
}

JsonStream &JsonStream::value(bool yes)
{
    return digits(yes ? "true" : "false");
}

JsonStream &JsonStream::value(const QString &text)
{
    beginValue();
    m_out << "\"";
    escape(text.toUtf8());
    m_out << "\"";
    return *this;
}

JsonStream &JsonStream::value(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return digits(QByteArrayView(list).sliced(1).chopped(1));
}

JsonStream &JsonStream::text(const std::function<void(const TakePiece &)> &pieces, bool valid)
{
    beginValue();
    m_out << "\"";
    if (valid) {
        pieces([this](QByteArrayView piece) { escape(piece); });
    } else {
        QByteArray all;
        pieces([&all](QByteArrayView piece) { all.append(piece); });
        escape(QString::fromUtf8(all).toUtf8());
    }
    m_out << "\"";
    return *this;
}

JsonStream &JsonStream::base64(const std::function<void(const TakePiece &)> &pieces)
{
    beginValue();
    m_out << "\"";
    pieces([this](QByteArrayView piece) { m_out << QByteArray::fromRawData(piece.data(), piece.size()).toBase64(); });
    m_out << "\"";
    return *this;
}

JsonStream &JsonStream::bytes(const char *name, const std::function<void(const TakePiece &)> &pieces)
{
    if (isUtf8(pieces))
        return key(name).text(pieces, true);
    return key((QByteArray(name) + "Base64").constData()).base64(pieces);
}

JsonStream &JsonStream::bytes(const char *name, QByteArrayView bytes)
{
    return this->bytes(name, [bytes](const TakePiece &take) { take(bytes); });
}

void JsonStream::newLine()
{
    m_out << "\n";
    m_comma = false;
}

/// RFC 8259 §7; DEL, U+2028 and U+2029 may stand as they are.
void JsonStream::escape(QByteArrayView utf8)
{
    qsizetype written = 0;
    for (qsizetype at = 0; at < utf8.size(); ++at) {
        const auto byte = static_cast<quint8>(utf8[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        m_out << utf8.sliced(written, at - written);
        written = at + 1;
        if (byte == '"' || byte == '\\')
            m_out << "\\" << utf8.sliced(at, 1);
        else if (byte == '\n')
            m_out << "\\n";
        else if (byte == '\r')
            m_out << "\\r";
        else if (byte == '\t')
            m_out << "\\t";
        else
            m_out << "\\u" << QByteArray::number(byte, 16).rightJustified(4, '0');
    }
    m_out << utf8.sliced(written);
}

} // namespace handglass
