// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/framelab.h"

#include "app/lesson/lessonrun.h"
#include "app/session/clientsession.h"
#include "app/session/mockserver.h"
#include "ui/common/format.h"
#include "ui/learn/tools/frameeditor.h"
#include "ui/learn/tools/localrig.h"
#include "ui/log/rowtext.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int MostLines = 200; ///< of answers; then the first ones go
constexpr int RowsAtOnce = 100;
constexpr int ShownLines = 6;

} // namespace

FrameLab::FrameLab(Theme &theme, QWidget *parent)
    : ToolPage(theme, parent)
    , m_editor(new FrameEditor(theme))
    , m_targetBox(new QComboBox)
    , m_send(pushButton(tr("Send"), QStringLiteral("labSend")))
    , m_deliver(pushButton(tr("Deliver"), QStringLiteral("labDeliver")))
    , m_status(new TextLabel(theme, TypeStep::Table, Ink::Text2))
    , m_answers(new QListWidget)
{
    setObjectName(QStringLiteral("frameLab"));
    setAccessibleName(tr("Frame lab"));
    column()->addWidget(m_editor);
    column()->addWidget(makeSending());
    column()->addWidget(m_status);
    column()->addWidget(m_answers, 1);
    m_status->setObjectName(QStringLiteral("labStatus"));
    m_status->setWordWrap(true);
    say(tr("Nothing was sent yet. What goes out and what comes back appears here."), Ink::Text2);
    m_answers->setObjectName(QStringLiteral("labAnswers"));
    m_answers->setAccessibleName(tr("What was sent and what came back"));
    m_answers->setSelectionMode(QAbstractItemView::SingleSelection);
    const auto applyTheme = [this] {
        m_answers->setFont(this->theme().mono());
        const int icon = QFontMetrics(this->theme().mono()).height();
        m_answers->setIconSize({icon, icon});
        m_answers->setMinimumHeight(QFontMetrics(this->theme().mono()).height() * ShownLines + 12);
    };
    connect(&theme, &Theme::changed, this, applyTheme);
    applyTheme();
    connect(m_editor, &FrameEditor::changed, this, &FrameLab::updateSending);
    fillTargets();
}

FrameLab::~FrameLab() = default;

QWidget *FrameLab::makeSending()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *label = new TextLabel(theme(), TypeStep::Body, Ink::Text2);
    label->setText(tr("Send to"));
    label->setBuddy(m_targetBox);
    m_targetBox->setObjectName(QStringLiteral("labTarget"));
    m_targetBox->setAccessibleName(tr("Where the frames go"));
    m_targetBox->setMinimumContentsLength(20);
    m_targetBox->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_send->setProperty("primary", true);
    m_deliver->setToolTip(tr("Lets the oldest unit that the lesson's wire holds reach the other end"));
    layout->addWidget(label);
    layout->addWidget(m_targetBox, 1);
    layout->addWidget(m_send);
    layout->addWidget(m_deliver);
    connect(m_send, &QPushButton::clicked, this, &FrameLab::send);
    connect(m_deliver, &QPushButton::clicked, this, [this] { m_run->wire().release(); });
    connect(m_targetBox, &QComboBox::activated, this, &FrameLab::targetChanged);
    return row;
}

// ---- where to

void FrameLab::fillTargets()
{
    QList<Target> targets;
    targets.append({Goal::Mock, {}});
    if (m_run != nullptr)
        targets.append({Goal::Lesson, {}});
    for (Target &kept : m_targets) {
        if (kept.goal == Goal::Connection)
            targets.append(kept);
    }
    m_targets = targets;
    const QString chosen = m_targetBox->currentText();
    m_targetBox->clear();
    for (const Target &each : std::as_const(m_targets))
        m_targetBox->addItem(each.goal == Goal::Lesson ? tr("This lesson's wire")
                : each.goal == Goal::Mock              ? tr("A mock on this computer")
                                                       : each.connection.name);
    m_targetBox->setCurrentIndex(std::max(0, m_targetBox->findText(chosen)));
    updateSending();
}

void FrameLab::setConnections(const QList<LabConnection> &connections)
{
    m_targets.removeIf([](const Target &each) { return each.goal == Goal::Connection; });
    for (const LabConnection &connection : connections)
        m_targets.append({Goal::Connection, connection});
    fillTargets();
}

void FrameLab::setLesson(lesson::LessonRun *run)
{
    m_run = run;
    m_send->setProperty("primary", false); // that is Next
    connect(run, &lesson::LessonRun::changed, this, &FrameLab::readWire);
    fillTargets();
    showFirstFrame();
}

void FrameLab::showFirstFrame()
{
    for (const lesson::WireUnit &unit : m_run->log().units) {
        if (unit.kind != lesson::UnitKind::Frame)
            continue;
        m_editor->setSender(unit.from == lesson::End::Client ? Role::Client : Role::Server);
        return setBytes(unit.delivered);
    }
}

const FrameLab::Target &FrameLab::target() const
{
    return m_targets.at(std::max(0, m_targetBox->currentIndex()));
}

void FrameLab::targetChanged()
{
    if (target().goal == Goal::Connection)
        m_editor->setSender(target().connection.sender);
    updateSending();
}

void FrameLab::updateSending()
{
    if (m_targets.isEmpty())
        return;
    m_deliver->setVisible(target().goal == Goal::Lesson);
    const bool nothing = m_editor->bytes().isEmpty();
    m_send->setEnabled(!nothing);
    m_send->setToolTip(nothing ? tr("There are no bytes to send.") : QString());
}

// ---- sending

void FrameLab::setBytes(const QByteArray &bytes)
{
    m_editor->setBytes(bytes);
}

void FrameLab::send()
{
    if (!m_editor->error().isEmpty())
        return showSendError(tr("%1: nothing was sent").arg(m_editor->error()));
    const QByteArray bytes = m_editor->bytes();
    say(tr("Sending %1…").arg(byteCount(bytes.size())), Ink::Text2);
    switch (target().goal) {
    case Goal::Lesson:
        return sendToLesson(bytes);
    case Goal::Mock:
        return sendToMock(bytes);
    case Goal::Connection:
        watch(target().connection.capture, target().connection.connection);
        return Q_EMIT sendRequested(target().connection.scope, RawSend::of(bytes));
    }
}

void FrameLab::showSendError(const QString &sentence)
{
    say(sentence, Ink::Fail);
}

void FrameLab::say(const QString &words, Ink ink)
{
    m_status->setInk(ink);
    m_status->setText(words);
}

void FrameLab::sendToLesson(const QByteArray &bytes)
{
    const lesson::WireLog &log = m_run->wire().log();
    const lesson::End end = m_editor->sender() == Role::Client ? lesson::End::Client : lesson::End::Server;
    if (log.stateAt(end, log.events.size()).state != lesson::EndState::Open)
        return showSendError(tr("The lesson's connection is not open: nothing was sent. Go on with Next, or send to a "
                                "mock on this computer."));
    if (m_wireUnits < 0 || m_wireUnits > log.units.size())
        m_wireUnits = log.units.size();
    m_run->wire().sendRaw(end, bytes);
}

/// All that has crossed since the first sending, and what each end did.
void FrameLab::readWire()
{
    if (m_wireUnits < 0 || target().goal != Goal::Lesson)
        return;
    const lesson::WireLog &log = m_run->wire().log();
    if (m_wireUnits > log.units.size()) { // another connection
        m_wireUnits = -1;
        return m_answers->clear();
    }
    m_answers->clear();
    const QList<int> held = log.heldAt(log.events.size());
    for (qsizetype at = m_wireUnits; at < log.units.size(); ++at) {
        const lesson::WireUnit &unit = log.units.at(at);
        const bool fromClient = unit.from == lesson::End::Client;
        const QList<LabFrame> frames = decodeFrames(unit.delivered, fromClient ? Role::Client : Role::Server, false);
        const QString what = unit.kind == lesson::UnitKind::Frame && !frames.isEmpty() ? labFrameText(frames.first())
            : unit.kind == lesson::UnitKind::TcpEnd                                    ? tr("end of TCP")
                                                                                       : byteCount(unit.bytes.size());
        const QString line = (fromClient ? tr("Client: %1") : tr("Server: %1")).arg(what);
        addLine(fromClient ? QStringLiteral("sent") : QStringLiteral("received"),
            held.contains(unit.number) ? tr("%1, held on the wire").arg(line) : line);
    }
    for (const lesson::End end : {lesson::End::Client, lesson::End::Server}) {
        const QString sentence = log.stateAt(end, log.events.size()).sentence;
        if (!sentence.isEmpty())
            addLine(QStringLiteral("fail"),
                (end == lesson::End::Client ? tr("The client: %1") : tr("The server: %1")).arg(sentence), true);
    }
    m_deliver->setEnabled(!held.isEmpty());
    say(held.isEmpty() ? tr("Nothing is held.") : tr("Held on the lesson's wire: Deliver lets it go on."), Ink::Text2);
}

void FrameLab::sendToMock(const QByteArray &bytes)
{
    if (m_deflate != m_editor->isDeflateAgreed())
        endMock();
    m_waiting = bytes;
    const Role end = m_editor->sender();
    if (!m_rig)
        startMock();
    else if (m_open[size_t(end)] != 0)
        mockOpened(end, m_open[size_t(end)]);
    else if (m_port != 0)
        openToMock();
}

void FrameLab::openToMock()
{
    ClientOptions options = LocalRig::options(*parseWebSocketUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(m_port)));
    options.deflate = m_deflate ? QList{DeflateOffer()} : QList<DeflateOffer>();
    m_client->open(options);
}

void FrameLab::startMock()
{
    m_deflate = m_editor->isDeflateAgreed();
    m_rig = std::make_unique<LocalRig>();
    if (!m_rig->error().isEmpty()) {
        showSendError(m_rig->error());
        return m_rig.reset();
    }
    m_client = m_rig->addClient(tr("frame lab"));
    connect(m_rig.get(), &LocalRig::failed, this, &FrameLab::showSendError);
    connect(m_rig.get(), &LocalRig::listening, this, [this](MockServer * /*mock*/, quint16 port) {
        m_port = port;
        openToMock();
    });
    connect(m_client, &ClientSession::refused, this,
        [this](qint64 /*connection*/, const QString &sentence) { showSendError(sentence); });
    MockOptions options;
    options.timeouts.close = std::chrono::seconds(1);
    m_mock = m_rig->addMock(options);
    connect(m_client, &ClientSession::opened, this, [this](qint64 id) { mockOpened(Role::Client, id); });
    connect(m_mock, &MockServer::clientOpened, this, [this](qint64 id) { mockOpened(Role::Server, id); });
    connect(m_client, &ClientSession::closed, this, [this](qint64 id) { mockClosed(Role::Client, id); });
    connect(m_mock, &MockServer::clientClosed, this, [this](qint64 id) { mockClosed(Role::Server, id); });
    for (Session *session : std::initializer_list<Session *>{m_client, m_mock})
        connect(session, &Session::sendDone, this, [this](qint64 /*token*/, const QString &error) {
            if (!error.isEmpty())
                showSendError(error);
        });
}

/// What waits goes out where its sender is.
void FrameLab::mockOpened(Role end, qint64 connection)
{
    m_open[size_t(end)] = connection;
    if (end != m_editor->sender() || m_waiting.isEmpty())
        return;
    watch(&m_rig->capture(), connection);
    const RawSend raw = RawSend::of(std::exchange(m_waiting, {}));
    if (end == Role::Client)
        m_client->sendRaw(connection, raw);
    else
        m_mock->sendRaw(connection, raw);
}

void FrameLab::mockClosed(Role end, qint64 connection)
{
    if (m_open[size_t(end)] == connection)
        m_open = {};
}

void FrameLab::endMock()
{
    if (m_capture == (m_rig ? &m_rig->capture() : nullptr))
        m_capture.clear();
    m_open = {};
    m_port = 0;
    m_client = nullptr;
    m_mock = nullptr;
    m_waiting.clear();
    m_rig.reset();
}

void FrameLab::hideEvent(QHideEvent *event)
{
    ToolPage::hideEvent(event);
    endMock();
}

// ---- what came back

void FrameLab::watch(Capture *capture, ConnectionId connection)
{
    if (capture == nullptr || (capture == m_capture && connection == m_connection))
        return;
    if (m_capture)
        m_capture->disconnect(this);
    m_capture = capture;
    m_connection = connection;
    m_read = capture->lastId();
    connect(capture, &Capture::grew, this, &FrameLab::readAnswers);
}

void FrameLab::readAnswers()
{
    if (!m_capture)
        return;
    const EntryId last = m_capture->lastId();
    m_read = std::max(m_read, last - RowsAtOnce); // a busy capture's earlier rows are not ours to read
    for (const Entry &entry : m_capture->reader().range(m_read + 1, last, RowsAtOnce)) {
        if (entry.row.connection == m_connection)
            addAnswer(entry);
    }
    m_read = last;
}

void FrameLab::addAnswer(const Entry &entry)
{
    LogRow row;
    row.entry = entry;
    const QString words = dataText(row);
    const QString bytes = entry.row.kind == EntryKind::Frame ? u' ' + sizeText(entry.payloadLength) : QString();
    const QString icon = entry.row.kind != EntryKind::Frame ? QStringLiteral("close")
        : entry.row.direction == Direction::Sent            ? QStringLiteral("sent")
                                                            : QStringLiteral("received");
    addLine(icon, QStringLiteral("%1 %2%3  %4").arg(directionText(entry), typeText(entry), bytes, words),
        entry.violation());
    say(tr("What came back stands below, newest last."), Ink::Text2);
}

void FrameLab::addLine(const QString &icon, const QString &text, bool failed)
{
    const Colours &colours = theme().colours();
    const QColor ink = failed               ? colours.fail
        : icon == QLatin1String("sent")     ? colours.sent
        : icon == QLatin1String("received") ? colours.received
                                            : colours.text2;
    auto *item = new QListWidgetItem(theme().icon(icon, ink), text, m_answers);
    item->setForeground(failed ? colours.fail : colours.text);
    if (m_answers->count() > MostLines)
        delete m_answers->takeItem(0);
    m_answers->scrollToBottom();
}

} // namespace handglass
