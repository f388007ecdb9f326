// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/exporter.h"
#include "app/exchange/harentry.h"
#include "app/exchange/jsonstream.h"
#include "app/exchange/messagegatherer.h"
#include "app/exchange/rowwords.h"
#include "app/exchange/spool.h"

#include <QBuffer>
#include <QJsonDocument>

namespace handglass {

namespace {

/// HAR 1.2 with messages as Chrome writes them. An entry is written whole, but rows of connections come in turns: each
/// one's messages wait in a spool.
class HarExporter final : public Exporter
{
public:
    explicit HarExporter(Output &out)
        : m_out(out)
    {
    }

    bool write(ExportContext &context) override
    {
        MessageGatherer messages(context.reader, context.walk);
        const bool done = context.forEachRow([&](const Entry &entry) {
            const auto message = messages.take(entry);
            if (message)
                addMessage(context.reader, *message);
            if (entry.row.kind == EntryKind::Frame
                && (!messages.isPart() || message == std::nullopt || isSpecial(*message)))
                addFrame(context, entry, messages.isPart());
            if (!m_spool.error().isEmpty())
                context.walk.stop();
        });
        context.report.note = m_spool.error();
        return done && writeAll(context);
    }

private:
    enum Kind : qint64 { Messages, Frames, Kinds };

    /// More is to be said of its last frame than the message tells.
    static bool isSpecial(const Message &message)
    {
        return message.frames.size() > 1 || message.first.hasContent() || message.first.byHand();
    }

    static Spool::Strand strand(const Entry &entry, Kind kind) { return entry.row.connection * Kinds + kind; }

    /// Writes one element of a strand's list.
    template <typename Write> void add(const Entry &entry, Kind kind, const Write &write)
    {
        const Spool::Strand into = strand(entry, kind);
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        Output out(buffer);
        JsonStream json(out);
        if (!m_spool.isEmpty(into))
            out << ",";
        json.begin('{');
        write(json);
        json.end('}');
        out.flush();
        m_spool.append(into, buffer.data());
    }

    /// Seconds with six digits behind the point.
    static QByteArray seconds(qint64 ns)
    {
        constexpr qint64 NsInUs = 1'000;
        constexpr qint64 UsInSecond = 1'000'000;
        const qint64 us = ns / NsInUs;
        return QByteArray::number(us / UsInSecond) + '.' + QByteArray::number(us % UsInSecond).rightJustified(6, '0');
    }

    static QString type(const Entry &entry)
    {
        return entry.row.direction == Direction::Sent ? QStringLiteral("send") : QStringLiteral("receive");
    }

    void addMessage(const CaptureReader &reader, const Message &message)
    {
        add(message.last, Messages, [&](JsonStream &json) {
            const auto pieces = [&](const TakePiece &take) { message.pieces(reader, take); };
            json.key("type").value(type(message.last)).key("time").digits(seconds(message.last.row.timeNs));
            json.key("opcode").value(qint64(message.opcode())).key("data");
            if (message.opcode() == Opcode::Text)
                json.text(pieces, isUtf8(pieces));
            else
                json.base64(pieces);
        });
    }

    /// What no message tells: control frames, fragments, compression, what broke a rule. data: of frames that are part
    /// of no message.
    void addFrame(const ExportContext &context, const Entry &entry, bool inMessage)
    {
        add(entry, Frames, [&](JsonStream &json) {
            json.key("row").value(entry.id).key("type").value(type(entry));
            json.key("time").digits(seconds(entry.row.timeNs)).key("opcode").value(qint64(entry.opcode()));
            json.key("fin").value(entry.fin()).key("rsv").value(qint64(entry.rsv()));
            json.key("mask").value(entry.masked());
            if (entry.masked())
                json.key("maskingKey").value(maskingKeyHex(entry.row.maskKey));
            json.key("payloadLength").value(entry.payloadLength);
            if (entry.violation())
                json.key("violation").value(context.text(entry));
            if (entry.byHand())
                json.key("byHand").value(true);
            if (entry.onPurpose())
                json.key("onPurpose").value(true);
            if (!inMessage)
                json.key("data").base64([&](const TakePiece &take) { payloadPieces(context.reader, entry, take); });
        });
    }

    bool writeAll(ExportContext &context)
    {
        m_out << R"({"log":{"version":"1.2","creator":{"name":"Handglass","version":")" HANDGLASS_VERSION
                 R"("},"pages":[],"entries":[)";
        const QList<ConnectionId> ids = context.connections();
        bool first = true;
        for (const ConnectionId id : ids) {
            if (context.watch.cancelled() || m_out.failed())
                return false;
            QByteArray entry = QJsonDocument(harEntry(context.connection(id))).toJson(QJsonDocument::Compact);
            entry.chop(1); // the lists go in before its end
            m_out << (first ? "\n" : ",\n") << entry << R"(,"_webSocketMessages":[)";
            writeStrand(id * Kinds + Messages);
            m_out << R"(],"_webSocketFrames":[)";
            writeStrand(id * Kinds + Frames);
            m_out << "]}";
            first = false;
        }
        m_out << "\n]}}\n";
        context.report.note = m_spool.error();
        return m_spool.error().isEmpty();
    }

    void writeStrand(Spool::Strand strand)
    {
        m_spool.read(strand, [this](QByteArrayView part) { m_out << part; });
    }

    Output &m_out;
    Spool m_spool;
};

} // namespace

std::unique_ptr<Exporter> harExporter(Output &out)
{
    return std::make_unique<HarExporter>(out);
}

} // namespace handglass
