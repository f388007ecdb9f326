// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/pcapng.h"

#include <QtEndian>

namespace handglass {

namespace {

constexpr quint32 SectionHeader = 0x0A0D0D0A;
constexpr quint32 InterfaceDescription = 1;
constexpr quint32 EnhancedPacket = 6;
constexpr quint32 ByteOrderMagic = 0x1A2B3C4D;
constexpr quint16 LinkTypeRaw = 101; ///< the packet begins with its IPv4 or IPv6 header

enum Option : quint16 {
    EndOfOptions = 0,
    Comment = 1,
    InterfaceName = 2, ///< of an interface; of a section it is the hardware
    Application = 4,   ///< of a section
    TimeResolution = 9
};

constexpr qsizetype MostOptionBytes = 0xFFFF;

template <typename Number> void put(QByteArray &bytes, Number number)
{
    const Number little = qToLittleEndian(number);
    bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
}

void pad(QByteArray &bytes)
{
    while (bytes.size() % 4 != 0)
        bytes.append('\0');
}

void putOption(QByteArray &bytes, quint16 code, QByteArrayView value)
{
    put(bytes, code);
    put(bytes, quint16(value.size()));
    bytes.append(value);
    pad(bytes);
}

void putText(QByteArray &bytes, quint16 code, const QString &text)
{
    if (!text.isEmpty())
        putOption(bytes, code, text.left(MostOptionBytes / 4).toUtf8());
}

} // namespace

PcapngFile::PcapngFile(Output &out, const QString &sectionComment, const QString &interfaceName)
    : m_out(out)
{
    QByteArray section;
    put(section, ByteOrderMagic);
    put(section, quint16(1)); // version 1.0
    put(section, quint16(0));
    put(section, qint64(-1)); // the section's length is not known
    putText(section, Comment, sectionComment);
    putText(section, Application, QStringLiteral("Handglass " HANDGLASS_VERSION));
    putOption(section, EndOfOptions, {});
    block(SectionHeader, section);

    QByteArray interface;
    put(interface, LinkTypeRaw);
    put(interface, quint16(0));
    put(interface, quint32(0)); // packets are not cut
    putText(interface, InterfaceName, interfaceName);
    putOption(interface, TimeResolution, QByteArrayView("\x09", 1)); // 10^-9 s
    putOption(interface, EndOfOptions, {});
    block(InterfaceDescription, interface);
}

void PcapngFile::packet(qint64 timeNs, QByteArrayView packet, const QString &comment)
{
    const auto time = static_cast<quint64>(timeNs);
    QByteArray body;
    body.reserve(packet.size() + 64);
    put(body, quint32(0)); // the interface
    put(body, quint32(time >> 32U));
    put(body, quint32(time & 0xFFFFFFFFU));
    put(body, quint32(packet.size()));
    put(body, quint32(packet.size()));
    body.append(packet);
    pad(body);
    if (!comment.isEmpty()) {
        putText(body, Comment, comment);
        putOption(body, EndOfOptions, {});
    }
    block(EnhancedPacket, body);
}

void PcapngFile::block(quint32 type, QByteArrayView body)
{
    constexpr qsizetype AroundBody = 12;
    QByteArray head;
    put(head, type);
    put(head, quint32(body.size() + AroundBody));
    m_out << head << body << QByteArrayView(head).sliced(4);
}

} // namespace handglass
