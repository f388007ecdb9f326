// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/detail/framepicture.h"

#include <QWidget>

namespace handglass {

/// A frame's first bytes as they crossed the wire, on one line, with the selected field's bytes marked.
class HexLine final : public QWidget
{
    Q_OBJECT
public:
    explicit HexLine(Theme &theme, QWidget *parent = nullptr);

    void setPicture(const FramePicture &picture);
    void setSelected(int field);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {100, sizeHint().height()}; }

Q_SIGNALS:
    void fieldSelected(int field);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    QString title() const;
    QString sizes() const;
    int bytesX() const;
    int fieldOfByte(qsizetype byte) const;
    int shownBytes() const;
    bool isSelected(qsizetype byte) const;

    Theme &m_theme;
    FramePicture m_picture;
    int m_selected = -1;
};

} // namespace handglass
