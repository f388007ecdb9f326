// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/exporter.h"
#include "app/exchange/messagegatherer.h"
#include "app/exchange/rowwords.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::RawExport)
};

/// The digits of a row number in a file's name, so that names sort in order.
constexpr int RowDigits = 9;

/// One file a message, and one for each other frame with a payload.
class RawExporter final : public Exporter
{
public:
    RawExporter(const QString &folder, QString &error)
        : m_folder(folder)
        , m_error(error)
    {
    }

    bool write(ExportContext &context) override
    {
        MessageGatherer messages(context.reader, context.walk);
        return context.forEachRow([&](const Entry &entry) {
            if (const auto message = messages.take(entry)) {
                writeFile(context, message->last, message->opcode(),
                    [&](const TakePiece &take) { message->pieces(context.reader, take); });
            } else if (!messages.isPart() && entry.row.kind == EntryKind::Frame && entry.payloadLength > 0) {
                writeFile(context, entry, entry.opcode(),
                    [&](const TakePiece &take) { payloadPieces(context.reader, entry, take); });
            }
        });
    }

private:
    void writeFile(
        ExportContext &context, const Entry &entry, Opcode opcode, const std::function<void(const TakePiece &)> &pieces)
    {
        const QString suffix = opcode == Opcode::Text ? QStringLiteral("txt") : QStringLiteral("bin");
        const QString name = QStringLiteral("%1-%2-%3.%4")
                                 .arg(entry.id, RowDigits, 10, QLatin1Char('0'))
                                 .arg(directionWord(entry.row.direction), opcodeWord(opcode), suffix);
        QFile file(m_folder.filePath(name));
        bool written = file.open(QIODevice::WriteOnly | QIODevice::NewOnly);
        pieces([&](QByteArrayView piece) {
            written = written && file.write(piece.data(), piece.size()) == piece.size();
            context.report.bytes += piece.size();
        });
        if (written && file.flush())
            return;
        m_error = Words::tr("expected to write %1, got an error: %2").arg(name, file.errorString());
        context.walk.stop();
    }

    QDir m_folder;
    QString &m_error;
};

} // namespace

std::unique_ptr<Exporter> rawExporter(const QString &folder, QString &error)
{
    return std::make_unique<RawExporter>(folder, error);
}

} // namespace handglass
