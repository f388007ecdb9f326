// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/httphead.h"

#include <QCoreApplication>

#include <optional>

namespace handglass {

enum class HeadSide : quint8 { Request, Response };

constexpr HeadSide otherSide(HeadSide side)
{
    return side == HeadSide::Request ? HeadSide::Response : HeadSide::Request;
}

/// Both heads of a connection, read as far as they can be.
class HandshakeHeads
{
    Q_DECLARE_TR_FUNCTIONS(HandshakeHeads)
public:
    HandshakeHeads() = default;
    explicit HandshakeHeads(const ConnectionRecord &record);

    const QByteArray &raw(HeadSide side) const { return m_raw[static_cast<size_t>(side)]; }
    /// nullptr if nothing came, or it could not be read.
    const HttpHead *head(HeadSide side) const;
    /// Why it could not be read; empty if it could, or nothing came.
    const QString &error(HeadSide side) const { return m_error[static_cast<size_t>(side)]; }
    /// The header name of that line in lower case; empty for the start line and lines that are no header.
    QByteArray nameAt(HeadSide side, int line) const;
    /// The line on the other side that speaks of the same thing (Key and Accept, Upgrade and Upgrade, the start lines,
    /// …); 0: none.
    int partner(HeadSide side, int line) const;
    /// The first line with that header; 0: none.
    int lineOf(HeadSide side, QByteArrayView name) const;

private:
    QByteArray m_raw[2];
    std::optional<HttpHead> m_head[2];
    QString m_error[2];
};

} // namespace handglass
