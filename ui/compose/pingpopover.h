// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/popover.h"

#include <optional>

class QCheckBox;
class QLineEdit;

namespace handglass {

class Segments;

/// Asks for the payload of a Ping, or of a Pong by hand, as text or hex, at most 125 bytes (RFC 6455 §5.5); and whether
/// the peer's Pings are answered by themselves.
class PingPopover final : public Popover
{
    Q_OBJECT
public:
    PingPopover(Theme &theme, QWidget *parent);
    void setPossible(bool possible, const QString &whyNot);
    void setAutoPong(bool on);

Q_SIGNALS:
    void pingRequested(const QByteArray &payload);
    void pongRequested(const QByteArray &payload);
    void autoPongRequested(bool on);

private:
    bool isHex() const;
    void judge();
    /// Nothing if it is wrong, and the sentence stands there.
    std::optional<QByteArray> payload(const QString &frame);

    QLineEdit *m_payload;
    Segments *m_kind;
    TextLabel *m_count;
    QCheckBox *m_autoPong;
};

} // namespace handglass
