// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/replaysource.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QStringDecoder>

namespace handglass {

namespace {

constexpr EntryId IdsAtOnce = 20'000;
constexpr qsizetype RowsAtOnce = 256;
constexpr qint64 ItemBytes = 256; ///< of an item but for its payload

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Replay)
};

/// As it was, a byte order mark included; nothing if it is no UTF-8.
std::optional<QString> textOf(const QByteArray &utf8)
{
    using Flag = QStringConverter::Flag;
    QStringDecoder decoder(QStringConverter::Utf8, Flag::Stateless | Flag::ConvertInitialBom);
    QString text = decoder(utf8);
    return decoder.hasError() ? std::nullopt : std::optional(std::move(text));
}

MaskingKey maskingKey(quint32 bits)
{
    return {quint8(bits >> 24U), quint8(bits >> 16U), quint8(bits >> 8U), quint8(bits)};
}

bool isData(Opcode opcode)
{
    return opcode == Opcode::Text || opcode == Opcode::Binary;
}

bool isUnfinished(const Entry &row)
{
    return (row.row.bits & EntryUnfinished) != 0;
}

/// RSV bits that no compression explains.
bool hasOddBits(const Entry &row)
{
    return row.rsv() != 0 && !row.hasContent();
}

} // namespace

QString ReplayCounts::leftOutText() const
{
    QStringList parts;
    if (broken > 0)
        parts.append(Words::tr("%1 made by hand or unfinished").arg(broken));
    if (received > 0)
        parts.append(Words::tr("%1 not sent by this side").arg(received));
    return parts.isEmpty() ? QString() : Words::tr(" Rows left out: %1.").arg(parts.join(QStringLiteral(", ")));
}

tl::expected<std::unique_ptr<ReplaySource>, QString> ReplaySource::open(const ReplaySelection &selection)
{
    auto reader = CaptureReader::open(selection.path);
    if (!reader)
        return tl::unexpected(reader.error().sentence);
    return std::unique_ptr<ReplaySource>(new ReplaySource(selection, std::move(*reader)));
}

ReplaySource::ReplaySource(const ReplaySelection &selection, std::unique_ptr<CaptureReader> reader)
    : m_selection(selection)
    , m_reader(std::move(reader))
    , m_from(m_reader->firstId())
    , m_last(selection.last > 0 ? selection.last : m_reader->lastId())
    , m_ids(selection.rows)
{
    if (!m_selection.rows.isEmpty())
        m_from = m_last + 1; // nothing is looked for
}

std::optional<Entry> ReplaySource::next()
{
    while (m_nextRow < m_page.size()) {
        if (const auto taken = take(m_page.at(m_nextRow++))) {
            ++m_counts.items;
            return taken;
        }
    }
    if (!m_atEnd)
        readOn();
    return std::nullopt;
}

void ReplaySource::readOn()
{
    m_page.clear();
    m_nextRow = 0;
    if (m_nextId >= m_ids.size())
        return readIds();
    const QList<EntryId> ids = m_ids.mid(m_nextId, RowsAtOnce);
    m_nextId += ids.size();
    m_page = m_reader->entries(ids);
    if (!m_reader->error().isEmpty())
        fail(m_reader->error());
    else if (m_page.size() < ids.size())
        fail(Words::tr("expected the rows %1 to %2 of the capture, got some of them: the others were let go meanwhile")
                 .arg(ids.first())
                 .arg(ids.last()));
}

void ReplaySource::readIds()
{
    if (m_from > m_last) {
        m_atEnd = true;
        return;
    }
    if (const EntryId first = m_reader->firstId(); first > m_from) {
        return fail(
            Words::tr("expected row %1 of the capture, got none before %2: they were let go before they were replayed")
                .arg(m_from)
                .arg(first));
    }
    LogQuery query;
    query.connections = m_selection.connections;
    query.show = LogQuery::Show::Sent;
    const EntryId to = qMin(m_from + IdsAtOnce - 1, m_last);
    m_ids = m_reader->matches(query, m_from, to);
    m_nextId = 0;
    m_from = to + 1;
    if (!m_reader->error().isEmpty())
        fail(m_reader->error());
}

void ReplaySource::fail(const QString &sentence)
{
    m_error = sentence;
    m_atEnd = true;
}

std::optional<Entry> ReplaySource::take(const Entry &row)
{
    if (row.row.kind != EntryKind::Frame || row.row.direction != Direction::Sent) {
        ++m_counts.received; // was asked for by its number
        return std::nullopt;
    }
    if (!m_selection.frames)
        return takeMessage(row);
    return takesFrame(row) ? std::optional(row) : std::nullopt;
}

std::nullopt_t ReplaySource::leaveOut()
{
    ++m_counts.broken;
    return std::nullopt;
}

std::optional<Entry> ReplaySource::takeMessage(const Entry &row)
{
    const Opcode opcode = row.opcode();
    if (opcode == Opcode::Continuation)
        return takeFragment(row);
    if (isData(opcode))
        return isWhole(row) ? std::optional(row) : leaveOut();
    if (opcode == Opcode::Ping && m_selection.pings && row.fin() && !isUnfinished(row) && row.payloadLength <= 125)
        return row;
    if (row.byHand() || !isDefined(opcode))
        return leaveOut();
    return std::nullopt;
}

/// Stands for its message if that was not taken before.
std::optional<Entry> ReplaySource::takeFragment(const Entry &row)
{
    const EntryId first = row.row.messageFirst;
    if (first == 0)
        return leaveOut();
    if (m_message.value(row.row.connection) == first)
        return std::nullopt;
    const auto message = m_reader->entry(first);
    return message && isWhole(*message) ? message : leaveOut();
}

bool ReplaySource::isWhole(const Entry &row)
{
    if (isUnfinished(row) || hasOddBits(row))
        return false;
    if (!row.fin()) {
        m_message[row.row.connection] = row.id;
        if (!m_reader->messageExtent(row.id).whole)
            return false;
    }
    // Only by hand a text is sent that is no UTF-8.
    return row.opcode() != Opcode::Text || !row.byHand() || textOf(m_reader->messagePayload(row.id)).has_value();
}

bool ReplaySource::takesFrame(const Entry &row)
{
    if (row.byHand())
        return true;
    if (isUnfinished(row)) {
        leaveOut();
        return false;
    }
    return !isControl(row.opcode()) || (row.opcode() == Opcode::Ping && m_selection.pings);
}

/// As it was recorded if it was made by hand; else with what the new connection asks for (RFC 6455 §5.1): compressed
/// content goes out plain.
RawFrame ReplaySource::rawFrame(const Entry &row) const
{
    RawFrame frame;
    frame.fin = row.fin();
    frame.rsv1 = (row.rsv() & 4) != 0 && !row.hasContent();
    frame.rsv2 = (row.rsv() & 2) != 0;
    frame.rsv3 = (row.rsv() & 1) != 0;
    frame.opcode = quint8(row.opcode());
    frame.payload = m_reader->content(row.id);
    if (!row.byHand()) {
        frame.maskingKey = maskingKey(QRandomGenerator::global()->generate());
        return frame;
    }
    if (row.masked())
        frame.maskingKey = maskingKey(row.row.maskKey);
    if (row.hasContent())
        return frame;
    frame.lengthBits = row.row.lengthBits;
    const qint64 header = 2 + (row.row.lengthBits == 7 ? 0 : row.row.lengthBits / 8) + (row.masked() ? 4 : 0);
    const qint64 declared = row.row.wireLength - header;
    if (declared >= 0 && declared != frame.payload.size())
        frame.falseLength = quint64(declared);
    return frame;
}

std::optional<ReplayItem> ReplaySource::load(const Entry &row)
{
    ReplayItem item{row.id, row.row.timeNs, {}, ItemBytes};
    const bool asRaw = !isData(row.opcode()) || (m_selection.frames && (row.byHand() || !row.fin()));
    if (asRaw) {
        const QByteArray bytes = encodeRawFrame(rawFrame(row));
        item.bytes += bytes.size();
        item.what = RawSend::of(bytes);
    } else {
        QByteArray content = m_reader->messagePayload(row.id);
        item.bytes += content.size();
        if (row.opcode() == Opcode::Binary)
            item.what = std::move(content);
        else if (auto text = textOf(content))
            item.what = std::move(*text);
        else
            item.row = 0;
    }
    const bool read = m_reader->error().isEmpty();
    if (read && item.row != 0)
        return item;
    --m_counts.items;
    if (read)
        return leaveOut();
    fail(Words::tr("row %1 could not be read: %2").arg(row.id).arg(m_reader->error()));
    m_page.clear();
    m_nextRow = 0;
    return std::nullopt;
}

ReplayCounts countReplay(const ReplaySelection &selection, const std::function<bool()> &cancelled, QString &error)
{
    const auto source = ReplaySource::open(selection);
    if (!source) {
        error = source.error();
        return {};
    }
    while (!(*source)->atEnd() && !cancelled())
        (*source)->next();
    error = (*source)->error();
    return (*source)->counts();
}

} // namespace handglass
