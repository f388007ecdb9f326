// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/unmaskview.h"
#include "ui/learn/tools/toolparts.h"

namespace handglass {

class FieldForm;
class Segments;

/// Masking byte by byte (RFC 6455 §5.3), both ways: what goes in, the key, what comes out, and the bits of one byte.
class MaskTool final : public ToolPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MaskTool)
public:
    explicit MaskTool(Theme &theme, QWidget *parent = nullptr);
    void setFrame(const QByteArray &payload, const MaskingKey &key);
    /// The lesson's newest masked frame: what “This connection's” takes.
    void setLive(const QByteArray &payload, const MaskingKey &key);

private:
    void makeForm();
    QWidget *makeSteps();
    void loadSample();
    void noteKind();
    void compute();
    void showByte();
    bool isUnmasking() const;

    QByteArray m_in;  ///< as typed: before masking, or masked
    QByteArray m_out; ///< the other one
    MaskingKey m_key{};
    QByteArray m_livePayload;
    MaskingKey m_liveKey{};
    FieldForm *m_form;
    Segments *m_way;
    Segments *m_kind;
    QLineEdit *m_input;
    QLineEdit *m_keyEdit;
    QPushButton *m_useLive;
    UnmaskView *m_bytes;
    TextLabel *m_at;
    QPushButton *m_previous;
    QPushButton *m_next;
    InkLabel *m_bits;
    FieldForm *m_results;
    InkLabel *m_result;
    InkLabel *m_frame;
};

} // namespace handglass
