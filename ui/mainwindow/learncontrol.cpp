// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/learncontrol.h"

#include "app/capture/capture.h"
#include "app/capture/capturereader.h"
#include "app/lesson/glossary.h"
#include "app/lesson/lessonreader.h"
#include "app/lesson/recordedlog.h"
#include "ui/common/background.h"
#include "ui/common/glossaryterm.h"
#include "ui/common/whynot.h"
#include "ui/detail/detailpanel.h"
#include "ui/detail/framediagram.h"
#include "ui/detail/frameview.h"
#include "ui/handshake/handshakepanel.h"
#include "ui/learn/learnpage.h"
#include "ui/learn/lessonview.h"
#include "ui/learn/transcript.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/mainwindow/labdesk.h"
#include "ui/mainwindow/lessonexport.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mainwindow/sessionpage.h"
#include "ui/mainwindow/sidebar.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/toolbar.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

namespace handglass {

namespace {

constexpr double PresentedText = 1.6;
const auto ExplainSubject = QStringLiteral("explainFailed");

/// A worker's: reads the capture.
tl::expected<Story, QString> readStory(const QString &path, const ConnectionRecord &record)
{
    const auto reader = CaptureReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error().sentence);
    Story story;
    story.name = record.url.isEmpty() ? record.peerAddress : record.url;
    story.log = lesson::recordedLog(record, **reader);
    story.steps = lesson::story(story.log);
    return story;
}

} // namespace

LearnControl::LearnControl(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
    , m_exporting(new LessonExport(parts.settings, parts.notices, window))
{
    makeActions();
    connectActions();
    connect(&parts.stack, &QStackedWidget::currentChanged, this, &LearnControl::noticePage);
    const QList<QWidget *> terms = parts.sessions.handshake().termWidgets()
        + QList<QWidget *>{parts.sessions.log().view(), parts.sessions.detail().frameView()->diagram()};
    for (QWidget *widget : terms)
        widget->installEventFilter(this);
    parts.sessions.handshake().addContextActions({m_explain, m_whatIs});
    parts.sessions.log().addContextActions({m_explain, m_whatIs});
    QWidget *diagram = parts.sessions.detail().frameView()->diagram();
    diagram->setContextMenuPolicy(Qt::ActionsContextMenu);
    diagram->addAction(m_whatIs);
    parts.sidebar.view().addAction(m_explain);
    refresh();
    nameTerm();
}

QAction *LearnControl::make(const char *name, const QString &text, const QKeySequence &keys)
{
    auto *action = new QAction(text, m_window);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    m_actions.append(action);
    return action;
}

void LearnControl::makeActions()
{
    constexpr int Alt = int(Qt::ALT);
    constexpr int CtrlAlt = int(Qt::CTRL) | Alt;
    constexpr int CtrlShift = int(Qt::CTRL) | int(Qt::SHIFT);
    m_next = make("learnNextAction", tr("&Next step"), QKeySequence(Alt | Qt::Key_Right));
    m_back = make("learnBackAction", tr("&Back"), QKeySequence(Alt | Qt::Key_Left));
    m_startOver = make("learnStartOverAction", tr("Start &over"), QKeySequence(Alt | Qt::Key_Home));
    m_actions.append(nullptr);
    m_explain = make("learnExplain", tr("E&xplain this handshake"), QKeySequence(CtrlAlt | Qt::Key_L));
    m_actions.removeLast(); // it stands in the Session menu
    m_whatIs = make("learnWhatIs", {}, QKeySequence(int(Qt::CTRL) | Qt::Key_F1));
    m_actions.append(nullptr);
    m_lab = make("learnFrameLab", tr("&Frame lab"), QKeySequence(CtrlAlt | Qt::Key_B));
    m_glossary = make("learnGlossary", tr("&Glossary"), QKeySequence(CtrlAlt | Qt::Key_G));
    m_closeCodes = make("learnCloseCodes", tr("&Close codes"), QKeySequence(CtrlAlt | Qt::Key_D));
    m_actions.append(nullptr);
    m_export = make("learnExport", tr("E&xport the lesson…"), QKeySequence(CtrlAlt | Qt::Key_T));
    m_present = make("learnPresent", tr("&Presenter mode"), QKeySequence(Qt::Key_F11));
    m_present->setCheckable(true);
    m_reset = make("learnReset", tr("&Reset progress…"), QKeySequence(CtrlShift | Qt::Key_Backspace));
}

void LearnControl::connectActions()
{
    connect(m_parts.learn, &QAction::triggered, this, [this] { isOpen() ? leave() : open(); });
    connect(m_next, &QAction::triggered, this, [this] { m_page->pane().goNext(); });
    connect(m_back, &QAction::triggered, this, [this] { m_page->pane().goBack(); });
    connect(m_startOver, &QAction::triggered, this, [this] { m_page->pane().startOver(); });
    connect(m_explain, &QAction::triggered, this, &LearnControl::explain);
    connect(m_whatIs, &QAction::triggered, this, [this] { showTermOf(m_termWidget); });
    connect(m_lab, &QAction::triggered, this, [this] {
        show();
        m_page->showFrameLab();
    });
    connect(m_glossary, &QAction::triggered, this, [this] {
        show();
        m_page->showGlossary();
    });
    connect(m_closeCodes, &QAction::triggered, this, [this] {
        show();
        m_page->showCloseCodes();
    });
    connect(m_export, &QAction::triggered, this, &LearnControl::exportLesson);
    connect(m_present, &QAction::toggled, this, &LearnControl::present);
    connect(m_reset, &QAction::triggered, this, &LearnControl::askReset);
}

void LearnControl::makePage()
{
    m_page = new LearnPage(m_parts.theme, m_parts.settings.learn, lesson::lessons());
    m_page->setNarrow(m_narrow);
    m_parts.stack.addWidget(m_page);
    connect(m_page, &LearnPage::statusChanged, this, &LearnControl::refresh);
    connect(m_page, &LearnPage::escaped, this, &LearnControl::escape);
    connect(m_page, &LearnPage::frameLabMade, this, [this](FrameLab *lab) {
        m_labDesk = new LabDesk(m_parts.workbench, this);
        m_labDesk->setLab(lab);
    });
    m_page->sideView().addAction(m_reset);
    for (QWidget *widget : m_page->termWidgets()) {
        widget->installEventFilter(this);
        widget->addAction(m_whatIs);
    }
    Q_EMIT pageMade();
}

void LearnControl::setPlace(const Place &place)
{
    m_place = place;
    refresh();
}

bool LearnControl::isOpen() const
{
    return m_page != nullptr && m_parts.stack.currentWidget() == m_page;
}

QWidget *LearnControl::page() const
{
    return m_page;
}

void LearnControl::show()
{
    if (m_page == nullptr)
        makePage();
    Q_EMIT opening();
    if (!isOpen())
        m_before = m_parts.stack.currentWidget();
    m_parts.stack.setCurrentWidget(m_page);
}

void LearnControl::open()
{
    show();
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
    if (!isOpen())
        m_present->setChecked(false);
    m_parts.sidebar.turnTo(isOpen() ? static_cast<SideView &>(m_page->sideView()) : m_parts.sidebar.view());
    refresh();
}

void LearnControl::refresh()
{
    const bool open = isOpen();
    m_parts.learn->setChecked(open);
    const bool lesson = open && m_page->currentWidget() == &m_page->pane() && !m_page->pane().showsStory();
    m_parts.status.setLesson(open ? m_page->status() : QString(), !lesson);
    const QString closed = open ? QString() : tr("Open Learn first (Ctrl+Shift+L)");
    for (QAction *action : {m_next, m_back, m_startOver, m_present})
        setWhyNot(action, closed);
    setWhyNot(m_export, open && !m_page->pane().hasLesson() ? tr("Begin a lesson first") : closed);
    setWhyNot(
        m_explain, m_place.capture == nullptr ? tr("Select a session or a capture in the sidebar first") : QString());
}

void LearnControl::setNarrow(bool narrow)
{
    m_narrow = narrow;
    if (m_page != nullptr)
        m_page->setNarrow(narrow);
}

// ---- terms

bool LearnControl::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        m_termWidget = qobject_cast<QWidget *>(watched);
    if (event->type() == QEvent::FocusIn || (event->type() == QEvent::DynamicPropertyChange && watched == m_termWidget))
        nameTerm();
    return QObject::eventFilter(watched, event);
}

void LearnControl::nameTerm()
{
    const QString term = glossaryTerm(m_termWidget);
    const bool known = !term.isEmpty() && !lesson::glossaryIdFor(term).isEmpty(); // read when it is first needed
    m_whatIs->setText(known ? tr("&What is “%1”?").arg(term) : tr("&What is this?"));
    setWhyNot(m_whatIs,
        known ? QString() : tr("Select a header, a rule, a frame's field or a row that the glossary knows first"));
}

bool LearnControl::showTermOf(const QWidget *widget)
{
    const QString id = lesson::glossaryIdFor(glossaryTerm(widget));
    if (id.isEmpty())
        return false;
    show();
    m_page->showTerm(id);
    return true;
}

// ---- a connection of the log

/// The one that the handshake shows, else the newest of the place. nullptr: there is none.
const ConnectionRecord *LearnControl::connection() const
{
    const Capture *capture = m_place.capture;
    const ConnectionRecord *found =
        capture == nullptr ? nullptr : capture->connection(m_parts.sessions.handshake().connection());
    if (found != nullptr || capture == nullptr)
        return found;
    qint64 newest = 0;
    for (const ConnectionRecord &record : capture->connections()) {
        if (m_place.scope.contains(record))
            newest = qMax(newest, record.id);
    }
    return capture->connection(newest);
}

void LearnControl::explain()
{
    const ConnectionRecord *record = connection();
    if (record == nullptr) {
        return m_parts.notices.tell(ExplainSubject, NoticeBar::Level::Warn,
            tr("Nothing was connected here yet: there is no handshake to explain. F5 connects."));
    }
    inBackground([path = m_place.capture->path(), record = *record] {
        return readStory(path, record);
    }).then(this, [this, asked = ++m_asked](const tl::expected<Story, QString> &story) {
        if (asked != m_asked)
            return;
        if (story)
            takeStory(*story);
        else
            m_parts.notices.tell(ExplainSubject, NoticeBar::Level::Fail, story.error());
    });
}

void LearnControl::takeStory(const Story &story)
{
    m_parts.notices.close(ExplainSubject);
    show();
    m_page->explain(story);
}

// ---- in front of a class

void LearnControl::present(bool on)
{
    m_parts.toolbar.setVisible(!on);
    m_parts.sidebar.setAway(on);
    m_parts.theme.setTextFactor(on ? PresentedText : 1);
    Q_EMIT presentingChanged();
}

/// Outwards, a step at a time.
void LearnControl::escape()
{
    if (m_present->isChecked())
        m_present->setChecked(false);
    else
        leave();
}

void LearnControl::exportLesson()
{
    m_exporting->ask(transcriptHtml(m_page->pane().run()), m_page->pane().lessonName());
}

void LearnControl::askReset()
{
    auto *box = new QMessageBox(m_window);
    box->setObjectName(QStringLiteral("learnResetBox"));
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
