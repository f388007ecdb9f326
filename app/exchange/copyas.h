// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QStringList>

namespace handglass {

class CaptureReader;

enum class CopyAs : quint8 { Wscat, Websocat, Curl, JavaScript, Python, Cpp };

struct SentMessage {
    bool text = true;
    QByteArray data;
};

struct CopiedCommand {
    QString text;
    qint64 hidden = 0; ///< credentials that were replaced by x, see Redactor
    QString note;      ///< what the other program cannot do and was left out; empty: nothing
};

/// "wscat", "JavaScript", "C++, QWebSocket", …: as a menu says it. Not translated.
QString copyAsName(CopyAs as);

/// What makes the same connection with another program: address, headers, subprotocols, origin, authorization; and
/// sends these messages. Of a mock's client: what makes its connection. Quoted for a POSIX shell, or as the language
/// wants it.
CopiedCommand copyAs(
    CopyAs as, const ConnectionRecord &record, const QList<SentMessage> &messages, bool withCredentials);

/// The messages that the client sent among these rows, each once; at most some 1 MiB of them.
QList<SentMessage> sentMessages(const CaptureReader &reader, ConnectionId connection, const QList<EntryId> &ids);

} // namespace handglass
