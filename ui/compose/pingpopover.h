// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/popover.h"

class QLineEdit;

namespace handglass {

class Segments;

/// Asks for a ping's payload, as text or hex, at most 125 bytes (RFC 6455 §5.5).
class PingPopover final : public Popover
{
    Q_OBJECT
public:
    PingPopover(Theme &theme, QWidget *parent);

Q_SIGNALS:
    void pingRequested(const QByteArray &payload);

private:
    bool isHex() const;
    void judge();
    void submit();

    QLineEdit *m_payload;
    Segments *m_kind;
    TextLabel *m_count;
};

} // namespace handglass
