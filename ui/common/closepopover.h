// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/popover.h"

#include <optional>

class QComboBox;
class QLineEdit;

namespace handglass {

/// Asks for a close frame's code and reason (RFC 6455 §5.5.1).
class ClosePopover final : public Popover
{
    Q_OBJECT
public:
    ClosePopover(Theme &theme, QWidget *parent);

Q_SIGNALS:
    /// code 1005: a close frame without code.
    void closeRequested(quint16 code, const QString &reason);

private:
    /// Nothing if the text is no code.
    std::optional<quint16> code() const;
    void fillCodes();
    /// Empty: what stands there can be sent.
    QString problem() const;
    void judge();
    void submit();

    QComboBox *m_code;
    QLineEdit *m_reason;
    TextLabel *m_count;
};

} // namespace handglass
