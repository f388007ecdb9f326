// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/output.h"
#include "app/exchange/pieces.h"

#include <QJsonValue>
#include <QString>

namespace handglass {

/// JSON (RFC 8259) written as it goes, without white space; text of any length in pieces. Commas come by themselves.
class JsonStream final
{
public:
    explicit JsonStream(Output &out);

    JsonStream &begin(char bracket); ///< '{' or '['
    JsonStream &end(char bracket);   ///< '}' or ']'
    JsonStream &key(const char *name);
    JsonStream &value(qint64 number);
    JsonStream &value(bool yes);
    JsonStream &value(const QString &text);
    JsonStream &value(const QJsonValue &value); ///< also objects and arrays
    /// Digits that are a number as they stand.
    JsonStream &digits(QByteArrayView number);
    /// UTF-8 in pieces; what is none becomes U+FFFD.
    JsonStream &text(const std::function<void(const TakePiece &)> &pieces, bool valid);
    JsonStream &base64(const std::function<void(const TakePiece &)> &pieces);
    /// The bytes under this name if they are UTF-8, else in base64 under nameBase64.
    JsonStream &bytes(const char *name, const std::function<void(const TakePiece &)> &pieces);
    JsonStream &bytes(const char *name, QByteArrayView bytes);
    /// A value that was written elsewhere.
    void beginValue();
    void newLine();

private:
    void escape(QByteArrayView utf8);

    Output &m_out;
    bool m_comma = false;
};

} // namespace handglass
