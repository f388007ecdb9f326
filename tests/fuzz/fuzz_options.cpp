// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command line, a line of the input an argument, and what is typed in the terminal: all that is taken keeps its
// bounds, all that is not taken is answered with a sentence.
#include "app/cli/commandline.h"
#include "app/cli/optionvalues.h"
#include "app/cli/replayoptions.h"
#include "app/cli/terminal.h"
#include "app/protocol/httphead.h"
#include "app/session/clientrequest.h"
#include "tests/fuzz/fuzzing.h"

#include <algorithm>

using namespace handglass;

/// --replay opens a capture, and no file is to be read by chance: without these options here.
void handglass::addReplayOptions(OptionReader &) { }
void handglass::readReplay(OptionReader &, ConnectCommandLine &) { }

namespace {

/// No file is to be read or written by chance.
bool namesAFile(const QString &argument)
{
    static const QStringList options{QStringLiteral("--ca"), QStringLiteral("--cert"), QStringLiteral("--key"),
        QStringLiteral("--client-ca"), QStringLiteral("--passphrase-file"), QStringLiteral("--cookies"),
        QStringLiteral("--save")};
    return std::any_of(
        options.begin(), options.end(), [&argument](const QString &option) { return argument.startsWith(option); });
}

template <typename Options> void checkShared(const Options &options)
{
    FUZZ_CHECK(options.limits.message >= 1);
    FUZZ_CHECK(options.keepAlive.interval.count() >= 0 && options.keepAlive.timeout.count() > 0);
    const Timeouts &timeouts = options.timeouts;
    for (const auto phase :
        {timeouts.nameLookup, timeouts.tcp, timeouts.proxy, timeouts.tls, timeouts.upgrade, timeouts.close})
        FUZZ_CHECK(phase.count() > 0 && phase.count() <= 1'000'000'000);
}

void checkStop(const CommandLineStop &stop)
{
    FUZZ_CHECK(!stop.text.isEmpty());
    FUZZ_CHECK(!stop.isError || stop.text.contains(QStringLiteral("--help lists the options")));
}

void checkConnect(const QStringList &arguments)
{
    const auto line = parseConnect(arguments);
    if (!line) {
        checkStop(line.error());
        return;
    }
    checkShared(line->options);
    for (const HeaderField &field : line->options.headers)
        FUZZ_CHECK(headerError(field.name, field.value).isEmpty());
    for (const Execute &execute : line->execute)
        FUZZ_CHECK(execute.raw.isEmpty() || execute.text.isEmpty());
    FUZZ_CHECK(line->options.redirects.most >= 0 && line->options.reconnect.most >= 0);
    FUZZ_CHECK(line->waitSeconds <= 1e6);
    HttpHeadReader reader(HttpHeadReader::Kind::Request, {1 << 20, 1 << 16});
    RequestSpec request = requestOf(line->options);
    request.key = "dGhlIHNhbXBsZSBub25jZQ==";
    FUZZ_CHECK(reader.feed(composeRequest(request)) == HttpHeadReader::State::Done);
    FUZZ_CHECK(reader.rest().isEmpty());
}

void checkMock(const QStringList &arguments)
{
    const auto line = parseMock(arguments);
    if (!line) {
        checkStop(line.error());
        return;
    }
    checkShared(line->options);
    FUZZ_CHECK(!line->options.address.isNull());
    if (const auto &policy = line->options.deflate) {
        FUZZ_CHECK(policy->serverMaxWindowBits >= 8 && policy->serverMaxWindowBits <= 15);
        FUZZ_CHECK(policy->clientMaxWindowBits >= 8 && policy->clientMaxWindowBits <= 15);
    }
}

void checkValues(const QString &text)
{
    if (const auto bytes = readHex(text))
        FUZZ_CHECK(!bytes->isEmpty() && readHex(QString::fromLatin1(bytes->toHex(' '))) == *bytes);
    if (const auto size = readSize(text))
        FUZZ_CHECK(readSize(QString::number(*size)) == *size);
    if (const auto offers = parseDeflateOffers(text)) {
        QList<Extension> extensions;
        for (const DeflateOffer &offer : *offers)
            extensions.append(offer.toExtension());
        FUZZ_CHECK(parseDeflateOffers(QString::fromLatin1(composeExtensions(extensions))) == *offers);
    }
    const TypedLine typed = parseTypedLine(text);
    FUZZ_CHECK(typed.kind != TypedLine::Kind::Raw || !typed.raw.isEmpty());
    FUZZ_CHECK(typed.kind != TypedLine::Kind::Wrong || !typed.text.isEmpty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const QString text = QString::fromUtf8(input.bytes());
    checkValues(text);
    const QStringList arguments = text.split(QLatin1Char('\n'));
    if (std::any_of(arguments.begin(), arguments.end(), namesAFile))
        return 0;
    input.flag(0) ? checkMock(arguments) : checkConnect(arguments);
    return 0;
}
