// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/exporter.h"
#include "app/exchange/pieces.h"
#include "app/exchange/rowwords.h"

namespace handglass {

namespace {

/// RFC 4180: one record a row, CRLF, a field in quotes if it needs them.
class CsvExporter final : public Exporter
{
public:
    explicit CsvExporter(Output &out)
        : m_out(out)
    {
    }

    bool write(ExportContext &context) override
    {
        m_out << "row,connection,url,time,kind,direction,type,fin,rsv,mask,masking_key,wire_length,payload_length,"
                 "message,violation,text,encoding,data\r\n";
        return context.forEachRow([&](const Entry &entry) { writeRow(context, entry); },
            [this](const ConnectionRecord &record) { m_urls.insert(record.id, record.url); });
    }

private:
    void writeRow(const ExportContext &context, const Entry &entry)
    {
        const bool frame = entry.row.kind == EntryKind::Frame;
        const auto number = [](qint64 value) { return QByteArray::number(value); };
        const auto bit = [](bool set) { return QByteArray(set ? "1" : "0"); };
        m_out << number(entry.id) << "," << number(entry.row.connection);
        field(m_urls.value(entry.row.connection).toUtf8());
        field(rfc3339(entry.row.timeNs).toUtf8());
        field(kindWord(entry.row.kind).toUtf8());
        field(directionWord(entry.row.direction).toUtf8());
        field(frame ? opcodeWord(entry.opcode()).toUtf8() : QByteArray());
        field(frame ? bit(entry.fin()) : QByteArray());
        field(frame ? number(entry.rsv()) : QByteArray());
        field(frame ? bit(entry.masked()) : QByteArray());
        field(frame && entry.masked() ? maskingKeyHex(entry.row.maskKey).toUtf8() : QByteArray());
        field(frame ? number(entry.row.wireLength) : QByteArray());
        field(frame ? number(entry.payloadLength) : QByteArray());
        field(entry.row.messageFirst != 0 ? number(entry.row.messageFirst) : QByteArray());
        field(bit(entry.violation()));
        field(context.text(entry).toUtf8());
        writeData(context.reader, entry);
    }

    /// What the frame says (decompressed), as it is where it is UTF-8, else in base64.
    void writeData(const CaptureReader &reader, const Entry &entry)
    {
        const auto pieces = [&](const TakePiece &take) { contentPieces(reader, entry, take); };
        if (entry.contentLength == 0) {
            m_out << ",,\r\n";
        } else if (isUtf8(pieces)) {
            m_out << ",text,\"";
            pieces([this](QByteArrayView piece) { quoted(piece); });
            m_out << "\"\r\n";
        } else {
            m_out << ",base64,";
            pieces([this](QByteArrayView piece) { m_out << piece.toByteArray().toBase64(); });
            m_out << "\r\n";
        }
    }

    void field(QByteArrayView text)
    {
        m_out << ",";
        const bool plain = std::none_of(
            text.begin(), text.end(), [](char c) { return c == '"' || c == ',' || c == '\r' || c == '\n'; });
        if (plain) {
            m_out << text;
            return;
        }
        m_out << "\"";
        quoted(text);
        m_out << "\"";
    }

    void quoted(QByteArrayView text)
    {
        for (qsizetype quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"')) {
            m_out << text.first(quote) << "\"\"";
            text = text.sliced(quote + 1);
        }
        m_out << text;
    }

    Output &m_out;
    QHash<ConnectionId, QString> m_urls;
};

} // namespace

std::unique_ptr<Exporter> csvExporter(Output &out)
{
    return std::make_unique<CsvExporter>(out);
}

} // namespace handglass
