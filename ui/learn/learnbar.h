// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

#include <chrono>
#include <optional>

class QComboBox;
class QPushButton;

namespace handglass {

class TextLabel;

/// Back, how fast the steps follow each other, start over; at the right what Next will do, and Next.
class LearnBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LearnBar)
public:
    struct State {
        bool canBack = false;
        bool canNext = false;
        QString next;       ///< the button's word
        QString hint;       ///< beside it
        bool waits = false; ///< Next will be possible by itself: it keeps the focus
    };
    explicit LearnBar(Theme &theme, QWidget *parent = nullptr);
    void setState(const State &state);
    /// Step by step without speedChosen().
    void stopSpeed();
    /// How long a step is shown before the next one comes; none: step by step.
    std::optional<std::chrono::milliseconds> speed() const;
    QPushButton &next() { return *m_next; }
    /// As soon as it is enabled.
    void focusNext();

Q_SIGNALS:
    void backClicked();
    void nextClicked();
    void startOverClicked();
    void speedChosen();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();
    void arrange();

    Theme &m_theme;
    QPushButton *m_back;
    TextLabel *m_speedLabel;
    QComboBox *m_speed;
    QPushButton *m_startOver;
    TextLabel *m_hint;
    QPushButton *m_next;
    bool m_wantsFocus = false;
};

} // namespace handglass
