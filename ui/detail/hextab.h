// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "ui/common/theme.h"
#include "ui/detail/payloadsource.h"

#include <QWidget>

namespace handglass {

class HexView;
class TextLabel;

/// The Hex tab: the frame's payload, or its content, and what of it is selected.
class HexTab final : public QWidget
{
    Q_OBJECT
public:
    explicit HexTab(Theme &theme, QWidget *parent = nullptr);
    void setEntry(Capture *capture, const Entry &entry, FramePart part);
    void clear();
    HexView *view() const { return m_view; }

private:
    void updateStatus();

    HexView *m_view;
    TextLabel *m_status;
    QString m_what; ///< which bytes these are; empty: plain payload
};

} // namespace handglass
