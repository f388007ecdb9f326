// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/handshakepanel.h"

#include "app/capture/capture.h"
#include "ui/common/textlabel.h"
#include "ui/handshake/bodypanel.h"
#include "ui/handshake/connectionchooser.h"
#include "ui/handshake/explanation.h"
#include "ui/handshake/handshakefacts.h"
#include "ui/handshake/handshakelayout.h"
#include "ui/handshake/headpane.h"
#include "ui/handshake/headview.h"
#include "ui/handshake/refusalbanner.h"
#include "ui/handshake/telltale.h"
#include "ui/handshake/verdictpanel.h"
#include "ui/handshake/verdictview.h"

#include <QStackedLayout>

namespace handglass {

namespace {

constexpr int RefreshMs = 30;

bool isRefused(const ConnectionRecord &record)
{
    return record.openedNs == 0 && bool(record.failure);
}

/// Nothing that is drawn from the heads, the verdict or the failure is another: a selection can stay.
bool showsTheSame(const ConnectionRecord &a, const ConnectionRecord &b)
{
    return a.rawRequest == b.rawRequest && a.rawResponse == b.rawResponse && a.bodySize == b.bodySize
        && isRefused(a) == isRefused(b) && a.failure.fact == b.failure.fact && a.failure.phase == b.failure.phase
        && a.verdict.checks.size() == b.verdict.checks.size();
}

} // namespace

HandshakePanel::HandshakePanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("handshakePanel"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(RefreshMs);
    makeParts();
    connectParts();
    setScope(nullptr, {});
}

void HandshakePanel::setScope(Capture *capture, LogScope scope)
{
    if (m_capture)
        m_capture->disconnect(this);
    m_capture = capture;
    m_scope = scope;
    m_chooser->follow();
    m_changed.clear();
    if (capture) {
        connect(capture, &Capture::connectionChanged, this, &HandshakePanel::noticeConnection);
        connect(capture, &Capture::connectionsDropped, this, [this](const QList<qint64> &ids) {
            for (const qint64 id : ids)
                m_chooser->removeConnection(id);
        });
    }
    readConnections();
}

QWidget *HandshakePanel::connectionChooser() const
{
    return m_chooser;
}

void HandshakePanel::addContextActions(const QList<QAction *> &actions)
{
    for (const HeadPane *pane : {m_request, m_response})
        pane->view()->addContextActions(actions);
    m_verdict->view()->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_verdict->view()->addActions(actions);
}

ConnectionId HandshakePanel::connection() const
{
    return m_chooser->current();
}

QList<QWidget *> HandshakePanel::termWidgets() const
{
    return {m_request->view(), m_response->view(), m_verdict->view()};
}

QByteArray HandshakePanel::splitterState() const
{
    return m_layout->splitterState();
}

void HandshakePanel::restoreSplitters(const QByteArray &state)
{
    m_layout->restoreSplitters(state);
}

void HandshakePanel::makeParts()
{
    m_chooser = new ConnectionChooser(m_theme, this);
    m_chooser->hide();
    m_banner = new RefusalBanner(m_theme);
    m_request = new HeadPane(m_theme, HeadSide::Request);
    m_response = new HeadPane(m_theme, HeadSide::Response);
    m_body = new BodyPanel(m_theme);
    m_explanation = new Explanation(m_theme);
    m_verdict = new VerdictPanel(m_theme);
    m_facts = new HandshakeFacts(m_theme);
    m_layout = new HandshakeLayout({m_banner, m_request, m_response, m_body, m_explanation, m_verdict, m_facts});
    m_empty = new TextLabel(m_theme, TypeStep::Body, Ink::Text2);
    m_empty->setObjectName(QStringLiteral("handshakeEmpty"));
    m_empty->setText(tr("Not connected. F5 connects; each try is kept here."));
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setMargin(12);
    m_empty->setWordWrap(true);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_layout);
}

void HandshakePanel::connectParts()
{
    connect(&m_refresh, &QTimer::timeout, this, &HandshakePanel::takeChanges);
    connect(m_chooser, &ConnectionChooser::currentChanged, this, &HandshakePanel::showConnection);
    connect(m_banner, &RefusalBanner::reconnectRequested, this, &HandshakePanel::reconnectRequested);
    connect(m_banner, &RefusalBanner::editRequestRequested, this, &HandshakePanel::editRequestRequested);
    connect(m_banner, &RefusalBanner::trustRequested, this, &HandshakePanel::trustRequested);
    connect(m_facts, &HandshakeFacts::connectionChosen, m_chooser, &ConnectionChooser::choose);
    connect(m_request, &HeadPane::lineSelected, this, [this](int line) { selectLine(HeadSide::Request, line); });
    connect(m_response, &HeadPane::lineSelected, this, [this](int line) { selectLine(HeadSide::Response, line); });
    connect(m_verdict->view(), &VerdictView::checkSelected, this, &HandshakePanel::selectCheck);
    connect(m_layout, &HandshakeLayout::scrolledTogether, m_verdict->view(), &VerdictView::setFullHeight);
}

void HandshakePanel::noticeConnection(qint64 id)
{
    m_changed.insert(id);
    if (!m_refresh.isActive())
        m_refresh.start();
}

void HandshakePanel::takeChanges()
{
    const QSet<qint64> changed = std::exchange(m_changed, {});
    const ConnectionId before = m_chooser->current();
    bool shown = false;
    {
        const QSignalBlocker blocker(m_chooser); // the newest of many is shown, once
        for (const qint64 id : changed) {
            const ConnectionRecord *record = m_capture ? m_capture->summary(id) : nullptr;
            if (!record || !m_scope.contains(*record))
                continue;
            m_chooser->setConnection(*record);
            shown = shown || record->previous == before;
        }
    }
    if (shown || changed.contains(m_chooser->current()))
        showConnection();
}

void HandshakePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_undrawn)
        showConnection();
}

void HandshakePanel::readConnections()
{
    QList<ConnectionRecord> records;
    if (m_capture) {
        for (const ConnectionRecord &record : m_capture->connections()) {
            if (m_scope.contains(record))
                records.append(record);
        }
    }
    const QSignalBlocker blocker(m_chooser);
    m_chooser->setConnections(records);
    showConnection();
}

void HandshakePanel::showConnection()
{
    const ConnectionRecord *record = m_capture ? m_capture->connection(m_chooser->current()) : nullptr;
    showOutcome(record);
    m_undrawn = !isVisible();
    if (m_undrawn)
        return;
    m_pages->setCurrentWidget(record ? static_cast<QWidget *>(m_layout) : m_empty);
    if (record)
        showRecord(*record, record->id != m_record.id);
    else
        m_record = {};
}

void HandshakePanel::showRecord(const ConnectionRecord &record, bool another)
{
    const bool same = !another && showsTheSame(record, m_record);
    m_record = record;
    m_heads = HandshakeHeads(record);
    m_facts->setRecord(record, m_heads, follower(record));
    if (same)
        return;
    const bool refused = isRefused(record);
    if (another) {
        m_request->hideSecrets();
        m_response->hideSecrets();
    }
    m_banner->setRecord(record);
    m_request->setRecord(record, m_heads);
    m_response->setRecord(record, m_heads);
    m_body->setRecord(record, m_heads);
    m_verdict->setVerdict(record.verdict);
    m_layout->setContent({.refused = refused,
        .request = !refused || !record.rawRequest.isEmpty(),
        .response = !refused || !record.rawResponse.isEmpty(),
        .body = refused && !record.body.isEmpty(),
        .verdict = !refused || !record.verdict.checks.isEmpty()});
    selectFirst(record);
}

/// The connection that a redirect or a reconnect made after this one.
const ConnectionRecord *HandshakePanel::follower(const ConnectionRecord &record) const
{
    if (!m_capture || record.role != ConnectionRole::Client)
        return nullptr;
    for (const ConnectionRecord &other : m_capture->connections()) {
        if (other.previous == record.id && other.session == record.session)
            return m_capture->connection(other.id);
    }
    return nullptr;
}

void HandshakePanel::showOutcome(const ConnectionRecord *record)
{
    const Outcome outcome = !record ? Outcome::NotJudged
        : isRefused(*record)        ? Outcome::Fail
                                    : record->verdict.outcome();
    if (outcome == m_outcome)
        return;
    m_outcome = outcome;
    Q_EMIT outcomeChanged(outcome);
}

void HandshakePanel::selectFirst(const ConnectionRecord &record)
{
    const Telltale first = telltale(record, m_heads);
    selectLine(first.side, first.line);
}

void HandshakePanel::selectLine(HeadSide side, int line)
{
    markLines(side, line, m_heads.partner(side, line));
    m_explanation->showLine(m_heads, side, line);
    m_verdict->view()->selectCheck(checkOf(side, line));
}

void HandshakePanel::selectCheck(int index)
{
    const Check &check = m_verdict->verdict().checks.at(index);
    const bool onResponse =
        check.onResponse ? check.responseLine > 0 : check.requestLine == 0 && check.responseLine > 0;
    const HeadSide side = onResponse ? HeadSide::Response : HeadSide::Request;
    const int line = onResponse ? check.responseLine : check.requestLine;
    const int other = onResponse ? check.requestLine : check.responseLine;
    markLines(side, line, other > 0 ? other : m_heads.partner(side, line));
    if (line > 0)
        m_explanation->showLine(m_heads, side, line);
    else
        m_explanation->showCheck(check);
}

void HandshakePanel::markLines(HeadSide side, int line, int partner)
{
    view(side)->setPartnerLine(0);
    view(side)->setSelectedLine(line);
    view(otherSide(side))->setSelectedLine(0);
    view(otherSide(side))->setPartnerLine(line > 0 ? partner : 0);
}

int HandshakePanel::checkOf(HeadSide side, int line) const
{
    const QList<Check> &checks = m_verdict->verdict().checks;
    int found = -1;
    for (int index = 0; line > 0 && index < checks.size(); ++index) {
        const Check &check = checks.at(index);
        const bool response = side == HeadSide::Response;
        if ((response ? check.responseLine : check.requestLine) != line)
            continue;
        if (check.onResponse == response)
            return index;
        found = found < 0 ? index : found;
    }
    return found;
}

HeadView *HandshakePanel::view(HeadSide side) const
{
    return side == HeadSide::Request ? m_request->view() : m_response->view();
}

} // namespace handglass
