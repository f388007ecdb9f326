// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/replayoptions.h"

#include "app/capture/capturereader.h"
#include "app/cli/optionvalues.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace handglass {

namespace {

constexpr qsizetype MostNamed = 5; // connections in a sentence

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::CommandLine", text);
}

/// "capture.hgcap:3"; a file of the whole name goes before.
struct Source {
    QString path;
    QString connection; ///< empty: none was given
};

Source parseSource(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 0 || QFileInfo::exists(text))
        return {text, {}};
    return {text.left(colon), text.mid(colon + 1)};
}

QString listed(const QList<ConnectionRecord> &records)
{
    QStringList names;
    for (const ConnectionRecord &record : records.first(qMin(records.size(), MostNamed)))
        names.append(tr("%1 (%2)").arg(record.id).arg(record.url));
    if (records.size() > MostNamed)
        names.append(tr("and %1 more").arg(records.size() - MostNamed));
    return names.join(QStringLiteral(", "));
}

QString findConnection(const CaptureReader &capture, const Source &source, ConnectionId &connection)
{
    QList<ConnectionRecord> open = capture.connectionList();
    open.removeIf(
        [](const ConnectionRecord &record) { return record.openedNs == 0 || record.role != ConnectionRole::Client; });
    if (!capture.error().isEmpty())
        return capture.error();
    if (open.isEmpty())
        return tr("expected a capture with a client's connection that opened, got none in %1 (what a mock sent is the "
                  "server's side, which is not replayed)")
            .arg(source.path);
    const auto found = std::find_if(open.cbegin(), open.cend(),
        [&](const ConnectionRecord &record) { return QString::number(record.id) == source.connection; });
    if (found != open.cend())
        connection = found->id;
    else if (!source.connection.isEmpty())
        return tr("expected one of the connections %1, got “%2”").arg(listed(open), source.connection);
    else if (open.size() > 1)
        return tr("expected CAPTURE:CONNECTION, got a capture of several connections: %1").arg(listed(open));
    else
        connection = open.first().id;
    return {};
}

QString readSource(const QString &text, ReplaySelection &selection)
{
    const Source source = parseSource(text);
    const auto capture = CaptureReader::open(source.path);
    if (!capture)
        return capture.error().sentence;
    ConnectionId connection = 0;
    if (QString error = findConnection(**capture, source, connection); !error.isEmpty())
        return error;
    selection.path = source.path;
    selection.connections = {connection};
    selection.name = tr("%1, connection %2").arg(QFileInfo(source.path).fileName()).arg(connection);
    return {};
}

} // namespace

QString readSpeed(const QString &text, ReplayPace &pace)
{
    if (text == QLatin1String("max")) {
        pace.mode = ReplayPace::Mode::Fastest;
        return {};
    }
    bool isNumber = false;
    pace.factor = text.toDouble(&isNumber);
    if (isNumber && pace.factor >= ReplayPace::LeastFactor && pace.factor <= ReplayPace::MostFactor)
        return {};
    return tr("expected a factor from %1 to %2, or max, got “%3”")
        .arg(ReplayPace::LeastFactor)
        .arg(ReplayPace::MostFactor)
        .arg(text);
}

void addReplayOptions(OptionReader &reader)
{
    reader.addGroup(tr("Replay"),
        {{{QStringLiteral("replay")},
             tr("Once connected, and behind -x and --raw, send the messages that were sent on this connection of a "
                "capture, with the recorded gaps. CONNECTION is its number; it may be left out where there is one."),
             tr("CAPTURE[:CONNECTION]")},
            {{QStringLiteral("speed")},
                tr("At FACTOR times the recorded speed, 0.1 to 100, or max: as fast as the server takes them."),
                tr("FACTOR|max")},
            {{QStringLiteral("max-gap")}, tr("Wait at most so long between two."), tr("SECONDS")}});
}

void readReplay(OptionReader &reader, ConnectCommandLine &line)
{
    reader.requireWith("speed", "replay");
    reader.requireWith("max-gap", "replay");
    if (!reader.isSet("replay"))
        return;
    if (reader.isSet("speed")) {
        if (const QString error = readSpeed(reader.text("speed"), line.pace); !error.isEmpty())
            reader.failValue("speed", error);
    }
    reader.readSeconds("max-gap", line.pace.maxGap);
    if (reader.isSet("max-gap") && line.pace.mode == ReplayPace::Mode::Fastest)
        reader.fail(tr("expected one of --speed max and --max-gap, got both: there are no gaps at that speed"));
    if (reader.isWrong())
        return;
    line.replay.emplace();
    if (const QString error = readSource(reader.text("replay"), *line.replay); !error.isEmpty())
        reader.failValue("replay", error);
}

} // namespace handglass
