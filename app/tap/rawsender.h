// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/framereader.h"
#include "app/protocol/rawframe.h"

#include <QTimer>

namespace handglass {

/// Where bytes sent by hand go.
class RawSink
{
public:
    virtual ~RawSink() = default;
    /// To TCP, at once. False: it takes nothing any more.
    virtual bool writeRaw(QByteArrayView bytes) = 0;
    /// Logs a row; connection and time are the sink's.
    virtual EntryId recordRaw(EntryRow row, QByteArrayView payload, const QString &text) = 0;
    /// Its last byte was written, its row is there.
    virtual void rawFrameWritten(const Frame &frame, EntryId row) = 0;
    /// The last piece was written: what was held may go on.
    virtual void rawDone() = 0;
    /// The last piece was written, and RawSend::reset is wanted: TCP is to be reset, from the event loop. rawDone() is
    /// not called.
    virtual void rawReset() = 0;
    /// The first row of a RawSend with a purpose.
    virtual void faultRecorded(int fault, EntryId row) = 0;

protected:
    RawSink() = default;
    Q_DISABLE_COPY_MOVE(RawSink)
};

/// Writes bytes as they are, piece by piece, and logs what they are as frames: a row as soon as a frame's last byte is
/// written, at the end a row for what is no whole frame. Network thread.
class RawSender final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RawSender)
public:
    explicit RawSender(RawSink &sink);

    /// Only while not busy. A first piece without a pause is written before it returns.
    void start(const RawSend &raw);
    /// Pieces are left to write.
    bool isBusy() const { return m_busy; }
    /// Writes nothing more; the log is told what was written and how much was not. rawDone() is not called.
    void stop();
    /// Bytes of the pieces that are left.
    qint64 left() const;
    /// The bytes written so far end inside a frame.
    bool insideFrame() const { return m_left > 0 || m_reader.buffered() > 0; }
    /// Somebody else wrote so many bytes: they belong to what was left unfinished.
    void othersWrote(qint64 bytes);

private:
    void writeNext();
    void writePiece(const QByteArray &bytes);
    QByteArrayView recordRest(QByteArrayView bytes);
    void record(const Frame &frame);
    void recordUnfinished();
    void fillMessage(const FrameHeader &header, EntryRow &row) const;
    EntryId note(const QString &text, QByteArrayView bytes);
    EntryId add(EntryRow row, QByteArrayView payload, const QString &text = {});

    RawSink &m_sink;
    QTimer m_timer;
    RawSend m_raw;
    bool m_toldFault = false; ///< of m_raw
    qsizetype m_next = 0;     ///< index of the piece that is written next
    bool m_busy = false;
    FrameReader m_reader;
    EntryId m_messageFirst = 0; ///< row of the first fragment sent by hand, while its message goes on
    EntryId m_unfinished = 0;   ///< row of a frame whose header promised more
    quint64 m_left = 0;         ///< bytes of it that the peer still waits for
};

} // namespace handglass
