// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/inboundmessage.h"

#include <QCoreApplication>

#include <utility>

namespace handglass {

namespace {

constexpr qint64 LongestWindow = 32'768; // RFC 7692 §7.2.1
constexpr quint16 InvalidPayload = 1007;

} // namespace

InboundMessage::InboundMessage(bool deflateAgreed, bool contextTakeover, quint64 maxMessageSize)
    : m_deflateAgreed(deflateAgreed)
    , m_contextTakeover(contextTakeover)
    , m_inflater(contextTakeover, maxMessageSize)
{
}

void InboundMessage::begin(const FrameHeader &first)
{
    if (m_open)
        abandon();
    m_open = true;
    m_opcode = first.opcode;
    m_compressed = first.rsv1 && m_deflateAgreed;
    m_abandoned = false;
    m_textFailed = false;
    m_refersToLost = false;
    m_utf8.reset();
}

std::optional<Violation> InboundMessage::feed(QByteArrayView payload)
{
    if (m_abandoned)
        return {};
    if (!m_compressed)
        return checkText(payload);
    const qsizetype before = m_plain.size();
    auto violation = m_inflater.feed(payload, m_plain);
    m_known += m_plain.size() - before;
    auto inText = checkText(QByteArrayView(m_plain).sliced(before)); // it stands before the other
    if (violation)
        violation = broken(*violation);
    return inText ? inText : violation;
}

std::optional<Violation> InboundMessage::finish()
{
    m_open = false;
    if (m_abandoned)
        return {};
    if (m_compressed) {
        if (const auto violation = m_inflater.finish())
            return broken(*violation);
        if (m_known >= LongestWindow)
            m_contextLost = false;
    }
    return checkTextEnd();
}

void InboundMessage::abandon()
{
    if (m_compressed && !m_abandoned) {
        m_inflater.reset();
        m_contextLost = m_contextTakeover;
        m_known = 0;
    }
    m_abandoned = true;
}

QByteArray InboundMessage::takePlain()
{
    return std::exchange(m_plain, {});
}

/// What could not be decompressed. A window that is empty here and not there makes the same error as bytes that are no
/// DEFLATE data; what was decompressed without one is right, as it referred to nothing unknown.
std::optional<Violation> InboundMessage::broken(const Violation &violation)
{
    m_refersToLost = m_contextLost && violation.closeCode == InvalidPayload;
    abandon();
    return m_refersToLost ? std::nullopt : std::optional(violation);
}

std::optional<Violation> InboundMessage::checkText(QByteArrayView text)
{
    if (m_opcode != Opcode::Text || m_textFailed || m_utf8.feed(text))
        return {};
    return notUtf8();
}

std::optional<Violation> InboundMessage::checkTextEnd()
{
    if (m_opcode != Opcode::Text || m_textFailed || m_utf8.finish())
        return {};
    return notUtf8();
}

Violation InboundMessage::notUtf8()
{
    m_textFailed = true;
    const QString got = QCoreApplication::translate("handglass::Inbound", "0x%1 at byte %2")
                            .arg(m_utf8.errorByte(), 2, 16, QLatin1Char('0'))
                            .arg(m_utf8.errorOffset());
    return {QStringLiteral("UTF-8"), got, QStringLiteral("RFC 6455 §8.1"), InvalidPayload};
}

} // namespace handglass
