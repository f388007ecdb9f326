// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "ui/common/theme.h"
#include "ui/detail/framepicture.h"
#include "ui/detail/payloadsource.h"

#include <QWidget>

class QLabel;

namespace handglass {

class FieldView;
class FrameDiagram;
class HexLine;
class RuleLine;
class TextLabel;
class UnmaskView;

/// The Frame tab: bit diagram, the selected field explained, the frame's bytes, unmasking, and the rules. Diagram,
/// explanation and bytes share one selected field.
class FrameView final : public QWidget
{
    Q_OBJECT
public:
    explicit FrameView(Theme &theme, QWidget *parent = nullptr);

    /// part: which bytes of a compressed frame the table shows.
    void setEntry(
        Capture *capture, const Entry &entry, const FrameContext &context, FramePart part = FramePart::Content);
    void clear();
    FrameDiagram *diagram() const { return m_diagram; }
    /// The table of bytes.
    UnmaskView *bytesView() const { return m_unmask; }

private:
    QWidget *makePage();
    void showBytes(Capture *capture, const Entry &entry, FramePart part);
    void select(int field);

    Theme &m_theme;
    FramePicture m_picture;
    FrameDiagram *m_diagram;
    FieldView *m_field;
    HexLine *m_bytes;
    TextLabel *m_unmaskTitle;
    TextLabel *m_unmaskRule;
    UnmaskView *m_unmask;
    RuleLine *m_rules;
};

} // namespace handglass
