// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/closecode.h"
#include "app/protocol/framereader.h"
#include "app/protocol/framerules.h"
#include "app/protocol/utf8checker.h"
#include "app/tap/framerun.h"

namespace handglass {

/// Where decoded bytes of the public leg go.
class InboundSink
{
public:
    /// What is logged of a frame beside the frame itself.
    struct Mark {
        EntryId messageFirst = 0;
        quint16 flags = 0; ///< EntryFlag bits beyond EntryMasked
        QString violation;
    };

    virtual ~InboundSink() = default;
    /// Log it; returns its row number.
    virtual EntryId record(const Frame &frame, const Mark &mark) = 0;
    /// Whole frames (fragmented messages put together) for Qt's class.
    virtual void deliver(QByteArrayView frames) = 0;
    virtual void pingReceived(QByteArrayView payload) = 0;
    virtual void closeReceived(const ClosePayload &close) = 0;
    /// The peer broke a rule; it is in the log. Nothing is delivered any more, what comes is only logged.
    virtual void violated(const Violation &violation) = 0;
    /// More payload (unmasked) of a frame that was recorded before it was whole.
    virtual void restCame(EntryId row, QByteArrayView payload) = 0;
    /// The stream ended inside a frame's header: these bytes.
    virtual void endedInHeader(QByteArrayView bytes) = 0;

protected:
    InboundSink() = default;
    Q_DISABLE_COPY_MOVE(InboundSink)
};

/// Decodes and judges what the peer sends on an open connection (RFC 6455 §5-§8). No I/O.
class Inbound final
{
public:
    /// self: which end we are; the peer is the other one.
    Inbound(InboundSink &sink, Role self, quint64 maxMessageSize);

    void consume(QByteArrayView chunk);
    /// The peer ended the stream: logs the bytes of a frame that never became whole.
    void finish();
    /// A Close frame came, legal or not.
    bool closeCame() const { return m_closeCame; }
    /// One may come still: not behind another, nor inside of a frame that was failed before it was whole.
    bool closeMayCome() const { return !m_closeCame && m_abandoned.left == 0; }

private:
    enum class Mode : quint8 { Strict, AfterClose, AfterViolation };
    /// A frame that was recorded before it was whole.
    struct Abandoned {
        EntryId row = 0;
        FrameHeader header;
        quint64 came = 0; ///< bytes of its payload
        quint64 left = 0; ///< bytes still to come
        QByteArray rest;  ///< came since, not told yet
    };

    void take(const Frame &frame);
    void takeControl(const Frame &frame);
    void takeData(const Frame &frame);
    void deliverData(const Frame &frame);
    void deliverWhole(QByteArrayView payload);
    std::optional<Violation> checkText(const Frame &frame);
    void checkPending();
    void failPending(const Violation &violation);
    void passOverPending();
    template <typename Take> void abandonPending(Take &&take);
    EntryId fail(const Frame &frame, const Violation &violation, quint16 flags = 0);
    QByteArrayView takeRest(QByteArrayView chunk);
    void tellRest();
    EntryId recordLate(const Frame &frame, quint16 flags = 0);
    InboundSink::Mark markOf(const FrameHeader &header) const;
    Violation utf8Violation() const;
    void addToRun(QByteArrayView wire);
    void flushRun();

    InboundSink &m_sink;
    Role m_self;
    quint64 m_maxMessageSize;
    FrameReader m_reader;
    FrameRules m_rules;
    Utf8Checker m_utf8;
    FrameRun m_run;
    QByteArray m_message;       ///< payload of a fragmented message so far
    EntryId m_messageFirst = 0; ///< its first frame's row
    Opcode m_messageOpcode = Opcode::Text;
    qsizetype m_checkedText = 0;  ///< payload bytes of the pending frame that m_utf8 has seen
    bool m_pendingJudged = false; ///< the pending frame's header was checked
    bool m_closeCame = false;
    Abandoned m_abandoned;
    Mode m_mode = Mode::Strict;
};

/// A frame as a row of the log.
EntryRow rowOf(const FrameHeader &header, qsizetype payloadSize);

} // namespace handglass
