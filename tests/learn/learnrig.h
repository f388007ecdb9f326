// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lessonreader.h"
#include "tests/ui/windowrig.h"
#include "ui/learn/learnpage.h"
#include "ui/learn/lessonview.h"
#include "ui/learn/stage.h"
#include "ui/learn/stepline.h"

#include <QLabel>
#include <QTextBrowser>

namespace handglass {

/// A window with Learn open, driven by clicks and keys.
struct LearnRig final : WindowRig {
    using WindowRig::WindowRig;

    /// False: it did not come up.
    bool openLearn(Settings &kept) { return open(kept) && showLearn(); }
    bool showLearn()
    {
        QTest::keyClick(window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        return QTest::qWaitFor([this] { return page() != nullptr && page()->isVisible(); });
    }
    LearnPage *page() const { return find<LearnPage>(QStringLiteral("learnPage")); }
    lesson::LessonRun &run() const { return page()->pane().run(); }
    LessonView *lessons() const { return find<LessonView>(QStringLiteral("lessons")); }
    StepLine *steps() const { return find<StepLine>(QStringLiteral("stepLine")); }
    const lesson::StagePicture &picture() const { return find<Stage>(QStringLiteral("stage"))->picture(); }
    QPushButton *button(const char *name) const { return find<QPushButton>(QLatin1String(name)); }
    QString words(const char *name) const { return find<QLabel>(QLatin1String(name))->text(); }
    QString text() const { return find<QTextBrowser>(QStringLiteral("lessonText"))->toPlainText(); }
    /// As a person reads the sidebar: a row of it is clicked.
    void choose(const QModelIndex &index) const
    {
        lessons()->scrollTo(index);
        QTest::mouseClick(lessons()->viewport(), Qt::LeftButton, {}, lessons()->visualRect(index).center());
    }
    QModelIndex row(const QString &name) const
    {
        const QAbstractItemModel *model = lessons()->model();
        return model->match(model->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }
    bool chooseLesson(const QString &id) const
    {
        choose(row(lesson::lessonOf(id)->title));
        return run().lesson().id == id;
    }
    /// Next, once it leads on. False: it did not in time.
    bool next() const
    {
        QPushButton *button = this->button("learnNext");
        if (!QTest::qWaitFor([&] { return run().canNext() && button->isEnabled(); }, 10'000))
            return false;
        QTest::mouseClick(button, Qt::LeftButton);
        return true;
    }
};

} // namespace handglass
