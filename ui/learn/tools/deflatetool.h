// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/tools/deflatestream.h"
#include "ui/learn/tools/toolparts.h"

class QCheckBox;
class QComboBox;
class QPlainTextEdit;
class QSpinBox;

namespace handglass {

class FieldForm;
class LineChart;

/// The same stream of messages with and without permessage-deflate (RFC 7692): sizes plotted and summed.
class DeflateTool final : public ToolPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DeflateTool)
public:
    explicit DeflateTool(Theme &theme, QWidget *parent = nullptr);
    /// Values of Sec-WebSocket-Extensions on the lesson's connection; empty: none there.
    void setLive(const QByteArray &offered, const QByteArray &agreed);

private:
    void makeForm();
    QWidget *makeChart();
    void compute();
    void showSums(const DeflatedStream &stream);
    void showNegotiation();
    QByteArrayList messages() const;

    FieldForm *m_form;
    QComboBox *m_sample;
    QPlainTextEdit *m_own;
    QCheckBox *m_takeover;
    QSpinBox *m_window;
    LineChart *m_chart;
    FieldForm *m_sums;
    TextLabel *m_plain;
    TextLabel *m_compressed;
    TextLabel *m_saved;
    InkLabel *m_offer;
    InkLabel *m_answer;
    InkLabel *m_liveOffer;
    InkLabel *m_liveAnswer;
};

} // namespace handglass
