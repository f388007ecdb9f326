// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exchangeline.h"

#include "app/cli/optionreader.h"
#include "app/cli/replayoptions.h"
#include "app/cli/terminal.h"
#include "app/exchange/scenariomaking.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace handglass {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::CommandLine", text);
}

OptionReader::Option helpOption()
{
    return {{QStringLiteral("h"), QStringLiteral("help")}, tr("Print the options."), {}};
}

/// The one file that the command is given; empty, and wrong, if it is not one.
QString operand(OptionReader &reader, const QString &name)
{
    const QStringList operands = reader.operands();
    if (operands.size() != 1)
        reader.fail(tr("expected one %1, got %2").arg(name).arg(operands.size()));
    return operands.value(0);
}

/// As --format says, else the target's suffix.
void readFormat(OptionReader &reader, ExportCommandLine &line)
{
    const bool given = reader.isSet("format");
    const QString suffix = QFileInfo(line.target).suffix().toLower();
    const QString name = given ? reader.text("format") : suffix == QLatin1String("txt") ? tr("text") : suffix;
    if (const auto format = formatNamed(name))
        line.request.format = *format;
    else if (given)
        reader.failValue("format", tr("expected har, jsonl, csv, text, raw, pcapng or scenario, got “%1”").arg(name));
    else
        reader.fail(
            tr("expected --format, or -o with a name that tells it (har, jsonl, csv, txt, pcapng), got neither"));
}

void readConnections(OptionReader &reader, LogQuery &query)
{
    const QStringList numbers = reader.texts("connection");
    for (const QString &number : numbers) {
        bool isNumber = false;
        query.connections.append(number.toLongLong(&isNumber));
        if (!isNumber || query.connections.last() < 1)
            reader.failValue("connection", tr("expected a connection's number from 1, got “%1”").arg(number));
    }
}

/// The place of an error is told by what stands there: a command line has no caret.
void readFilter(OptionReader &reader, LogQuery &query)
{
    const QString text = reader.text("filter");
    const auto filter = Filter::parse(text);
    if (filter) {
        query.filter = *filter;
        return;
    }
    const FilterError &error = filter.error();
    const QString rest = text.mid(error.position);
    reader.failValue("filter",
        rest.isEmpty() ? tr("%1 (at the end)").arg(error.sentence)
                       : tr("%1 (at character %2: “%3”)").arg(error.sentence).arg(error.position + 1).arg(rest));
}

void readScenario(OptionReader &reader, ExportCommandLine &line)
{
    ScenarioOptions &scenario = line.request.scenario;
    if (line.request.format != ExportFormat::Scenario) {
        for (const char *option : {"pace", "speed", "ignore"}) {
            if (reader.isSet(option))
                reader.fail(tr("expected --%1 only with --format scenario").arg(QLatin1String(option)));
        }
        return;
    }
    const QString pace = reader.text("pace");
    scenario.pace = pace == QLatin1String("timed") ? MockPace::Timed : MockPace::Waiting;
    if (reader.isSet("pace") && scenario.pace == MockPace::Waiting && pace != QLatin1String("waiting"))
        reader.failValue("pace", tr("expected waiting or timed, got “%1”").arg(pace));
    if (reader.isSet("speed")) {
        ReplayPace speed;
        if (const QString error = readSpeed(reader.text("speed"), speed); !error.isEmpty())
            reader.failValue("speed", error);
        scenario.speed = speed.mode == ReplayPace::Mode::Fastest ? 0 : speed.factor;
    }
    scenario.ignored = reader.texts("ignore");
    if (const QString error = ignoredError(scenario.ignored); !error.isEmpty())
        reader.failValue("ignore", error);
}

void checkTarget(OptionReader &reader, const ExportCommandLine &line)
{
    if (!line.target.isEmpty())
        return;
    if (line.request.format == ExportFormat::Raw)
        reader.fail(tr("expected -o with a folder for raw files, got none"));
    else if (line.request.format == ExportFormat::Pcapng && isTerminal(stdout))
        reader.fail(tr("expected -o, or another program to take pcapng, got a terminal"));
}

} // namespace

tl::expected<ExportCommandLine, CommandLineStop> parseExport(const QStringList &arguments)
{
    OptionReader reader(QStringLiteral("export"), QStringLiteral("CAPTURE"),
        tr("Writes a capture in another format. Credentials (values of Authorization, Cookie and the like) are "
           "replaced by x."));
    reader.addGroup(tr("Options"),
        {{{QStringLiteral("format")},
             tr("har, jsonl, csv, text, raw (a file a message), pcapng or scenario (a mock of one connection's "
                "server)."),
             tr("FORMAT")},
            {{QStringLiteral("o"), QStringLiteral("output")},
                tr("Write FILE, for raw a folder; without it the standard output."), tr("FILE")},
            {{QStringLiteral("filter")}, tr("Only the rows that match, as in the window's filter."), tr("EXPR")},
            {{QStringLiteral("connection")}, tr("Only this connection; repeatable."), tr("N")},
            {{QStringLiteral("with-credentials")}, tr("Leave credentials as they were."), {}}, helpOption()});
    reader.addGroup(tr("Scenario"),
        {{{QStringLiteral("pace")},
             tr("waiting (as without it): each reply when the client's message has come that it followed; timed: at "
                "the "
                "recorded times, whatever the client sends."),
             tr("PACE")},
            {{QStringLiteral("speed")}, tr("At FACTOR times the recorded speed, 0.1 to 100, or max: without gaps."),
                tr("FACTOR|max")},
            {{QStringLiteral("ignore")},
                tr("A JSON path, such as $.id, in which the client's messages may differ; repeatable."), tr("PATH")}});
    if (const auto stop = reader.parse(arguments))
        return tl::unexpected(*stop);
    ExportCommandLine line;
    line.request.source = operand(reader, tr("capture"));
    line.target = reader.text("output");
    readFormat(reader, line);
    readConnections(reader, line.request.rows.query);
    readFilter(reader, line.request.rows.query);
    line.request.withCredentials = reader.isSet("with-credentials");
    readScenario(reader, line);
    checkTarget(reader, line);
    if (reader.isWrong())
        return tl::unexpected(reader.stop());
    return line;
}

tl::expected<ImportCommandLine, CommandLineStop> parseImport(const QStringList &arguments)
{
    OptionReader reader(QStringLiteral("import"), QStringLiteral("FILE"),
        tr("Makes a capture of a HAR (Chrome, mitmproxy, Playwright, …) or of Handglass's own JSON lines."));
    reader.addGroup(tr("Options"),
        {{{QStringLiteral("o"), QStringLiteral("output")},
             tr("Write this capture; without it FILE's name with .hgcap, which must not exist."), tr("FILE")},
            helpOption()});
    if (const auto stop = reader.parse(arguments))
        return tl::unexpected(*stop);
    ImportCommandLine line;
    line.source = operand(reader, tr("file"));
    const QFileInfo source(line.source);
    line.target = source.dir().filePath(source.completeBaseName() + QStringLiteral(".hgcap"));
    const bool taken = QFileInfo::exists(line.target);
    if (reader.isSet("output"))
        line.target = reader.text("output");
    if (taken && !reader.isSet("output"))
        reader.fail(tr("expected a new file, got one that exists: %1 (-o names another)").arg(line.target));
    if (source.exists() && QFileInfo(line.target) == source) // what is not there is equal to everything that is not
        reader.fail(tr("expected another file after -o, got the one to import"));
    if (reader.isWrong())
        return tl::unexpected(reader.stop());
    return line;
}

} // namespace handglass
