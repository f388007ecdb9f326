// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/picture.h"
#include "ui/common/theme.h"

#include <QVariantAnimation>
#include <QWidget>

class QLabel;

namespace handglass {

class HeldCard;

/// What crossed the wire as arrows, oldest above, and what is on it now. Only as many arrows as there is room for: the
/// newest. Left is the client in every language.
class WireView final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WireView)
public:
    WireView(Theme &theme, QWidget *parent);
    void setPicture(const lesson::StagePicture &picture, lesson::End ours, const QByteArray &focus);
    HeldCard *card() const { return m_card; }
    /// What is held now travels to its end in 250 ms, over what setPicture() shows next.
    void sendOff();
    bool isMoving() const { return m_motion.state() == QAbstractAnimation::Running; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    int rowHeight() const;
    int nextHeight() const;
    void paintArrow(QPainter &painter, const lesson::Arrow &arrow, int top) const;
    void paintLine(QPainter &painter, int from, int to, int y, bool head) const;
    void paintHeld(QPainter &painter) const;
    void paintNext(QPainter &painter) const;

    Theme &m_theme;
    lesson::StagePicture m_picture;
    lesson::End m_ours = lesson::End::Client;
    HeldCard *m_card;
    QLabel *m_flyer; ///< the card's picture while it travels
    QVariantAnimation m_motion;
    int m_first = 0; ///< of the arrows that are shown
};

} // namespace handglass
