// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lessonrun.h"
#include "ui/common/theme.h"

#include <QScrollArea>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace handglass {

class TextLabel;

/// "Break one thing": one switch is set, what the other end will do is predicted, then it is run; what RFC 6455 obliges
/// that end to and what it did stand below.
class BreakPanel final : public QScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BreakPanel)
public:
    explicit BreakPanel(Theme &theme, QWidget *parent = nullptr);
    void setBreaks(const QByteArrayList &ids);
    /// running: the other end has not answered yet.
    void setResult(const std::optional<lesson::LessonRun::BreakResult> &result, bool running);
    /// error: why it cannot be run; empty: nothing.
    void setError(const QString &error);
    void focusFirst();

Q_SIGNALS:
    void runRequested(const QByteArray &id, handglass::lesson::Fate predicted);

private:
    void applyTheme();
    void addSwitches(const QByteArrayList &ids, lesson::End by);
    void choose(QCheckBox *chosen, bool on);
    void offerFates();
    void placeTrial();
    void refreshRun();
    void showResult(const lesson::LessonRun::BreakResult &result, bool running);
    const lesson::Break *chosenBreak() const;

    Theme &m_theme;
    QVBoxLayout *m_switches;
    QList<QCheckBox *> m_checks;
    QList<QWidget *> m_groups; ///< headings of the switches, by end
    QWidget *m_trial;          ///< stands under the switch that is on: what is predicted, Run, and what came of it
    TextLabel *m_question;
    QVBoxLayout *m_fates;
    QButtonGroup *m_predictions;
    QPushButton *m_run;
    QLabel *m_icon;
    QWidget *m_result;
    QLabel *m_resultIcon;
    TextLabel *m_happened;
    TextLabel *m_obliged;
    TextLabel *m_judged;
    TextLabel *m_error;
};

} // namespace handglass
