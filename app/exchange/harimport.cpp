// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/harconnection.h"
#include "app/exchange/importer.h"
#include "app/exchange/jsonfile.h"

#include "app/decode/json.h"
#include "app/protocol/closecode.h"
#include "app/protocol/frame.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::HarImport)
};

using Members = QHash<QByteArray, JsonRange>;

const QByteArray Messages("_webSocketMessages");

/// Entry by entry: its members are found first, then what is needed of them is read; its messages one by one.
class HarReader final
{
public:
    HarReader(QFile &file, CaptureBuilder &builder, const JobWatch &jobWatch)
        : m_file(file)
        , m_builder(builder)
        , m_watch(jobWatch)
    {
    }
    QString read();

private:
    bool goesOn() const { return !m_watch.cancelled() && !m_builder.failed(); }
    void readEntries(JsonFile &json);
    void takeEntry(const Members &members, int line);
    bool isWebSocket(const Members &members);
    /// A member's value. Undefined, with a sentence, if it is none.
    QJsonValue value(const JsonRange &range, const QString &path, QString &error);
    void takeConnection(const Members &members, ConnectionRecord &record);
    void takeMessages(const JsonRange &range, ConnectionRecord &record);
    void takeMessage(const HarMessage &message, ConnectionRecord &record);
    void note(EntryKind kind, const ConnectionRecord &record, const QString &text);
    void tell(const QString &sentence, int line);
    QString path() const { return QStringLiteral("log.entries[%1]").arg(m_index); }

    QFile &m_file;
    CaptureBuilder &m_builder;
    const JobWatch &m_watch;
    qint64 m_index = -1;
    qint64 m_timeNs = 0; ///< of the row added last
};

QString HarReader::read()
{
    JsonFile json(m_file);
    QByteArray name;
    bool found = false;
    if (!json.enter('{'))
        return Words::tr("expected a HAR, which is a JSON object, or our own JSON lines, got something else: %1")
            .arg(m_file.fileName());
    while (goesOn() && json.nextMember(name)) {
        if (name != "log" || !json.enter('{')) {
            json.skip();
            continue;
        }
        while (goesOn() && json.nextMember(name)) {
            if (name == "entries" && json.enter('[')) {
                found = true;
                readEntries(json);
            } else {
                json.skip();
            }
        }
    }
    if (json.failed() && m_index >= 0)
        return Words::tr("%1, %2: the rest was not read").arg(path(), json.error());
    if (json.failed())
        return Words::tr("%1: %2").arg(json.error(), m_file.fileName());
    return found || !goesOn()
        ? QString()
        : Words::tr("expected a HAR with a list log.entries, got none: %1").arg(m_file.fileName());
}

void HarReader::readEntries(JsonFile &json)
{
    const qint64 size = m_file.size();
    while (goesOn() && json.nextElement()) {
        ++m_index;
        m_watch.tell(json.position(), size);
        Members members;
        const int line = json.line();
        if (!json.enter('{')) {
            json.skip();
            tell(Words::tr("%1: expected an object, got another value").arg(path()), line);
            continue;
        }
        QByteArray name;
        while (json.nextMember(name))
            members.insert(name, json.skip());
        if (!json.failed())
            takeEntry(members, line);
    }
}

void HarReader::tell(const QString &sentence, int line)
{
    m_builder.problem(Words::tr("line %1: %2: it was left out").arg(line).arg(sentence));
}

QJsonValue HarReader::value(const JsonRange &range, const QString &path, QString &error)
{
    if (range.size == 0)
        return QJsonValue::Undefined;
    const QByteArray bytes = readRange(m_file, range);
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson('[' + bytes + ']', &wrong);
    if (document.isArray() && document.array().size() == 1)
        return document.array().first();
    const auto place = jsonError(bytes);
    if (error.isEmpty())
        error = QStringLiteral("%1: %2").arg(path, place ? place->sentence : wrong.errorString());
    return QJsonValue::Undefined;
}

bool HarReader::isWebSocket(const Members &members)
{
    if (members.contains(Messages))
        return true;
    QString ignored;
    if (value(members.value("_resourceType"), {}, ignored).toString() == QLatin1String("websocket"))
        return true;
    const QJsonValue request = value(members.value("request"), {}, ignored);
    const QString url = request[u"url"].toString();
    return url.startsWith(QLatin1String("ws:")) || url.startsWith(QLatin1String("wss:"));
}

void HarReader::takeEntry(const Members &members, int line)
{
    if (!isWebSocket(members)) {
        ++m_builder.report().skipped;
        return;
    }
    QJsonObject entry;
    QString error;
    for (const char *name :
        {"startedDateTime", "request", "response", "timings", "serverIPAddress", "_webSocketClose", "_handglass"}) {
        const QJsonValue member = value(members.value(name), path() + u'.' + QLatin1String(name), error);
        if (!member.isUndefined())
            entry[QLatin1String(name)] = member;
    }
    const ConnectionId id = m_builder.report().connections + 1;
    ConnectionRecord record = harConnection(entry, path(), id, error);
    if (!error.isEmpty())
        return tell(error, line);
    ++m_builder.report().connections;
    takeConnection(members, record);
}

void HarReader::takeConnection(const Members &members, ConnectionRecord &record)
{
    m_timeNs = record.startedNs;
    note(EntryKind::Notice, record,
        Words::tr("imported from a HAR, which tells messages: frames are shown whole, as they need not have been, and "
                  "what was sent with a masking key of 0"));
    if (record.openedNs != 0) {
        m_timeNs = record.openedNs;
        note(EntryKind::Opened, record, Words::tr("101 Switching Protocols. Connection %1").arg(record.id));
    } else if (record.failure) {
        note(EntryKind::Notice, record, record.failure.fact);
    }
    if (const JsonRange range = members.value(Messages); range.size > 0)
        takeMessages(range, record);
    if (record.state != ConnectionState::Failed) {
        if (record.closedNs == 0)
            record.closedNs = m_timeNs;
        m_timeNs = std::max(m_timeNs, record.closedNs);
        note(EntryKind::Closed, record,
            record.closeCode == 0 ? Words::tr("The HAR does not tell how it closed.")
                                  : closeCodeText(record.closeCode));
    }
    m_builder.add(record);
}

void HarReader::takeMessages(const JsonRange &range, ConnectionRecord &record)
{
    JsonFile json(m_file, range.offset, range.line);
    const QString list = path() + u'.' + QLatin1String(Messages);
    if (!json.enter('['))
        return tell(Words::tr("%1: expected a list, got another value").arg(list), range.line);
    for (qint64 index = 0; goesOn() && json.nextElement(); ++index) {
        const JsonRange element = json.skip();
        const QString place = QStringLiteral("%1[%2]").arg(list).arg(index);
        QString error;
        const QJsonValue message = value(element, place, error);
        if (error.isEmpty() && !message.isObject())
            error = Words::tr("%1: expected an object, got %2").arg(place, jsonKind(message));
        const HarMessage read =
            error.isEmpty() ? harMessage(message.toObject(), place, record.startedNs, error) : HarMessage();
        if (error.isEmpty())
            takeMessage(read, record);
        else
            tell(error, element.line);
    }
}

void HarReader::takeMessage(const HarMessage &message, ConnectionRecord &record)
{
    m_timeNs = message.timeNs.value_or(m_timeNs);
    if (message.error)
        return note(EntryKind::Notice, record, QString::fromUtf8(message.data));
    FrameHeader header;
    header.opcode = static_cast<Opcode>(message.opcode);
    header.masked = message.sent;
    header.lengthBits = minimalLengthBits(quint64(message.data.size()));
    EntryRow row;
    row.bits = quint16(header.firstByte() | (header.masked ? EntryMasked : 0));
    row.lengthBits = header.lengthBits;
    row.wireLength = header.size() + message.data.size();
    row.connection = record.id;
    row.timeNs = m_timeNs;
    row.direction = message.sent ? Direction::Sent : Direction::Received;
    m_builder.add(row, message.data);
    ClosePayload close;
    if (header.opcode != Opcode::Close || record.closeCode != 0 || parseClosePayload(message.data, close))
        return;
    record.closeCode = close.code;
    record.closeReason = close.reason;
    record.closedBy = message.sent ? ClosedBy::Us : ClosedBy::Peer;
}

void HarReader::note(EntryKind kind, const ConnectionRecord &record, const QString &text)
{
    EntryRow row;
    row.kind = kind;
    row.connection = record.id;
    row.timeNs = m_timeNs;
    m_builder.add(row, {}, text);
}

} // namespace

QString readHar(QFile &file, CaptureBuilder &builder, const JobWatch &watch)
{
    return HarReader(file, builder, watch).read();
}

} // namespace handglass
