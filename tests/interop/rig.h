// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "app/capture/capturewriter.h"
#include "app/session/clientsession.h"
#include "app/session/mockserver.h"
#include "app/tap/networkthread.h"

#include <QJsonObject>
#include <QTemporaryDir>

#include <functional>

namespace handglass {

/// A capture being written and the network thread: what a session needs. What a test asks of the capture is read back
/// from its file.
class CaptureRig
{
    Q_DISABLE_COPY_MOVE(CaptureRig)
public:
    CaptureRig();

    CaptureWriter &writer() { return *m_writer; }
    NetworkThread &network() { return m_network; }

    /// Rows of frames committed so far; opcode: only these.
    QList<Entry> frames(Direction direction) const;
    QList<Entry> frames(Direction direction, Opcode opcode) const;
    /// Notice rows committed so far.
    QList<Entry> notices() const;
    /// The one message of that direction; empty optional if there is none or more than one.
    std::optional<QByteArray> onlyMessage(Direction direction) const;
    /// The content of the message that begins with this row.
    QByteArray message(EntryId first) const;
    QList<ConnectionRecord> connections() const;
    /// The newest one; default if there is none.
    ConnectionRecord connection() const;
    /// Waits until the newest connection has ended and its final record is in the file.
    bool waitForEnd() const;
    /// Waits until what is in the file satisfies it.
    static bool waitFor(const std::function<bool()> &condition);

private:
    QList<Entry> rows() const;

    QTemporaryDir m_folder;
    std::unique_ptr<CaptureWriter> m_writer;
    std::unique_ptr<CaptureReader> m_reader;
    NetworkThread m_network;
};

// A fact of a peer's event.
int number(const QJsonObject &event, const char *name);
QString text(const QJsonObject &event, const char *name);

/// Runs a session's release() at the end.
struct Release {
    void operator()(Session *session) const { session->release(); }
};
template <typename T> using SessionPointer = std::unique_ptr<T, Release>;

} // namespace handglass
