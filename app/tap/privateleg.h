// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QObject>

namespace handglass {

/// A tap's way to Qt's class: whole, unmasked-as-due frames in both directions, a reliable stream. Network thread.
class PrivateLeg : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// To Qt's class. Takes all of it.
    virtual void write(QByteArrayView frames) = 0;
    /// From Qt's class; the number of bytes, 0 if there are none.
    virtual qint64 read(char *data, qint64 size) = 0;
    /// Bytes written that Qt's class has not taken yet, as far as can be known.
    virtual qint64 pendingToQt() const = 0;
    /// Bytes that Qt's class wrote and that were not read here yet, its own buffers included.
    virtual qint64 pendingFromQt() const = 0;
    /// Qt's class sees the end of its connection.
    virtual void end() = 0;

Q_SIGNALS:
    void readyRead();
    /// pendingToQt() or pendingFromQt() fell.
    void drained();
    /// Qt's class ended the connection by itself.
    void ended();
};

} // namespace handglass
