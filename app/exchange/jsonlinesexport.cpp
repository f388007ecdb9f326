// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/exporter.h"
#include "app/exchange/jsonstream.h"
#include "app/exchange/recordjson.h"
#include "app/exchange/rowwords.h"

namespace handglass {

namespace {

/// One object a line, as the man page documents them: the capture, its connections, each before its first row, the
/// rows. Nothing is left out.
class JsonLinesExporter final : public Exporter
{
public:
    explicit JsonLinesExporter(Output &out)
        : m_json(out)
    {
    }

    bool write(ExportContext &context) override
    {
        const bool all = context.walk.rows().isAll();
        m_json.begin('{').key("type").value(QStringLiteral("capture")).key("format").value(qint64(1));
        m_json.key("program").value(QStringLiteral("Handglass " HANDGLASS_VERSION)).key("all").value(all);
        m_json.end('}').newLine();
        m_marks = context.reader.marks();
        const bool done = context.forEachRow([&](const Entry &entry) { writeRow(context, entry); },
            [this](const ConnectionRecord &record) { writeConnection(record); });
        if (!done || !all)
            return done;
        const QList<ConnectionId> ids = context.connections();
        for (const ConnectionId id : ids) {
            if (!m_written.contains(id))
                writeConnection(context.connection(id));
        }
        return true;
    }

private:
    void writeConnection(const ConnectionRecord &record)
    {
        m_written.insert(record.id);
        m_json.begin('{').key("type").value(QStringLiteral("connection")).key("record");
        m_json.value(QJsonValue(recordJson(record))).end('}').newLine();
    }

    void writeRow(const ExportContext &context, const Entry &entry)
    {
        m_json.begin('{').key("type").value(QStringLiteral("row")).key("row").value(entry.id);
        m_json.key("connection").value(entry.row.connection).key("time").value(rfc3339(entry.row.timeNs));
        m_json.key("kind").value(kindWord(entry.row.kind));
        if (entry.row.direction != Direction::None)
            m_json.key("direction").value(directionWord(entry.row.direction));
        if (entry.row.kind == EntryKind::Frame)
            writeFrame(entry);
        writeFlags(entry);
        if (entry.row.messageFirst != 0)
            m_json.key("messageFirst").value(entry.row.messageFirst);
        if (!entry.text.isEmpty())
            m_json.key("text").value(context.text(entry));
        if (entry.payloadLength > 0)
            m_json.bytes("payload", [&](const TakePiece &take) { payloadPieces(context.reader, entry, take); });
        if (entry.hasContent())
            m_json.bytes("content", [&](const TakePiece &take) { contentPieces(context.reader, entry, take); });
        if (const auto mark = m_marks.constFind(entry.id); mark != m_marks.cend())
            m_json.key("mark").value(*mark);
        m_json.end('}').newLine();
    }

    void writeFrame(const Entry &entry)
    {
        m_json.key("opcode").value(qint64(entry.opcode())).key("name").value(opcodeWord(entry.opcode()));
        m_json.key("fin").value(entry.fin()).key("rsv").value(qint64(entry.rsv()));
        m_json.key("mask").value(entry.masked());
        if (entry.masked())
            m_json.key("maskingKey").value(maskingKeyHex(entry.row.maskKey));
        m_json.key("wireLength").value(entry.row.wireLength).key("lengthBits").value(qint64(entry.row.lengthBits));
        m_json.key("payloadLength").value(entry.payloadLength);
    }

    void writeFlags(const Entry &entry)
    {
        constexpr std::pair<quint16, const char *> flags[] = {{EntryViolation, "violation"},
            {EntryFirst, "firstFragment"}, {EntryLast, "lastFragment"}, {EntryUnfinished, "unfinished"},
            {EntryByHand, "byHand"}, {EntryOnPurpose, "onPurpose"}};
        for (const auto &[flag, name] : flags) {
            if ((entry.row.bits & flag) != 0)
                m_json.key(name).value(true);
        }
    }

    JsonStream m_json;
    QSet<ConnectionId> m_written;
    QMap<EntryId, QString> m_marks;
};

} // namespace

std::unique_ptr<Exporter> jsonLinesExporter(Output &out)
{
    return std::make_unique<JsonLinesExporter>(out);
}

} // namespace handglass
