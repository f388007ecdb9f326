// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/conversation.h"
#include "app/exchange/exporter.h"

#include <QCoreApplication>

#include <queue>
#include <unordered_map>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::PcapngExport)
};

/// Whole conversations, of every connection that has a row in the selection: what is missing of one could not be read.
/// Packets are in order of time: opening handshakes come between the rows of other connections.
class PcapngExporter final : public Exporter
{
public:
    explicit PcapngExporter(Output &out)
        : m_out(out)
    {
    }

    bool write(ExportContext &context) override
    {
        m_file.emplace(m_out,
            Words::tr("Conversations written from a Handglass capture: the bytes of HTTP and WebSocket are those that "
                      "were recorded, TCP around them is made up."),
            QStringLiteral("handglass"));
        ExportRows rows;
        if (!context.walk.rows().isAll()) {
            if (!select(context))
                return false;
            rows.query.connections = context.connections();
            if (rows.query.connections.isEmpty())
                return true;
        }
        schedule(context);
        context.report.rows = 0;
        RowWalk walk(context.reader, rows);
        const bool done = walk.forEach(context.watch, [&](const Entry &entry) {
            ++context.report.rows;
            if (m_out.failed())
                walk.stop();
            takeEventsUpTo(context, entry.row.timeNs);
            addRow(context, entry);
        });
        if (done)
            takeEventsUpTo(context, std::numeric_limits<qint64>::max());
        return done;
    }

private:
    struct Event {
        qint64 time = 0;
        ConnectionId connection = 0;
        Conversation::Step step = Conversation::Connect;
        bool operator<(const Event &other) const // the earliest on top of the queue
        {
            return std::tie(time, connection, step) > std::tie(other.time, other.connection, other.step);
        }
    };

    static bool select(ExportContext &context)
    {
        const qint64 before = context.report.rows;
        const bool done = context.forEachRow([](const Entry &) {});
        context.report.note = Words::tr("pcapng holds whole connections: those of the %1 rows that were asked for.")
                                  .arg(context.report.rows - before);
        return done;
    }

    void schedule(ExportContext &context)
    {
        const QList<ConnectionId> ids = context.connections();
        for (const ConnectionId id : ids) {
            const ConnectionRecord record = context.connection(id);
            const bool failed = record.state == ConnectionState::Failed;
            if (!record.rawRequest.isEmpty() || record.times.tcp >= 0 || record.openedNs != 0)
                m_events.push({Conversation::timeOf(record, Conversation::Connect), id, Conversation::Connect});
            if (!record.rawRequest.isEmpty())
                m_events.push({Conversation::timeOf(record, Conversation::Request), id, Conversation::Request});
            if (!record.rawResponse.isEmpty())
                m_events.push({Conversation::timeOf(record, Conversation::Response), id, Conversation::Response});
            if (failed)
                m_events.push({Conversation::timeOf(record, Conversation::Begun), id, Conversation::Begun});
        }
    }

    void takeEventsUpTo(ExportContext &context, qint64 time)
    {
        while (!m_events.empty() && m_events.top().time <= time) {
            const Event event = m_events.top();
            m_events.pop();
            take(context, event);
        }
    }

    void take(ExportContext &context, const Event &event)
    {
        auto found = m_open.find(event.connection);
        const bool first = event.step == Conversation::Connect;
        if (found == m_open.end() && !first)
            return; // it is over
        const ConnectionRecord record = context.connection(event.connection);
        if (found == m_open.end()) {
            auto made = Conversation::of(*m_file, record);
            if (!made)
                return;
            found = m_open.emplace(event.connection, std::move(*made)).first;
        }
        if (event.step != Conversation::Begun) {
            found->second.proceed(record, event.step);
            return;
        }
        found->second.end(record, event.time);
        m_open.erase(found);
    }

    void addRow(ExportContext &context, const Entry &entry)
    {
        const auto found = m_open.find(entry.row.connection);
        if (found == m_open.end())
            return;
        Conversation &conversation = found->second;
        const bool begins = entry.row.kind == EntryKind::Frame || entry.row.kind == EntryKind::Opened;
        if (begins && !conversation.hasBegun())
            conversation.proceed(context.connection(entry.row.connection), Conversation::Response);
        conversation.addRow(context.reader, entry, entry.violation() ? context.text(entry) : QString());
        if (entry.row.kind != EntryKind::Closed)
            return;
        conversation.end(context.connection(entry.row.connection), entry.row.timeNs);
        m_open.erase(found);
    }

    Output &m_out;
    std::optional<PcapngFile> m_file;
    std::priority_queue<Event> m_events;
    std::unordered_map<ConnectionId, Conversation> m_open;
};

} // namespace

std::unique_ptr<Exporter> pcapngExporter(Output &out)
{
    return std::make_unique<PcapngExporter>(out);
}

} // namespace handglass
