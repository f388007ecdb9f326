// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QAbstractButton>

namespace handglass {

/// A step's place in the line.
struct StepMark {
    QString mark;        ///< below the dot: "GET"
    QString title;       ///< "the client asks"
    bool reached = true; ///< it can be looked at
    bool operator==(const StepMark &) const = default;
};

/// A dot with its word. Filled: behind the current one; a ring: the current one; empty: not yet.
class StepButton final : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Shape : quint8 { Behind, Current, Ahead };

    StepButton(Theme &theme, QWidget *parent);
    void setStep(const StepMark &step, Shape shape, const QString &spoken);
    Shape shape() const { return m_shape; }
    int dotY() const; ///< its middle
    int dotRadius() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Theme &m_theme;
    Shape m_shape = Shape::Ahead;
};

/// The steps of a lesson as dots on a line, one of which is looked at. Arrow keys, Home and End move among those that
/// were reached.
class StepLine final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StepLine)
public:
    explicit StepLine(Theme &theme, QWidget *parent = nullptr);
    void setSteps(const QList<StepMark> &steps, int current);
    int current() const { return m_current; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By the user; the line itself stays as it is.
    void stepChosen(int step);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refresh();
    void placeButtons();
    void move(int from, int by);

    Theme &m_theme;
    QList<StepMark> m_steps;
    QList<StepButton *> m_buttons;
    int m_current = -1;
};

} // namespace handglass
