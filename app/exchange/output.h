// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

class QIODevice;

namespace handglass {

/// Bytes on their way into a file or to the standard output, gathered into large writes. After an error nothing is
/// written any more.
class Output final
{
    Q_DISABLE_COPY_MOVE(Output)
public:
    /// The device is open and must outlive it.
    explicit Output(QIODevice &device);
    void write(QByteArrayView bytes);
    Output &operator<<(QByteArrayView bytes)
    {
        write(bytes);
        return *this;
    }
    /// What was gathered; false: this, or an earlier write, did not reach the device.
    bool flush();
    bool failed() const { return m_failed; }
    qint64 size() const { return m_size; } ///< bytes taken so far

private:
    void push(QByteArrayView bytes);

    QIODevice &m_device;
    QByteArray m_buffer;
    qint64 m_size = 0;
    bool m_failed = false;
};

} // namespace handglass
