// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/learncontrol.h"

#include "app/lesson/lessonreader.h"
#include "ui/common/whynot.h"
#include "ui/learn/learnpage.h"
#include "ui/learn/lessonview.h"
#include "ui/mainwindow/sidebar.h"
#include "ui/mainwindow/statusline.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

namespace handglass {

LearnControl::LearnControl(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{
    makeActions();
    connect(parts.learn, &QAction::triggered, this, [this] { isOpen() ? leave() : open(); });
    connect(&parts.stack, &QStackedWidget::currentChanged, this, &LearnControl::noticePage);
    refresh();
}

void LearnControl::makeActions()
{
    const auto make = [this](const char *name, const QString &text, const QKeySequence &keys) {
        auto *action = new QAction(text, m_window);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys);
        m_actions.append(action);
        return action;
    };
    m_next = make("learnNextAction", tr("&Next step"), QKeySequence(int(Qt::ALT) | Qt::Key_Right));
    m_back = make("learnBackAction", tr("&Back"), QKeySequence(int(Qt::ALT) | Qt::Key_Left));
    m_startOver = make("learnStartOverAction", tr("Start &over"), QKeySequence(int(Qt::ALT) | Qt::Key_Home));
    m_actions.append(nullptr);
    m_reset = make(
        "learnResetAction", tr("&Reset progress…"), QKeySequence(int(Qt::CTRL) | int(Qt::SHIFT) | Qt::Key_Backspace));
    connect(m_next, &QAction::triggered, this, [this] { m_page->pane().goNext(); });
    connect(m_back, &QAction::triggered, this, [this] { m_page->pane().goBack(); });
    connect(m_startOver, &QAction::triggered, this, [this] { m_page->pane().startOver(); });
    connect(m_reset, &QAction::triggered, this, &LearnControl::askReset);
}

void LearnControl::makePage()
{
    m_page = new LearnPage(m_parts.theme, m_parts.settings.learn, lesson::lessons());
    m_page->setNarrow(m_narrow);
    m_parts.stack.addWidget(m_page);
    connect(m_page, &LearnPage::statusChanged, this, &LearnControl::refresh);
    connect(m_page, &LearnPage::escaped, this, &LearnControl::leave);
    m_page->sideView().addAction(m_reset);
    Q_EMIT pageMade();
}

bool LearnControl::isOpen() const
{
    return m_page != nullptr && m_parts.stack.currentWidget() == m_page;
}

QWidget *LearnControl::page() const
{
    return m_page;
}

void LearnControl::open()
{
    if (m_page == nullptr)
        makePage();
    Q_EMIT opening();
    if (!isOpen())
        m_before = m_parts.stack.currentWidget();
    m_parts.stack.setCurrentWidget(m_page);
    m_page->open();
}

void LearnControl::leave()
{
    if (!isOpen())
        return;
    const QWidget *focus = QApplication::focusWidget();
    const bool focused = focus != nullptr && (m_page->isAncestorOf(focus) || m_page->sideView().isAncestorOf(focus));
    m_parts.stack.setCurrentWidget(m_before);
    if (focused)
        Q_EMIT focusLeft();
}

/// Whoever turned the stack: the sidebar and the status bar go with it.
void LearnControl::noticePage()
{
    m_parts.sidebar.turnTo(isOpen() ? static_cast<SideView &>(m_page->sideView()) : m_parts.sidebar.view());
    refresh();
}

void LearnControl::refresh()
{
    const bool open = isOpen();
    m_parts.learn->setChecked(open);
    m_parts.status.setLesson(open ? m_page->status() : QString());
    for (QAction *action : {m_next, m_back, m_startOver})
        setWhyNot(action, open ? QString() : tr("Open Learn first (Ctrl+Shift+L)"));
}

void LearnControl::setNarrow(bool narrow)
{
    m_narrow = narrow;
    if (m_page != nullptr)
        m_page->setNarrow(narrow);
}

void LearnControl::askReset()
{
    auto *box = new QMessageBox(m_window);
    box->setObjectName(QStringLiteral("learnReset"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("Reset progress"));
    box->setText(tr("Every lesson counts as not done then, and begins at its first step."));
    QPushButton *reset = box->addButton(tr("Reset progress"), QMessageBox::DestructiveRole);
    reset->setObjectName(QStringLiteral("learnResetNow"));
    box->setDefaultButton(box->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(reset, &QPushButton::clicked, this, &LearnControl::reset);
    box->open();
}

void LearnControl::reset()
{
    if (m_page == nullptr)
        m_parts.settings.learn = {};
    else
        m_page->resetProgress();
}

} // namespace handglass
