// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/exchangejob.h"

namespace handglass {

namespace {
constexpr std::chrono::milliseconds Patience{500};
constexpr std::chrono::milliseconds Interval{100};
} // namespace

ExchangeJob::ExchangeJob(QObject *parent)
    : QObject(parent)
{
    connect(&m_poll, &QTimer::timeout, this, [this] {
        m_poll.setInterval(Interval);
        Q_EMIT progressed(m_state->perMille / 10);
    });
}

ExchangeJob::~ExchangeJob()
{
    cancel();
}

void ExchangeJob::cancel()
{
    if (m_state)
        m_state->cancel = true;
}

void ExchangeJob::begin()
{
    m_state = std::make_shared<State>();
    m_poll.start(Patience);
}

void ExchangeJob::end()
{
    m_poll.stop();
    m_state.reset();
}

} // namespace handglass
