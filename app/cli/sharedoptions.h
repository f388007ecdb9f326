// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/optionreader.h"

namespace handglass {

// Options that both commands know: what they are called, and their values.

QList<OptionReader::Option> outputOptionList();
OutputOptions readOutputOptions(OptionReader &reader);

QList<OptionReader::Option> passphraseOptionList();
/// The passphrase that was given; ask: it is to be asked for.
QString readPassphrase(OptionReader &reader, bool &ask);
/// A private key needs its certificate.
void readCertificate(OptionReader &reader, QString &certificateFile, QString &keyFile);
TlsMinimum readTlsMinimum(OptionReader &reader);

QList<OptionReader::Option> behaviourOptionList();
/// Options: ClientOptions or MockOptions.
template <typename Options> void readBehaviour(OptionReader &reader, Options &options)
{
    options.observeOnly = reader.isSet("observe");
    options.autoPong = !reader.isSet("no-pong");
    reader.readSeconds("keepalive", options.keepAlive.interval);
    reader.readSeconds("keepalive-timeout", options.keepAlive.timeout);
    reader.readSize("max-message", options.limits.message);
    reader.requireWith("keepalive-timeout", "keepalive");
}

/// --timeout, then those of single phases.
QList<OptionReader::Option> timeoutOptionList(const QStringList &phases);
void readTimeouts(OptionReader &reader, const QStringList &phases, Timeouts &timeouts);

} // namespace handglass
