// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/importer.h"
#include "app/exchange/recordjson.h"
#include "app/exchange/rowwords.h"

#include "app/decode/json.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <limits>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::JsonLinesImport)
};

constexpr qint64 LongestLine = 1 << 30;
constexpr qint64 Most = std::numeric_limits<qint64>::max();

class LinesReader final
{
public:
    LinesReader(QFile &file, CaptureBuilder &builder)
        : m_file(file)
        , m_builder(builder)
    {
    }
    QString read(const JobWatch &watch);

private:
    void takeLine(const QByteArray &line);
    void takeRow(JsonFields &fields, QString &error);
    void readFrame(JsonFields &fields, EntryRow &row) const;
    EntryId renumbered(EntryId first) const;

    QFile &m_file;
    CaptureBuilder &m_builder;
    qint64 m_line = 0;
    bool m_all = false;
    QHash<EntryId, EntryId> m_numbers; ///< of rows that others point at, where they changed
};

QString LinesReader::read(const JobWatch &watch)
{
    const qint64 size = m_file.size();
    while (!m_file.atEnd() && !watch.cancelled() && !m_builder.failed()) {
        const QByteArray line = m_file.readLine(LongestLine);
        ++m_line;
        if (line.size() + 1 >= LongestLine && !line.endsWith('\n'))
            return Words::tr("line %1: expected at most 1 GiB, got more: the rest was not read").arg(m_line);
        if (!line.trimmed().isEmpty())
            takeLine(line);
        watch.tell(m_file.pos(), size);
    }
    return {};
}

void LinesReader::takeLine(const QByteArray &line)
{
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson(line, &wrong);
    if (!document.isObject()) {
        const auto place = jsonError(line);
        m_builder.problem(Words::tr("line %1: expected a JSON object, got something else (%2): it was left out")
                              .arg(m_line)
                              .arg(place ? place->sentence : wrong.errorString()));
        return;
    }
    QString error;
    JsonFields fields(document.object(), {}, error);
    const QString type = fields.text("type");
    if (type == QLatin1String("capture")) {
        m_all = fields.boolean("all");
        if (fields.integer("format", 1, Most, 1) > 1)
            error = Words::tr("format: expected 1, got a later one, which this program may not read whole");
    } else if (type == QLatin1String("connection")) {
        JsonFields inner = fields.fields("record");
        const ConnectionRecord record = readRecord(inner);
        if (error.isEmpty() && record.id == 0)
            inner.fail("id", Words::tr("a number from 1"));
        if (error.isEmpty()) {
            m_builder.add(record);
            ++m_builder.report().connections;
        }
    } else if (type == QLatin1String("row")) {
        takeRow(fields, error);
    } else if (error.isEmpty()) {
        fields.fail("type", Words::tr("capture, connection or row"));
    }
    if (!error.isEmpty())
        m_builder.problem(Words::tr("line %1: %2: it was left out").arg(m_line).arg(error));
}

EntryId LinesReader::renumbered(EntryId first) const
{
    const auto found = m_numbers.constFind(first);
    return found == m_numbers.cend() ? (m_all ? first : 0) : *found;
}

void LinesReader::readFrame(JsonFields &fields, EntryRow &row) const
{
    static const QStringList forms{QStringLiteral("7"), QStringLiteral("16"), QStringLiteral("64")};
    row.bits = quint16(fields.integer("opcode", 0, 15, 0) | (fields.boolean("fin") ? 0x80 : 0)
        | fields.integer("rsv", 0, 7, 0) << 4 | (fields.boolean("mask") ? EntryMasked : 0));
    row.wireLength = fields.integer("wireLength", 0, Most, 0);
    const qint64 lengthBits = fields.integer("lengthBits", 7, 64, 7);
    if (!forms.contains(QString::number(lengthBits)))
        fields.fail("lengthBits", Words::tr("7, 16 or 64"));
    row.lengthBits = quint8(lengthBits);
    bool isKey = true;
    if (fields.has("maskingKey"))
        row.maskKey = fields.text("maskingKey").toUInt(&isKey, 16);
    if (!isKey)
        fields.fail("maskingKey", Words::tr("8 hexadecimal digits"));
}

void LinesReader::takeRow(JsonFields &fields, QString &error)
{
    static const QStringList kinds{kindWord(EntryKind::Opened), kindWord(EntryKind::Frame), kindWord(EntryKind::Closed),
        kindWord(EntryKind::Notice)};
    static const QStringList directions{QString(), directionWord(Direction::Sent), directionWord(Direction::Received)};
    EntryRow row;
    fields.require("row", Words::tr("the row's number"));
    fields.require("kind", Words::tr("one of %1").arg(kinds.join(QStringLiteral(", "))));
    const EntryId number = fields.integer("row", 1, Most, 0);
    row.connection = fields.integer("connection", 0, Most, 0);
    row.timeNs = fields.time("time");
    row.kind = static_cast<EntryKind>(fields.oneOf("kind", kinds));
    row.direction = static_cast<Direction>(fields.oneOf("direction", directions));
    if (row.kind == EntryKind::Frame)
        readFrame(fields, row);
    constexpr std::pair<const char *, quint16> flags[] = {{"violation", EntryViolation}, {"firstFragment", EntryFirst},
        {"lastFragment", EntryLast}, {"unfinished", EntryUnfinished}, {"byHand", EntryByHand},
        {"onPurpose", EntryOnPurpose}};
    for (const auto &[name, flag] : flags)
        row.bits = quint16(row.bits | (fields.boolean(name) ? flag : 0));
    const QByteArray payload = fields.bytes("payload");
    if (fields.integer("payloadLength", 0, Most, payload.size()) != payload.size())
        fields.fail("payloadLength", Words::tr("the %1 bytes that payload holds").arg(payload.size()));
    std::optional<QByteArray> content;
    if (fields.has("content") || fields.has("contentBase64"))
        content = fields.bytes("content");
    const EntryId first = fields.integer("messageFirst", 0, Most, 0);
    const QString text = fields.text("text");
    const QString comment = fields.text("mark");
    if (!error.isEmpty())
        return;
    if (m_all && m_builder.report().rows == 0)
        m_builder.setFirstId(number);
    row.messageFirst = first == 0 ? 0 : renumbered(first);
    const EntryId id = m_builder.add(row, payload, text, content);
    const bool ping = row.kind == EntryKind::Frame && Opcode(row.bits & 0xF) == Opcode::Ping;
    if ((id != number || !m_all) && (ping || (row.bits & EntryFirst) != 0))
        m_numbers.insert(number, id);
    if (fields.has("mark"))
        m_builder.mark(id, comment);
}

} // namespace

bool isJsonLines(const QByteArray &firstLine)
{
    const QString type = QJsonDocument::fromJson(firstLine).object()[QStringLiteral("type")].toString();
    return !type.isEmpty();
}

QString readJsonLines(QFile &file, CaptureBuilder &builder, const JobWatch &watch)
{
    return LinesReader(file, builder).read(watch);
}

} // namespace handglass
