// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/labframes.h"

#include "app/capture/records.h"
#include "app/protocol/closecode.h"
#include "app/protocol/framereader.h"
#include "app/protocol/framerules.h"
#include "app/tap/inboundmessage.h"
#include "ui/common/format.h"
#include "ui/compose/composeformat.h"
#include "ui/log/rowtext.h"

#include <QCoreApplication>
#include <QtEndian>

namespace handglass {

namespace {

constexpr quint64 LargestMessage = 64ULL << 20;
constexpr qsizetype LongestExcerpt = 40;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::LabFrame)
};

/// What a peer that reads one frame after the other makes of them.
class LabJudge final
{
public:
    LabJudge(Role sender, bool deflateAgreed)
        : m_rules(sender, deflateAgreed, LargestMessage)
        , m_message(deflateAgreed, true, LargestMessage)
    {
    }

    void judge(LabFrame &frame)
    {
        if (m_closed) {
            frame.error = Words::tr("expected nothing behind a Close, got %1: the peer discards it, RFC 6455 §5.5.1")
                              .arg(opcodeText(int(frame.header.opcode)));
            return;
        }
        m_closed = frame.whole && frame.header.opcode == Opcode::Close;
        auto violation = m_rules.check(frame.header);
        if (!violation && frame.whole)
            violation = judgeContent(frame);
        m_rules.accept(frame.header);
        if (!violation)
            return;
        frame.error = violation->sentence();
        frame.closeCode = violation->closeCode;
    }

private:
    std::optional<Violation> judgeContent(LabFrame &frame)
    {
        if (frame.header.opcode == Opcode::Close) {
            ClosePayload close;
            return parseClosePayload(frame.payload, close);
        }
        if (isControl(frame.header.opcode))
            return {};
        if (frame.header.opcode != Opcode::Continuation)
            m_message.begin(frame.header);
        auto violation = m_message.feed(frame.payload);
        if (!violation && frame.header.fin)
            violation = m_message.finish();
        m_plain += m_message.takePlain();
        if (frame.header.fin && m_message.compressed() && !violation)
            frame.content = oneLine(wholeCodePoints(m_plain.left(256)));
        if (frame.header.fin)
            m_plain.clear();
        return violation;
    }

    FrameRules m_rules;
    InboundMessage m_message;
    QByteArray m_plain;
    bool m_closed = false; ///< by a Close
};

/// Bytes of a header of which these have come (at least one).
int headerSize(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return 2;
    const auto second = quint8(bytes[1]);
    const int form = second & 0x7F;
    return 2 + (form == 126 ? 2 : form == 127 ? 8 : 0) + ((second & 0x80) != 0 ? 4 : 0);
}

LabFrame unfinished(FrameReader &reader, qsizetype offset)
{
    LabFrame frame;
    frame.offset = offset;
    frame.size = reader.buffered();
    frame.whole = false;
    if (const FrameHeader *header = reader.pendingHeader()) {
        frame.header = *header;
        frame.payload = reader.pendingPayload().toByteArray();
        return frame;
    }
    frame.headerWhole = false;
    frame.error = Words::tr("expected a header of %1 bytes, got %2: the peer waits for the rest, RFC 6455 §5.2")
                      .arg(headerSize(reader.pendingWire()))
                      .arg(frame.size);
    return frame;
}

QString excerpt(const LabFrame &frame)
{
    if (!frame.content.isEmpty())
        return QStringLiteral("“%1”").arg(frame.content.left(LongestExcerpt));
    if (frame.payload.isEmpty())
        return {};
    if (looksLikeText(frame.payload) && !wholeCodePoints(frame.payload).isEmpty()) {
        const QString text = oneLine(wholeCodePoints(frame.payload.left(256)));
        return text.size() > LongestExcerpt ? QStringLiteral("“%1…”").arg(text.left(LongestExcerpt))
                                            : QStringLiteral("“%1”").arg(text);
    }
    return QString::fromLatin1(frame.payload.left(16).toHex(' '));
}

} // namespace

QList<LabFrame> decodeFrames(const QByteArray &bytes, Role sender, bool deflateAgreed)
{
    QList<LabFrame> frames;
    LabJudge judge(sender, deflateAgreed);
    FrameReader reader;
    reader.feed(bytes);
    qsizetype at = 0;
    Frame read;
    while (frames.size() < MostLabFrames && reader.next(read)) {
        LabFrame frame;
        frame.offset = at;
        frame.size = read.wire.size();
        frame.header = read.header;
        frame.payload = read.payload.toByteArray();
        at += frame.size;
        judge.judge(frame);
        frames.append(frame);
    }
    if (frames.size() == MostLabFrames || reader.buffered() == 0)
        return frames;
    LabFrame last = unfinished(reader, at);
    if (last.headerWhole)
        judge.judge(last);
    if (last.headerWhole && last.error.isEmpty())
        last.error = Words::tr("expected a payload of %1, got %2: the peer waits for the rest, RFC 6455 §5.2")
                         .arg(sizeText(qint64(last.header.payloadLength)), sizeText(last.payload.size()));
    frames.append(last);
    return frames;
}

QString labFrameText(const LabFrame &frame)
{
    if (!frame.headerWhole)
        return Words::tr("a header that is not whole");
    QStringList parts{opcodeText(int(frame.header.opcode)).section(u' ', 1)};
    if (frame.header.opcode == Opcode::Close && frame.payload.size() >= 2)
        parts.append(closeCodeText(qFromBigEndian<quint16>(frame.payload.constData())));
    if (frame.header.fin && !isControl(frame.header.opcode))
        parts.append(QStringLiteral("FIN"));
    if (frame.header.masked)
        parts.append(Words::tr("masked"));
    QString text = parts.join(QStringLiteral(", ")) + QStringLiteral(", ") + sizeText(frame.payload.size());
    if (frame.header.opcode != Opcode::Close && !excerpt(frame).isEmpty())
        text += u' ' + excerpt(frame);
    return frame.whole ? text : Words::tr("%1, not whole").arg(text);
}

FramePicture labPicture(const LabFrame &frame, const FrameContext &context)
{
    const FrameHeader &header = frame.header;
    Entry entry;
    entry.row.direction = Direction::Sent;
    entry.row.bits = header.firstByte();
    if (header.masked)
        entry.row.bits |= EntryMasked;
    if (frame.closeCode != 0)
        entry.row.bits |= EntryViolation;
    if (!frame.whole)
        entry.row.bits |= EntryUnfinished;
    entry.row.maskKey = qFromBigEndian<quint32>(header.maskingKey.data());
    entry.row.lengthBits = header.lengthBits;
    constexpr quint64 MostWire = std::numeric_limits<qint64>::max();
    entry.row.wireLength = qint64(std::min(MostWire, header.payloadLength + quint64(header.size())));
    entry.payloadLength = frame.payload.size();
    entry.contentLength = entry.payloadLength;
    entry.head = frame.payload.left(256);
    entry.text = frame.error;
    return framePicture(entry, context);
}

FrameDraft labDraft(const LabFrame &frame)
{
    const FrameHeader &header = frame.header;
    FrameDraft draft;
    draft.fin = header.fin;
    draft.rsv1 = header.rsv1;
    draft.rsv2 = header.rsv2;
    draft.rsv3 = header.rsv3;
    draft.opcode = int(header.opcode);
    draft.mask = header.masked ? DraftMask::Given : DraftMask::None;
    draft.key = header.masked ? keyText(header.maskingKey) : QString();
    if (header.lengthBits != minimalLengthBits(header.payloadLength))
        draft.lengthBits = header.lengthBits;
    draft.lengthIsFalse = header.payloadLength != quint64(frame.payload.size());
    if (draft.lengthIsFalse)
        draft.falseLength = QString::number(header.payloadLength);
    const QString text = QString::fromUtf8(frame.payload);
    draft.hex = text.toUtf8() != frame.payload || !looksLikeText(frame.payload) || text.contains(u'\n');
    draft.payload = draft.hex ? QString::fromLatin1(frame.payload.toHex(' ')) : text;
    return draft;
}

} // namespace handglass
