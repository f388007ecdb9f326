// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

namespace handglass {

/// A part of a connection's beginning: what crosses the wire in it, and how long it took.
struct PicturePhase {
    struct Arrow {
        QString text;
        bool toServer = true;
    };
    QString name;        ///< "TCP"
    QString value;       ///< "0.04 ms"; empty: not measured
    QList<Arrow> arrows; ///< empty: nothing crosses this wire
    QString note;        ///< in their place
};

/// Client and server as two lines, and between them, phase after phase, what they say to each other. Drawn; its words
/// are in the accessible description.
class PhasePicture final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PhasePicture)
public:
    explicit PhasePicture(Theme &theme, QWidget *parent = nullptr);
    void setPhases(const QString &server, const QList<PicturePhase> &phases);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int line() const; ///< px a line of text takes
    int heightOf(const PicturePhase &phase) const;
    int side() const; ///< px for the names at the left and the values at the right
    void paintPhase(QPainter &painter, const PicturePhase &phase, int top) const;
    void paintArrow(QPainter &painter, const PicturePhase::Arrow &arrow, int y) const;

    Theme &m_theme;
    QString m_server;
    QList<PicturePhase> m_phases;
};

} // namespace handglass
