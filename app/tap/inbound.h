// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/closecode.h"
#include "app/protocol/framereader.h"
#include "app/protocol/framerules.h"
#include "app/tap/framerun.h"
#include "app/tap/inboundmessage.h"
#include "app/tap/tapsettings.h"

#include <functional>

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
        QString unread;                    ///< why nobody can tell what a compressed message's frame says
        std::optional<QByteArray> content; ///< plain bytes that a compressed message's frame adds
    };

    virtual ~InboundSink() = default;
    /// Log it; returns its row number.
    virtual EntryId record(const Frame &frame, const Mark &mark) = 0;
    /// Whole frames (fragmented messages put together) for Qt's class.
    virtual void deliver(QByteArrayView frames) = 0;
    virtual void pingReceived(QByteArrayView payload) = 0;
    virtual void closeReceived(const ClosePayload &close) = 0;
    /// The peer broke a rule; it is in the log. Nothing is delivered any more, what comes is only logged. Not told in
    /// observe only.
    virtual void violated(const Violation &violation) = 0;
    /// More payload (unmasked) of a frame that was recorded before it was whole.
    virtual void restCame(EntryId row, QByteArrayView payload) = 0;
    /// The stream ended inside a frame's header: these bytes.
    virtual void endedInHeader(QByteArrayView bytes) = 0;
    /// What a person should know of the rows before.
    virtual void noted(const QString &sentence) = 0;

protected:
    InboundSink() = default;
    Q_DISABLE_COPY_MOVE(InboundSink)
};

/// Decodes and judges what the peer sends on an open connection (RFC 6455 §5-§8, RFC 7692 §6-§7). No I/O.
///
/// Observe only: a frame that breaks a rule is logged with its sentence, its message is not delivered, and what follows
/// is read on. A message of a decompression context that was lost that way is logged as such.
class Inbound final
{
public:
    /// Of the settings: role (which end we are; the peer is the other one), maxMessageSize, deflate and observeOnly.
    Inbound(InboundSink &sink, const TapSettings &settings);

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
    void begin(const FrameHeader &header);
    EntryId takeControl(const Frame &frame);
    void takeData(const Frame &frame);
    std::optional<Violation> readContent(const Frame &frame);
    void deliverData(const Frame &frame, QByteArrayView payload);
    void deliverWhole(QByteArrayView payload);
    void checkPending();
    void failPending(const Violation &violation);
    void passOverPending();
    void abandonPending(const std::function<EntryId(const Frame &)> &record);
    EntryId fail(const Frame &frame, const Violation &violation, quint16 flags = 0);
    EntryId recordViolation(const Frame &frame, const Violation &violation, quint16 flags);
    QByteArrayView takeRest(QByteArrayView chunk);
    void tellRest();
    EntryId recordLate(const Frame &frame, quint16 flags = 0);
    InboundSink::Mark markOf(const FrameHeader &header) const;
    void addToRun(QByteArrayView wire);
    void flushRun();

    // observe only
    EntryId observe(const Frame &frame, quint16 flags = 0);
    EntryId observeControl(const Frame &frame, const Violation &violation, quint16 flags);
    EntryId observeData(const Frame &frame, std::optional<Violation> violation, quint16 flags);
    std::optional<Violation> judgeObserved(const FrameHeader &header) const;
    void observePending();
    void markContent(InboundSink::Mark &mark, bool first);
    void tellLostContext(EntryId row);

    InboundSink &m_sink;
    Role m_self;
    quint64 m_maxMessageSize;
    bool m_observeOnly;
    FrameReader m_reader;
    FrameRules m_rules;
    InboundMessage m_content;
    FrameRun m_run;
    QByteArray m_message;         ///< content of a fragmented message so far
    EntryId m_messageFirst = 0;   ///< its first frame's row
    qsizetype m_read = 0;         ///< payload bytes of the pending frame that m_content has seen
    bool m_pendingJudged = false; ///< the pending frame's header was checked
    bool m_passOver = false;      ///< observe only: the message begun last is not delivered
    EntryId m_lostWith = 0;       ///< observe only: the row with which the decompression context was lost
    bool m_closeCame = false;
    Abandoned m_abandoned;
    Mode m_mode = Mode::Strict;
};

/// A frame as a row of the log.
EntryRow rowOf(const FrameHeader &header, qsizetype payloadSize);

} // namespace handglass
