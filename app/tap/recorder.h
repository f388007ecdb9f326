// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturewriter.h"

namespace handglass {

/// Gathers the rows of all taps of one capture, so that row numbers follow the order of events across connections.
/// Network thread.
class Recorder final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Recorder)
public:
    explicit Recorder(CaptureWriter &writer);
    /// What was gathered goes to the writer.
    ~Recorder() override;

    CaptureWriter &writer() const { return m_writer; }
    EntryId add(const EntryRow &row, QByteArrayView payload, const QString &text = {});
    /// To the row added last, before anything else is called: its payload is compressed, and these are the plain bytes
    /// that it adds to its message (may be none).
    void setContent(QByteArray content);
    /// The two in one.
    EntryId add(const EntryRow &row, QByteArrayView payload, const QString &text, const QByteArray &content);
    /// To the writer; at the end of each pass over a socket.
    void submit();
    /// An opened, closed or notice row.
    /// bits: EntryFlag.
    EntryId note(
        EntryKind kind, ConnectionId connection, const QString &text, QByteArrayView payload = {}, quint16 bits = 0);

Q_SIGNALS:
    /// The writer's, on this thread: thousands of taps wait for it, and one event tells them.
    void drained();

private:
    CaptureWriter &m_writer;
    EntryBatch m_batch;
};

} // namespace handglass
