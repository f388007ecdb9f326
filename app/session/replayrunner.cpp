// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/replayrunner.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr qint64 AheadBytes = 4 << 20;
constexpr std::size_t AheadItems = 1024;
constexpr int ItemsAPass = 64; ///< read before orders are looked at again
constexpr qint64 BatchBytes = 256 * 1024;
constexpr std::size_t BatchItems = 512;
constexpr qint64 TellNs = 100'000'000;
constexpr qint64 MsNs = 1'000'000;
constexpr std::chrono::milliseconds LongestSleep = std::chrono::hours(1);
constexpr std::chrono::seconds EndTime{3}; ///< for the connection's end to say why it takes nothing more

} // namespace

ReplayRunner::ReplayRunner(const ReplaySelection &selection, const ReplayPace &pace)
    : m_selection(selection)
    , m_clock(pace)
    , m_due(this)
    , m_paused(pace.mode == ReplayPace::Mode::OneByOne)
{
    m_due.setSingleShot(true);
    m_due.setTimerType(Qt::PreciseTimer);
    connect(&m_due, &QTimer::timeout, this, &ReplayRunner::work);
}

ReplayRunner::~ReplayRunner() = default;

// ---- orders

void ReplayRunner::start()
{
    auto source = ReplaySource::open(m_selection);
    if (!source)
        return fail(source.error());
    m_source = std::move(*source);
    work();
}

void ReplayRunner::pause()
{
    m_paused = true;
    m_steps = 0;
    setStanding(Replay::clockNs());
    work();
}

void ReplayRunner::goOn()
{
    m_paused = m_clock.pace().mode == ReplayPace::Mode::OneByOne;
    setStanding(Replay::clockNs());
    work();
}

void ReplayRunner::step()
{
    m_paused = true;
    ++m_steps;
    setStanding(Replay::clockNs());
    work();
}

void ReplayRunner::stop()
{
    m_stopping = true;
    if (m_flight.empty() || m_pressure) // what is on its way would wait until the peer reads
        finish(ReplayState::Stopped);
}

void ReplayRunner::setPace(const ReplayPace &pace)
{
    m_clock.setPace(pace);
    if (pace.mode == ReplayPace::Mode::OneByOne)
        return pause();
    work();
}

/// The clock stands while it is paused, and while something is due that the peer does not take.
void ReplayRunner::setStanding(qint64 now)
{
    const bool stands = m_paused || m_held;
    if (stands && m_standsNs < 0)
        m_standsNs = now;
    if (!stands && m_standsNs >= 0)
        m_clock.shift(now - std::exchange(m_standsNs, -1));
}

// ---- reading

void ReplayRunner::work()
{
    if (m_over || !m_source)
        return;
    readAhead();
    sendDue();
}

void ReplayRunner::readAhead()
{
    bool full = false;
    for (int i = 0; i < ItemsAPass && !full; ++i) {
        full = m_source->atEnd() || m_aheadBytes >= AheadBytes || m_ahead.size() >= AheadItems;
        if (!full && !readItem())
            break;
    }
    if (full || std::exchange(m_reading, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_reading = false;
            work();
        },
        Qt::QueuedConnection);
}

/// False: there was none in this step of reading.
bool ReplayRunner::readItem()
{
    const auto row = m_source->next();
    auto item = row ? m_source->load(*row) : std::nullopt;
    if (!item)
        return false;
    m_aheadBytes += item->bytes;
    m_ahead.push_back(std::move(*item));
    return true;
}

// ---- sending

void ReplayRunner::begin()
{
    m_begun = true;
    m_clock.begin(m_ahead.front().timeNs, Replay::clockNs());
    Q_EMIT noted(tr("Replay begins: %1, from row %2, %3.")
                     .arg(m_selection.name)
                     .arg(m_ahead.front().row)
                     .arg(m_clock.pace().text()));
}

void ReplayRunner::sendDue()
{
    m_due.stop();
    if (!m_flight.empty() || !m_refusal.isEmpty())
        return;
    if (m_ahead.empty()) {
        if (m_source->atEnd())
            endOfSource();
        return;
    }
    if (!m_begun)
        begin();
    const qint64 now = Replay::clockNs();
    if (mayGo(now)) {
        send(now);
    } else if (!m_paused && !m_held) {
        const qint64 wait = m_clock.due(m_ahead.front().timeNs) - now;
        m_due.start(std::min(LongestSleep, std::chrono::milliseconds((wait + MsNs - 1) / MsNs)));
    }
    tell(state());
}

bool ReplayRunner::mayGo(qint64 now)
{
    const bool due = m_paused ? m_steps > 0 : m_clock.due(m_ahead.front().timeNs) <= now;
    m_held = m_pressure && (due || m_held);
    setStanding(now);
    return due && !m_pressure;
}

void ReplayRunner::send(qint64 now)
{
    QList<Outgoing> batch;
    qint64 bytes = 0;
    ReplayClock clock = m_clock;
    m_flightNs = now;
    m_flightIsStep = m_paused;
    const std::size_t most = m_flightIsStep ? 1 : BatchItems;
    do {
        ReplayItem item = std::move(m_ahead.front());
        m_ahead.pop_front();
        m_aheadBytes -= item.bytes;
        bytes += item.bytes;
        clock.sent(item.timeNs, now);
        batch.append(item.what);
        m_flight.push_back(std::move(item));
    } while (
        m_flight.size() < most && bytes < BatchBytes && !m_ahead.empty() && clock.due(m_ahead.front().timeNs) <= now);
    Q_EMIT batchReady(batch);
}

void ReplayRunner::takeDone(qsizetype sent, const QString &error, bool later)
{
    account(sent);
    if (m_over)
        return;
    if (m_stopping)
        return finish(ReplayState::Stopped);
    m_pressure = m_pressure || later;
    m_held = m_pressure && m_held;
    if (!error.isEmpty() && !later) {
        m_refusal = error;
        QTimer::singleShot(EndTime, this, [this] { fail(m_refusal); });
    }
    work();
}

/// What was not sent comes next.
void ReplayRunner::account(qsizetype sent)
{
    for (; sent > 0 && !m_flight.empty(); --sent) {
        const ReplayItem &item = m_flight.front();
        if (m_flightIsStep) {
            m_clock.sentNow(item.timeNs, m_flightNs);
            m_standsNs = m_paused ? m_flightNs : -1;
            m_steps = std::max(0, m_steps - 1);
        } else {
            m_clock.sent(item.timeNs, m_flightNs);
        }
        ++m_progress.sent;
        m_flight.pop_front();
    }
    for (; !m_flight.empty(); m_flight.pop_back()) {
        m_aheadBytes += m_flight.back().bytes;
        m_ahead.push_front(std::move(m_flight.back()));
    }
}

void ReplayRunner::takePressure(bool paused)
{
    m_pressure = paused;
    m_held = paused && !m_flight.empty();
    setStanding(Replay::clockNs());
    if (m_stopping && m_held)
        return finish(ReplayState::Stopped);
    work();
    if (m_held && !m_over)
        tell(state());
}

// ---- the end

void ReplayRunner::takeEnd(const QString &why)
{
    account(0); // what is on its way finds nobody
    fail(why);
}

void ReplayRunner::endOfSource()
{
    if (!m_source->error().isEmpty())
        return fail(m_source->error());
    if (m_progress.sent > 0)
        return finish(ReplayState::Done);
    fail(tr("expected messages that were sent, got none in %1.%2")
             .arg(m_selection.name, m_source->counts().leftOutText()));
}

void ReplayRunner::fail(const QString &why)
{
    finish(ReplayState::Failed, why);
}

QString ReplayRunner::countText() const
{
    if (m_selection.frames)
        return m_progress.sent == 1 ? tr("1 frame") : tr("%1 frames").arg(m_progress.sent);
    return m_progress.sent == 1 ? tr("1 message") : tr("%1 messages").arg(m_progress.sent);
}

void ReplayRunner::finish(ReplayState state, const QString &why)
{
    if (std::exchange(m_over, true))
        return;
    m_due.stop();
    QString text = state == ReplayState::Done ? tr("Replay done: %1 sent").arg(countText())
                                              : tr("Replay ended after %1").arg(countText());
    if (!m_flight.empty())
        text += tr(", %1 more on their way to a peer that does not read").arg(m_flight.size());
    if (!m_ahead.empty())
        text += tr(", before row %1").arg(m_ahead.front().row);
    text += why.isEmpty() ? QStringLiteral(".") : QStringLiteral(": %1").arg(why);
    if (!text.endsWith(u'.'))
        text += u'.';
    if (m_source && state != ReplayState::Failed)
        text += m_source->counts().leftOutText();
    Q_EMIT noted(text);
    m_progress.sentence = text;
    tell(state);
    m_source.reset();
    m_ahead.clear();
}

ReplayState ReplayRunner::state() const
{
    if (m_paused && m_steps == 0)
        return ReplayState::Paused;
    return m_held ? ReplayState::Held : m_paused ? ReplayState::Paused : ReplayState::Running;
}

void ReplayRunner::tell(ReplayState state)
{
    const qint64 now = Replay::clockNs();
    const bool waits = state == ReplayState::Running && !m_ahead.empty();
    const qint64 next = waits ? m_clock.due(m_ahead.front().timeNs) : -1;
    const bool news = state != m_progress.state || m_paused || next - now > TellNs || now - m_toldNs > TellNs;
    if (!news)
        return;
    m_toldNs = now;
    m_progress.state = state;
    m_progress.next = m_ahead.empty() ? 0 : m_ahead.front().row;
    m_progress.nextAtNs = next;
    Q_EMIT progressed(m_progress);
}

} // namespace handglass
