// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/rawframe.h"
#include "app/tap/chunkbuffer.h"
#include "app/tap/inbound.h"
#include "app/tap/keepalive.h"
#include "app/tap/outbounddeflate.h"
#include "app/tap/pacedwriter.h"
#include "app/tap/pinglog.h"
#include "app/tap/privateleg.h"
#include "app/tap/rawsender.h"
#include "app/tap/recorder.h"
#include "app/tap/tapsettings.h"

#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace handglass {

/// An open WebSocket connection, seen from the wire between its public leg and Qt's class. Decodes, judges and records
/// the public leg in both directions, speaks ping, pong and close on it alone, and holds back either side when the
/// other does not keep up. Network thread.
///
/// Theory (RFC 6455 §7): a close frame each way, then the server ends TCP. Practice: before our close frame goes out a
/// *fence* passes Qt's class (a private ping whose pong is swallowed), so that everything received before was delivered
/// and everything Qt's side sent before is on the wire; each wait is bounded.
class Tap final : public QObject, private InboundSink, private RawSink
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Tap)
public:
    /// publicLeg: connected, handshake done, its unread bytes are frames. record: of this connection, open.
    Tap(TapSettings settings, std::shared_ptr<Recorder> recorder, ConnectionRecord record,
        std::unique_ptr<QTcpSocket> publicLeg, std::unique_ptr<PrivateLeg> privateLeg);
    ~Tap() override;

    /// Logs and writes the opening and begins. pipelined: bytes that came with the peer's head. Call it when Qt's class
    /// is ready for frames.
    void start(const QByteArray &pipelined);

    const ConnectionRecord &record() const { return m_record; }
    bool isOpen() const { return m_phase == Phase::Open; }
    bool hasFailed() const { return m_failed; } ///< the peer broke a rule, and the connection was failed for it

    // Each returns an empty string, or the sentence that says why nothing was sent.
    QString ping(QByteArrayView payload);
    QString pong(QByteArrayView payload);
    QString close(quint16 code, const QString &reason);
    /// As it is, behind whole frames, however much waits; nothing else is written before its last piece is. Where it
    /// stands among what Qt's class sends, a Ping of that class with rawToken() says, for each raw sending one.
    /// Recorded frame by frame as far as it can be read, with EntryByHand; what the peer then does is its answer, not
    /// our violation. A Close frame among it is our close frame.
    QString sendRaw(const RawSend &raw);
    static QByteArray rawToken();
    /// A Ping of Qt's class with this payload tells, by passed(), that all that it sent before is written and recorded.
    static QByteArray passToken();
    void setAutoPong(bool on);
    /// Nothing of the peer is read any more until it is set again: TCP slows it down.
    void setReading(bool on);
    /// With TapSettings::tellRows: the row of the message that Qt's class tells now (of its first frame), once for
    /// each; 0: not known.
    EntryId takeMessageRow();
    /// What Qt's side sends next is compressed with an empty window: after compressed frames that were sent raw.
    void resetDeflate();
    // What is wrong on purpose.
    /// At most so many bytes a second go out; none: as many as the peer takes.
    void setSendRate(std::optional<qint64> bytesPerSecond);
    /// Off: nothing goes out until it is on again; what is sent meanwhile waits, up to the mark.
    void setSending(bool on);
    /// The peer's Pings get no Pong, its Close no Close: that one until it is withheld no more.
    void withhold(bool pongs, bool closeAnswer);
    /// frameCame() is told.
    void watchFrames(bool on) { m_watched = on; }

    /// Permessage-deflate was agreed.
    bool compresses() const { return m_outDeflate.isOn(); }
    /// Ends TCP at once, without a close frame.
    void abort();
    /// Like close(), for the program's end: no fence, TCP ends as soon as the frame is written.
    void leave(quint16 code);

    /// Bytes on their way out that the peer has not taken, Qt's buffers included.
    qint64 unsent() const;
    /// Empty while data may be sent, else the sentence why not (closing; over the mark: then pressureChanged() was
    /// told).
    QString sendError();

Q_SIGNALS:
    /// Over the mark (paused) or under it again; while paused also when the number changed, at most 5 times a second.
    void pressureChanged(bool paused, qint64 unsentBytes);
    /// A Pong answered a Ping of ours (by hand or keep-alive), this long after it was written.
    void rttMeasured(qint64 ns);
    /// A legal one, from the peer.
    void pingCame(const QByteArray &payload);
    void pongCame(const QByteArray &payload);
    /// While it is watched: a frame of the peer, legal or not, is recorded. closeCode: of a Close (1005: none in it).
    void frameCame(quint8 opcode, qint64 row, quint16 closeCode);
    /// The first row of what was sent with RawSend::purpose.
    void faultMade(int fault, qint64 row);
    /// See passToken(). Not told if something before it was dropped because the connection ended.
    void passed();
    /// Open to closing.
    void closing();
    /// Over; the record is final and written, the legs are closed. Emitted once, from the event loop.
    void closed();

private:
    enum class Phase : quint8 { Waiting, Open, Closing, Closed };
    /// Plain bytes that one connection compresses, or decompresses, before the others get their turn.
    static constexpr qint64 SliceBytes = 1 << 20;

    // the public leg's frames (InboundSink)
    EntryId record(const Frame &frame, const Mark &mark) override;
    void noteMessage(const Frame &frame, const Mark &mark, EntryId row);
    void deliver(QByteArrayView frames) override;
    void pingReceived(QByteArrayView payload) override;
    void closeReceived(const ClosePayload &close) override;
    void violated(const Violation &violation) override;
    void restCame(EntryId row, QByteArrayView payload) override;
    void endedInHeader(QByteArrayView bytes) override;
    void noted(const QString &sentence) override;

    void connectLegs();
    void readPublic();
    void readPrivate();
    void takeFromQt(const Frame &frame);
    void forward(const Frame &frame);
    void recordSent(const FrameHeader &header, QByteArrayView payload, const std::optional<QByteArray> &content);
    void writePublic(QByteArrayView bytes);
    bool inboundPaused() const;
    bool outboundPaused() const;
    void resume();
    void resumeLater();
    void sendOwedPong();
    void tellPressure();
    qint64 publicUnsent() const;

    QString controlError(QByteArrayView payload) const;
    EntryId writeControl(Opcode opcode, QByteArrayView payload);
    void noteFirstClose(ClosedBy by);

    // what is sent by hand (RawSink)
    bool writeRaw(QByteArrayView bytes) override;
    EntryId recordRaw(EntryRow row, QByteArrayView payload, const QString &text) override;
    void rawFrameWritten(const Frame &frame, EntryId row) override;
    void rawDone() override;
    void rawReset() override;
    void faultRecorded(int fault, EntryId row) override;
    void reset();
    void tellFrame(const Frame &frame, EntryId row);
    bool rawBusy() const { return m_raw && m_raw->isBusy(); }
    void startRaw();
    void stopRaw();

    // liveness
    void startKeepAlive();
    void pingByItself(const QByteArray &payload);
    void pongOverdue(EntryId ping);
    std::optional<PingLog::Answer> takePong(const Frame &frame, const Mark &mark);

    // closing
    void enterClosing();
    void startFence();
    void fencePassed();
    void sendClose();
    void afterCloseFrames();
    void endTcp();
    void checkTls();
    void publicEnded();
    void inputEnded();
    void privateEnded();
    void timedOut();
    void progressed();
    void finish();
    QString openedText() const;
    QString closedText() const;

    TapSettings m_settings;
    std::shared_ptr<Recorder> m_recorder;
    ConnectionRecord m_record;
    std::unique_ptr<QTcpSocket> m_public;
    PacedWriter m_out; ///< to m_public
    std::unique_ptr<PrivateLeg> m_private;
    Inbound m_inbound;
    FrameReader m_fromQt;
    std::optional<ChunkBuffer> m_outBuffer; ///< while it is read, and while m_heldChunk
    FrameRun m_outRun;
    OutboundDeflate m_outDeflate;
    std::optional<QByteArray> m_owedPong; ///< for the last ping that came over the mark
    bool m_watched = false;               ///< see watchFrames()
    bool m_withholdPongs = false;
    bool m_withholdClose = false;
    bool m_closeWithheld = false; ///< the peer's Close waits for its answer
    EntryId m_sentMessageFirst = 0;
    std::deque<EntryId> m_messageRows; ///< of messages that Qt's class has not told yet; with tellRows
    bool m_stopped = false;            ///< see setReading()
    bool m_heldChunk = false;          ///< m_outBuffer holds frames that wait for what is sent by hand
    QList<RawSend> m_rawQueue;         ///< wait until what was sent before is on the wire
    std::unique_ptr<RawSender> m_raw;  ///< made with the first
    PingLog m_pings;                   ///< ours
    std::unique_ptr<KeepAliveClock> m_keepAlive;
    qint64 m_written = 0;    ///< bytes, frames only
    qint64 m_passTimeNs = 0; ///< when the bytes now taken came
    qint64 m_sendTimeNs = 0; ///< when the frames that now go out were taken from Qt's class

    Phase m_phase = Phase::Waiting;
    bool m_readingPublic = false;
    bool m_readingPrivate = false;
    bool m_heldPublic = false; ///< bytes were left unread because a mark was passed
    bool m_heldPrivate = false;
    qint64 m_deliveredInPass = 0; ///< bytes
    bool m_publicEnded = false;   ///< TCP ended; what it had brought may still be unread
    bool m_inputDone = false;     ///< and now it is read
    bool m_fencePending = false;
    bool m_closeSent = false;
    bool m_closeReceived = false;
    bool m_failed = false;
    bool m_endingTcp = false; ///< as soon as all is written
    bool m_halfEnded = false; ///< nothing is written any more
    bool m_pressure = false;
    QByteArray m_closePayload; ///< what the next close frame says
    QByteArray m_fenceToken;
    int m_fences = 0;
    QString m_endCause; ///< why TCP ended, as the socket says
    ClosePayload m_peerClose;
    QTimer m_timer;
    QTimer m_pressureTimer;
    qint64 m_lastUnsent = 0;
};

} // namespace handglass
