// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/picture.h"
#include "ui/common/theme.h"

#include <QWidget>

namespace handglass {

class EndFrame;
class HeldCard;
class WireView;

/// Both ends of a wire and what is between them: paints a StagePicture, knows nothing else. Also a table for screen
/// readers (stageaccess.h).
class Stage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Stage)
public:
    explicit Stage(Theme &theme, QWidget *parent = nullptr);
    /// ours: the end that is "Sent". focus: UnitLine::field to select. moves: what was held and is delivered now
    /// travels.
    void setPicture(const lesson::StagePicture &picture, lesson::End ours, const QByteArray &focus, bool moves);
    const lesson::StagePicture &picture() const { return m_picture; }
    lesson::End ours() const { return m_ours; }
    /// The ends are as narrow as they can be.
    void setNarrow(bool narrow);
    HeldCard *card() const;
    bool isMoving() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Of the picture's unit, by the user.
    void lineChosen(int line);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    Theme &m_theme;
    lesson::StagePicture m_picture;
    lesson::End m_ours = lesson::End::Client;
    QByteArray m_focus;
    bool m_narrow = false;
    EndFrame *m_client;
    WireView *m_wire;
    EndFrame *m_server;
};

} // namespace handglass
