// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/learnpage.h"

#include "app/lesson/glossary.h"
#include "ui/learn/lessonview.h"
#include "ui/learn/tools/closecodepage.h"
#include "ui/learn/tools/framelab.h"
#include "ui/learn/tools/glossarypage.h"

#include <QDesktopServices>

namespace handglass {

namespace {

const auto FrameLabId = QStringLiteral("frameLab");
const auto GlossaryId = QStringLiteral("glossary");
const auto CloseCodesId = QStringLiteral("closeCodes");

/// "6455#4.1" at the RFC Editor.
QUrl rfcAddress(const QUrl &link)
{
    QUrl address(QStringLiteral("https://www.rfc-editor.org/rfc/rfc") + link.path());
    if (link.hasFragment())
        address.setFragment(QStringLiteral("section-") + link.fragment());
    return address;
}

} // namespace

LearnPage::LearnPage(Theme &theme, LearnProgress &progress, const QList<lesson::Lesson> &lessons, QWidget *parent)
    : QStackedWidget(parent)
    , m_theme(theme)
    , m_progress(progress)
    , m_lessons(lessons)
    , m_model(lessons)
    , m_view(new LessonView(theme, m_model, this))
    , m_pane(new LessonPane(theme))
{
    setObjectName(QStringLiteral("learnPage"));
    setAccessibleName(tr("Learn"));
    addWidget(m_pane);
    m_model.addTool(FrameLabId, tr("Frame lab"), QStringLiteral("search"));
    m_model.addTool(GlossaryId, tr("Glossary"), QStringLiteral("learn"));
    m_model.addTool(CloseCodesId, tr("Close codes"), QStringLiteral("close"));
    m_view->hide();
    const auto followTheme = [this] { setFont(m_theme.font()); };
    connect(&theme, &Theme::changed, this, followTheme);
    followTheme();
    connect(m_view, &LessonView::chosen, this, &LearnPage::choose);
    connect(m_view, &SideView::opened, this, [this] { m_pane->focusNext(); });
    connect(m_pane, &LessonPane::stepEntered, this, &LearnPage::noteStep);
    connect(m_pane, &LessonPane::solved, this, &LearnPage::noteSolved);
    connect(m_pane, &LessonPane::linkActivated, this, &LearnPage::follow);
    connect(
        m_pane, &LessonPane::nextLessonRequested, this, [this] { begin(indexOf(m_pane->run().lesson().id) + 1, 0); });
    connect(m_pane, &LessonPane::statusChanged, this, &LearnPage::statusChanged);
    connect(m_pane, &LessonPane::escaped, this, &LearnPage::escaped);
    refreshSide();
}

LearnPage::~LearnPage() = default;

QList<QWidget *> LearnPage::termWidgets() const
{
    return {m_pane->unitLines()};
}

int LearnPage::indexOf(const QString &id) const
{
    for (int at = 0; at < m_lessons.size(); ++at) {
        if (m_lessons.at(at).id == id)
            return at;
    }
    return -1;
}

void LearnPage::open()
{
    if (currentWidget() != m_pane)
        return;
    if (m_pane->hasLesson() || m_pane->showsStory())
        return m_pane->focusNext();
    for (const lesson::Lesson &lesson : m_lessons) {
        if (!m_progress.done.contains(lesson.id))
            return showLesson(lesson.id);
    }
    begin(0, 0);
}

void LearnPage::showLesson(const QString &id)
{
    if (m_pane->hasLesson() && m_pane->run().lesson().id == id) {
        m_pane->returnToLesson();
        turnTo(m_pane);
        return m_pane->focusNext();
    }
    begin(indexOf(id), m_progress.done.contains(id) ? 0 : m_progress.steps.value(id));
}

void LearnPage::begin(int lesson, int atStep)
{
    if (lesson < 0 || lesson >= m_lessons.size())
        return;
    turnTo(m_pane);
    m_pane->setFollowing(lesson + 1 < m_lessons.size());
    m_pane->showLesson(m_lessons.at(lesson), atStep);
    m_pane->focusNext();
    refreshSide();
}

void LearnPage::explain(const Story &story)
{
    m_story = story;
    m_model.setConnection(story.name);
    m_pane->showStory(story);
    turnTo(m_pane);
    m_pane->focusNext();
}

void LearnPage::turnTo(QWidget *page)
{
    m_pane->stopSpeed();
    setCurrentWidget(page);
    refreshSide();
    Q_EMIT statusChanged();
}

void LearnPage::showGlossary()
{
    if (m_glossary == nullptr) {
        m_glossary = new GlossaryPage(m_theme, lesson::glossary(), this);
        addWidget(m_glossary);
        connect(m_glossary, &GlossaryPage::linkActivated, this, &LearnPage::follow);
    }
    turnTo(m_glossary);
}

void LearnPage::showTerm(const QString &id)
{
    showGlossary();
    m_glossary->showTerm(id);
    m_glossary->setFocus();
}

void LearnPage::showFrameLab()
{
    if (m_lab == nullptr) {
        m_lab = new FrameLab(m_theme, this);
        addWidget(m_lab);
        Q_EMIT frameLabMade(m_lab);
    }
    turnTo(m_lab);
}

void LearnPage::showCloseCodes()
{
    if (m_closeCodes == nullptr) {
        m_closeCodes = new CloseCodePage(m_theme, this);
        addWidget(m_closeCodes);
        connect(m_closeCodes, &CloseCodePage::linkActivated, this, &LearnPage::follow);
    }
    turnTo(m_closeCodes);
}

void LearnPage::resetProgress()
{
    m_progress = {};
    if (m_pane->hasLesson())
        begin(0, 0);
    refreshSide();
}

void LearnPage::choose(const QModelIndex &index)
{
    const auto kind = static_cast<LessonModel::Kind>(index.data(LessonModel::KindRole).toInt());
    const QString id = index.data(LessonModel::IdRole).toString();
    const bool byKeys = m_view->hasFocus();
    if (kind == LessonModel::Kind::Lesson)
        showLesson(id);
    else if (kind == LessonModel::Kind::Connection)
        explain(m_story);
    else if (id == FrameLabId)
        showFrameLab();
    else if (id == GlossaryId)
        showGlossary();
    else if (id == CloseCodesId)
        showCloseCodes();
    if (byKeys) // Enter leads into the page
        m_view->setFocus();
}

/// While it is brought to where it was left, that stays.
void LearnPage::noteStep(int step)
{
    int &kept = m_progress.steps[m_pane->run().lesson().id];
    kept = qMax(kept, step);
    refreshSide();
}

void LearnPage::noteSolved()
{
    const QString id = m_pane->run().lesson().id;
    m_progress.steps.remove(id);
    if (!m_progress.done.contains(id))
        m_progress.done.append(id);
    refreshSide();
}

void LearnPage::refreshSide()
{
    const QString current = m_pane->hasLesson() ? m_pane->run().lesson().id : QString();
    m_model.setProgress(m_progress, current);
    if (currentWidget() == m_lab)
        m_view->choose(m_model.toolIndex(FrameLabId));
    else if (currentWidget() == m_glossary)
        m_view->choose(m_model.toolIndex(GlossaryId));
    else if (currentWidget() == m_closeCodes)
        m_view->choose(m_model.toolIndex(CloseCodesId));
    else
        m_view->choose(m_pane->showsStory() ? m_model.connectionIndex() : m_model.lessonIndex(current));
}

QString LearnPage::status() const
{
    if (currentWidget() == m_lab)
        return tr("Frame lab");
    if (currentWidget() == m_glossary)
        return tr("Glossary");
    return currentWidget() == m_closeCodes ? tr("Close codes") : m_pane->status();
}

void LearnPage::follow(const QUrl &link)
{
    if (link.scheme() == QStringLiteral("lesson"))
        showLesson(link.path());
    else if (link.scheme() == GlossaryId)
        showTerm(link.path());
    else if (link.scheme() == QStringLiteral("rfc"))
        QDesktopServices::openUrl(rfcAddress(link));
}

} // namespace handglass
