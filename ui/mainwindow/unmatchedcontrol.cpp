// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/unmatchedcontrol.h"

#include "app/mock/requestfacts.h"
#include "ui/common/background.h"
#include "ui/log/logpanel.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mainwindow/scenariodesk.h"
#include "ui/mainwindow/sessionpage.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/unmatchedrows.h"
#include "ui/mainwindow/windowactions.h"
#include "ui/mock/rulemaking.h"
#include "ui/mock/rulespane.h"
#include "ui/mock/scenarioeditor.h"
#include "ui/mock/scenarioform.h"

#include <QUrl>

namespace handglass {

namespace {

constexpr qint64 MostOfIt = 64 * 1024; ///< bytes of a message that a rule is made of

QString subject()
{
    return QStringLiteral("ruleFromMessage");
}

} // namespace

UnmatchedControl::UnmatchedControl(Workbench &workbench, ScenarioDesk &scenarios, SessionPage &page, StatusLine &status,
    NoticeArea &notices, const WindowActions &actions, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_scenarios(scenarios)
    , m_page(page)
    , m_status(status)
    , m_notices(notices)
{
    connect(&workbench.unmatched(), &UnmatchedRows::changed, this, [this] {
        if (m_place.capture == m_workbench.live())
            m_page.log().setUnmatched(&m_workbench.unmatched().all());
    });
    connect(&scenarios, &ScenarioDesk::counted, this, &UnmatchedControl::showCount);
    connect(&scenarios, &ScenarioDesk::ruleFromUnmatchedRequested, this, [this] {
        if (const SessionInfo *info = mock())
            makeRule(m_workbench.unmatched().newest(info->number));
    });
    connect(&status, &StatusLine::unmatchedRequested, this, &UnmatchedControl::showNext);
    connect(actions.showUnmatched, &QAction::triggered, this, &UnmatchedControl::showNext);
    connect(actions.ruleFromMessage, &QAction::triggered, this, [this] { makeRule(m_page.log().currentEntry()); });
}

void UnmatchedControl::setPlace(const Place &place)
{
    m_place = place;
    const bool live = place.capture == m_workbench.live();
    m_page.log().setUnmatched(live ? &m_workbench.unmatched().all() : nullptr);
    m_notices.close(subject());
    showCount();
}

/// The one in sight, or whose client is.
const SessionInfo *UnmatchedControl::mock() const
{
    const SessionInfo *info =
        m_place.capture == m_workbench.live() ? m_workbench.session(m_place.scope.session) : nullptr;
    return info != nullptr && info->mock.scenario ? info : nullptr;
}

void UnmatchedControl::showCount()
{
    const SessionInfo *info = mock();
    m_status.setUnmatched(info == nullptr ? 0 : m_scenarios.counts(info->number).unmatched);
}

/// The newest; from one of them on the one before, and from the first the newest again.
void UnmatchedControl::showNext()
{
    const SessionInfo *info = mock();
    if (info == nullptr)
        return;
    const UnmatchedRows &rows = m_workbench.unmatched();
    const EntryId current = m_page.log().currentEntry();
    const bool goesOn = m_page.tab() == SessionPage::Messages && rows.all().contains(current);
    EntryId row = goesOn ? rows.newest(info->number, current) : 0;
    if (row == 0)
        row = rows.newest(info->number);
    if (row == 0)
        return;
    m_page.setTab(SessionPage::Messages);
    m_page.log().showEntry(row);
}

UnmatchedControl::Message UnmatchedControl::read(const QString &capture, EntryId row)
{
    Message message;
    const auto reader = CaptureReader::open(capture);
    if (!reader) {
        message.error = reader.error().sentence;
        return message;
    }
    const QList<EntryId> frames = (*reader)->messageFrames(row);
    const auto first = (*reader)->entry(frames.isEmpty() ? row : frames.first());
    const bool isMessage = first && first->row.kind == EntryKind::Frame && first->row.direction == Direction::Received
        && (first->opcode() == Opcode::Text || first->opcode() == Opcode::Binary);
    if (!isMessage) {
        message.error = tr("A rule is made from a message that a client sent: select one first.");
        return message;
    }
    const auto connection = (*reader)->connection(first->row.connection);
    message.session = (*reader)->sessionOf(first->row.connection);
    message.target = connection ? QUrl(connection->url).path() : QString();
    message.isText = first->opcode() == Opcode::Text;
    message.payload = (*reader)->messagePayload(first->id, MostOfIt + 1);
    message.isCut = message.payload.size() > MostOfIt;
    message.payload.truncate(MostOfIt);
    return message;
}

void UnmatchedControl::makeRule(EntryId row)
{
    const SessionInfo *info = mock();
    if (info == nullptr || row == 0)
        return m_notices.tell(subject(), NoticeBar::Level::Info,
            tr("A rule is made from a message that a client of a mock with a scenario sent: select one first."));
    inBackground([capture = m_place.capture->path(), row] {
        return read(capture, row);
    }).then(this, [this](const Message &message) { take(message); });
}

void UnmatchedControl::take(const Message &message)
{
    const SessionInfo *info = mock();
    ScenarioEditor *editor = info == nullptr ? nullptr : m_scenarios.editorOf(info->number);
    QString error = message.error;
    if (error.isEmpty() && (editor == nullptr || message.session != info->number))
        error = tr("The message is of another session than the one that is shown.");
    else if (error.isEmpty() && editor->document().tree() == nullptr)
        error = tr("The scenario's text is no JSON: mend it first, so that a rule can be put into it.");
    if (!error.isEmpty())
        return m_notices.tell(subject(), NoticeBar::Level::Info, error);
    qint64 route = editor->rules().route();
    if (const SharedScenario &scenario = editor->document().scenario()) {
        for (std::size_t i = scenario->routes.size(); i-- > 0;) {
            if (scenario->routes[i].path.match(message.target))
                route = qint64(i);
        }
    }
    const rulemaking::Suggestion suggestion = rulemaking::suggest(message.payload, message.isText, message.isCut);
    const QString name = editor->rules().freeName(route, suggestion.name);
    m_page.setTab(SessionPage::Scenario);
    const JsonPath rule = editor->rules().addRule(route, rulemaking::spelling(suggestion, name));
    editor->form().focusValue(rule / "do" / 0 / (message.isText ? "send" : "sendBinary"));
}

} // namespace handglass
