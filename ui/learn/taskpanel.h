// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lessonrun.h"
#include "ui/common/theme.h"

#include <QScrollArea>

class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace handglass {

class LessonText;
class TextLabel;

/// "Your turn": what is to be done, a field for each thing that can be given, the conditions with how they stand, a
/// hint on demand.
class TaskPanel final : public QScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TaskPanel)
public:
    explicit TaskPanel(Theme &theme, QWidget *parent = nullptr);
    void setTask(const lesson::LessonTask &task);
    /// tried: there is something to say of the conditions. holds: one for each check.
    void setOutcome(bool tried, const QList<bool> &holds, bool solved, const QString &error);
    void focusFirst();

Q_SIGNALS:
    void tryRequested(const handglass::lesson::TaskInputs &inputs);
    void linkActivated(const QUrl &link);

private:
    struct Input {
        QString name;
        QWidget *field = nullptr;
    };
    struct Condition {
        QLabel *mark = nullptr;
        TextLabel *words = nullptr;
        std::optional<bool> holds = false;
    };
    void applyTheme();
    void addInput(const QString &input);
    void addCondition(const lesson::TaskCheck &check);
    void mark(Condition &condition, std::optional<bool> holds, const QString &words);
    lesson::TaskInputs inputs() const;

    Theme &m_theme;
    lesson::LessonTask m_task;
    TextLabel *m_title;
    LessonText *m_text;
    QFormLayout *m_form;
    QList<Input> m_inputs;
    QPushButton *m_try;
    QPushButton *m_hint;
    TextLabel *m_error;
    QVBoxLayout *m_checks;
    QList<Condition> m_conditions;
    LessonText *m_hintText;
    LessonText *m_solved;
    bool m_wasSolved = false;
};

} // namespace handglass
