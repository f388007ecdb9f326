// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace handglass::scenario {

/// A message of a client, as text or bytes; the other is made when it is asked for.
class Incoming final
{
public:
    explicit Incoming(const QString &text)
        : m_text(text)
        , m_isText(true)
    {
    }
    explicit Incoming(const QByteArray &bytes)
        : m_bytes(bytes)
    {
    }

    bool isText() const { return m_isText; }
    const QString &text() const
    {
        if (!m_text)
            m_text = QString::fromUtf8(*m_bytes);
        return *m_text;
    }
    const QByteArray &bytes() const
    {
        if (!m_bytes)
            m_bytes = m_text->toUtf8();
        return *m_bytes;
    }

private:
    mutable std::optional<QString> m_text;
    mutable std::optional<QByteArray> m_bytes;
    bool m_isText = false;
};

} // namespace handglass::scenario
