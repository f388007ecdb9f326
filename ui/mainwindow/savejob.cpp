// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/savejob.h"

#include "app/capture/capturefiles.h"
#include "ui/common/background.h"

namespace handglass {

SaveJob::SaveJob(QObject *parent)
    : QObject(parent)
{
    m_poll.setInterval(std::chrono::milliseconds(100));
    connect(&m_poll, &QTimer::timeout, this, [this] { Q_EMIT progressed(m_state->perMille / 10); });
}

SaveJob::~SaveJob()
{
    cancel();
}

void SaveJob::start(const QString &source, const QString &target)
{
    m_running = true;
    m_state = std::make_shared<State>();
    m_poll.start();
    inBackground([source, target, state = m_state]() -> QString {
        const auto result = saveCapture(
            source, target, [&state](int perMille) { state->perMille = perMille; }, &state->cancel);
        return result ? QString() : result.error().sentence;
    }).then(this, [this, source, target](const QString &sentence) { finish(source, target, sentence); });
}

void SaveJob::cancel()
{
    if (m_state)
        m_state->cancel = true;
}

void SaveJob::finish(const QString &source, const QString &target, const QString &sentence)
{
    m_running = false;
    m_poll.stop();
    if (sentence.isEmpty())
        Q_EMIT saved(source, target);
    else
        Q_EMIT failed(m_state->cancel ? QString() : sentence);
}

} // namespace handglass
