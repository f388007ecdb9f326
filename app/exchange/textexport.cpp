// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/exporter.h"
#include "app/exchange/messagegatherer.h"
#include "app/exchange/rowwords.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::TextExport)
};

/// As wscat prints: "> sent", "< received"; with time and connection before it, binary in hex, what is no message in
/// parentheses. Further lines of a text are indented by two spaces.
class TextExporter final : public Exporter
{
public:
    explicit TextExporter(Output &out)
        : m_out(out)
    {
    }

    bool write(ExportContext &context) override
    {
        MessageGatherer messages(context.reader, context.walk);
        return context.forEachRow(
            [&](const Entry &entry) {
                if (const auto message = messages.take(entry))
                    writeMessage(context.reader, *message);
                else if (!messages.isPart())
                    writeOther(context, entry);
            },
            [this](const ConnectionRecord &record) { writeConnection(record); });
    }

private:
    void writeConnection(const ConnectionRecord &record)
    {
        m_out << rfc3339(record.startedNs).toUtf8() << " [" << QByteArray::number(record.id) << "] * "
              << record.url.toUtf8() << "\n";
    }

    void writePrefix(const Entry &entry)
    {
        m_out << rfc3339(entry.row.timeNs).toUtf8() << " [" << QByteArray::number(entry.row.connection) << "] ";
        if (entry.row.kind != EntryKind::Frame)
            m_out << "* ";
        else
            m_out << (entry.row.direction == Direction::Sent ? "> " : "< ");
    }

    void writeMessage(const CaptureReader &reader, const Message &message)
    {
        writePrefix(message.last);
        const auto pieces = [&](const TakePiece &take) { message.pieces(reader, take); };
        if (message.opcode() == Opcode::Text)
            pieces([this](QByteArrayView piece) { writeLines(piece); });
        else
            writeHex(message.length, pieces);
        m_out << "\n";
    }

    void writeLines(QByteArrayView text)
    {
        qsizetype at = 0;
        for (qsizetype feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', at)) {
            m_out << text.sliced(at, feed + 1 - at) << "  ";
            at = feed + 1;
        }
        m_out << text.sliced(at);
    }

    void writeHex(qint64 length, const std::function<void(const TakePiece &)> &pieces)
    {
        m_out << "(" << Words::tr("binary, %1 B").arg(length).toUtf8() << ")";
        pieces([this](QByteArrayView piece) {
            if (!piece.isEmpty())
                m_out << " " << piece.toByteArray().toHex(' ');
        });
    }

    /// Control frames, frames of no message, and the rows that are no frames.
    void writeOther(const ExportContext &context, const Entry &entry)
    {
        writePrefix(entry);
        const QByteArray sentence = context.text(entry).toUtf8();
        if (entry.row.kind == EntryKind::Frame) {
            m_out << "(" << opcodeWord(entry.opcode()).toUtf8() << ")";
            payloadPieces(context.reader, entry, [this](QByteArrayView piece) {
                if (!piece.isEmpty())
                    m_out << " " << piece.toByteArray().toHex(' ');
            });
            if (!sentence.isEmpty())
                m_out << "\n  ";
        }
        writeLines(sentence);
        m_out << "\n";
    }

    Output &m_out;
};

} // namespace

std::unique_ptr<Exporter> textExporter(Output &out)
{
    return std::make_unique<TextExporter>(out);
}

} // namespace handglass
