// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sharedoptions.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <limits>

namespace handglass {

namespace {

constexpr qint64 MostPassphraseBytes = 4096;

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::CommandLine", text);
}

struct PhaseOption {
    const char *name;
    const char *help;
    std::chrono::milliseconds Timeouts::*value;
};

const PhaseOption PhaseOptions[] = {
    {"timeout-lookup", QT_TRANSLATE_NOOP("handglass::CommandLine", "For the name look-up (10)."),
        &Timeouts::nameLookup},
    {"timeout-tcp", QT_TRANSLATE_NOOP("handglass::CommandLine", "For the TCP connection (15)."), &Timeouts::tcp},
    {"timeout-proxy", QT_TRANSLATE_NOOP("handglass::CommandLine", "For the proxy's answer (15)."), &Timeouts::proxy},
    {"timeout-tls", QT_TRANSLATE_NOOP("handglass::CommandLine", "For the TLS handshake (15)."), &Timeouts::tls},
    {"timeout-upgrade", QT_TRANSLATE_NOOP("handglass::CommandLine", "For the opening handshake (15)."),
        &Timeouts::upgrade},
    {"timeout-body", QT_TRANSLATE_NOOP("handglass::CommandLine", "For the body of a refusal (5)."), &Timeouts::body},
    {"timeout-close",
        QT_TRANSLATE_NOOP("handglass::CommandLine", "For the peer's close frame, then for the end of TCP (5)."),
        &Timeouts::close},
};

/// Of a capture that goes with the program: what the window can take back if that is killed.
constexpr qint64 PassingBytes = 1LL << 30;

Retention readRetention(OptionReader &reader)
{
    Retention retention;
    if (!reader.isSet("save") && !reader.isSet("keep-rows"))
        retention.bytes = PassingBytes;
    int rows = 0;
    reader.readNumber("keep-rows", 1, std::numeric_limits<int>::max(), rows);
    retention.rows = rows;
    const std::pair<const char *, qint64 *> sizes[] = {
        {"keep-size", &retention.bytes}, {"min-free", &retention.minFree}};
    for (const auto &[name, value] : sizes) {
        quint64 bytes = quint64(*value);
        reader.readSize(name, bytes);
        *value = qint64(bytes);
    }
    return retention;
}

/// The first line of the file.
QString passphraseOf(OptionReader &reader, const QString &fileName)
{
    QFile file(fileName);
    if (fileName.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        reader.failValue(
            "passphrase-file", tr("expected a file that can be read, got “%1”: %2").arg(fileName, file.errorString()));
        return {};
    }
    QByteArray line = file.readLine(MostPassphraseBytes);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

} // namespace

QList<OptionReader::Option> outputOptionList()
{
    return {{{QStringLiteral("P"), QStringLiteral("show-ping-pong")}, tr("Show ping and pong."), {}},
        {{QStringLiteral("json")}, tr("Print one JSON object a line."), {}},
        {{QStringLiteral("save")}, tr("Keep the capture as FILE (*.hgcap)."), tr("FILE")},
        {{QStringLiteral("keep-rows")}, tr("Keep the last N rows of the capture; older ones are let go."), tr("N")},
        {{QStringLiteral("keep-size")},
            tr("Let the oldest rows go when the capture's take more than SIZE, such as 4G."), tr("SIZE")},
        {{QStringLiteral("min-free")}, tr("Stand still while the disk has less than SIZE free (512M)."), tr("SIZE")},
        {{QStringLiteral("h"), QStringLiteral("help")}, tr("Print this."), {}}};
}

OutputOptions readOutputOptions(OptionReader &reader)
{
    const OutputOptions output{reader.isSet("json"), reader.isSet("P"), reader.text("save"), readRetention(reader)};
    const QFileInfo file(output.saveTo);
    const QString folder = QFileInfo(file.absolutePath()).absoluteFilePath();
    if (reader.isSet("save") && (output.saveTo.isEmpty() || file.isDir()))
        reader.fail(tr("expected a file name after --save, got “%1”").arg(output.saveTo));
    else if (reader.isSet("save") && !QFileInfo(folder).isWritable())
        reader.fail(tr("expected a writable folder for --save, got %1").arg(folder));
    return output;
}

QList<OptionReader::Option> passphraseOptionList()
{
    return {{{QStringLiteral("passphrase")},
                tr("Of the key or the PKCS#12 file; -: ask for it. Others on this computer can see what stands here: "
                   "HANDGLASS_PASSPHRASE in the environment is read, too."),
                tr("TEXT")},
        {{QStringLiteral("passphrase-file")}, tr("The passphrase is this file's first line."), tr("FILE")}};
}

QString readPassphrase(OptionReader &reader, bool &ask)
{
    if (reader.isSet("passphrase") && reader.isSet("passphrase-file"))
        reader.fail(tr("expected one of --passphrase and --passphrase-file, got both"));
    if (reader.isSet("passphrase-file"))
        return passphraseOf(reader, reader.text("passphrase-file"));
    if (!reader.isSet("passphrase"))
        return qEnvironmentVariable("HANDGLASS_PASSPHRASE");
    ask = reader.text("passphrase") == QLatin1String("-");
    return ask ? QString() : reader.text("passphrase");
}

void readCertificate(OptionReader &reader, QString &certificateFile, QString &keyFile)
{
    reader.readFile("cert", certificateFile);
    reader.readFile("key", keyFile);
    reader.requireWith("key", "cert");
    reader.requireWith("passphrase", "cert");
    reader.requireWith("passphrase-file", "cert");
}

TlsMinimum readTlsMinimum(OptionReader &reader)
{
    if (!reader.isSet("tls-min"))
        return TlsMinimum::Default;
    const QString version = reader.text("tls-min");
    if (version == QLatin1String("1.3"))
        return TlsMinimum::Tls13;
    if (version != QLatin1String("1.2"))
        reader.failValue("tls-min", tr("expected 1.2 or 1.3, got “%1”").arg(version));
    return TlsMinimum::Tls12;
}

QList<OptionReader::Option> behaviourOptionList()
{
    return {{{QStringLiteral("keepalive")}, tr("Send a ping every SECONDS."), tr("SECONDS")},
        {{QStringLiteral("keepalive-timeout")}, tr("End the connection if its pong has not come after SECONDS (20)."),
            tr("SECONDS")},
        {{QStringLiteral("no-pong")}, tr("Do not answer pings; /pong does."), {}},
        {{QStringLiteral("observe")}, tr("Record what breaks a rule and go on, instead of failing the connection."),
            {}},
        {{QStringLiteral("max-message")}, tr("Fail the connection with 1009 above SIZE (64M), such as 512K, 1G."),
            tr("SIZE")}};
}

QList<OptionReader::Option> timeoutOptionList(const QStringList &phases)
{
    QList<OptionReader::Option> options{
        {{QStringLiteral("timeout")}, tr("For each phase that has none of its own below."), tr("SECONDS")}};
    for (const PhaseOption &phase : PhaseOptions) {
        const QString name = QString::fromLatin1(phase.name);
        if (phases.contains(name))
            options.append({{name}, tr(phase.help), tr("SECONDS")});
    }
    return options;
}

void readTimeouts(OptionReader &reader, const QStringList &phases, Timeouts &timeouts)
{
    for (const PhaseOption &phase : PhaseOptions) {
        reader.readSeconds("timeout", timeouts.*phase.value);
        if (phases.contains(QString::fromLatin1(phase.name)))
            reader.readSeconds(phase.name, timeouts.*phase.value);
    }
}

} // namespace handglass
