// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"

#include <QCache>
#include <QPointer>

#include <functional>

namespace handglass {

/// Which bytes of a frame: the payload as it was on the wire (unmasked), or what it adds to its message. They differ in
/// compressed frames only.
enum class FramePart : quint8 { Payload, Content };

/// A part of a frame, read in blocks where it is looked at. GUI thread.
class PayloadSource final
{
public:
    PayloadSource() = default;
    /// Nothing is read here. The capture may end before.
    void setEntry(Capture *capture, const Entry &entry, FramePart part);
    /// Bytes that stand in no capture.
    void setBytes(const QByteArray &bytes);
    void clear();

    qint64 size() const { return m_size; }
    /// Cut at the part's end.
    QByteArray read(qint64 offset, qint64 length) const;
    /// Reads all of it; for a worker.
    std::function<QByteArray()> loader() const;
    Capture *capture() const { return m_capture; }
    EntryId id() const { return m_id; }
    FramePart part() const { return m_part; }

private:
    QByteArray fetch(qint64 offset, qint64 length) const;
    const QByteArray *block(qint64 index) const;

    QPointer<Capture> m_capture;
    EntryId m_id = 0;
    FramePart m_part = FramePart::Payload;
    qint64 m_size = 0;
    QByteArray m_bytes;
    mutable QCache<qint64, QByteArray> m_blocks{64};
};

/// With a reader of any thread.
QByteArray readPart(const CaptureReader &reader, EntryId id, FramePart part, qint64 offset, qint64 length);

} // namespace handglass
