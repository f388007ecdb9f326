// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/importing.h"
#include "ui/common/background.h"

#include <QTimer>

namespace handglass {

/// One export or import at a time on a worker thread. GUI thread.
class ExchangeJob final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExchangeJob)
public:
    explicit ExchangeJob(QObject *parent = nullptr);
    /// Cancels, and does not wait.
    ~ExchangeJob() override;

    bool isRunning() const { return m_state != nullptr; }
    void cancel();
    /// work: takes a JobWatch, on the worker; done: takes its result, here.
    template <typename Work, typename Done> void start(const Work &work, const Done &done)
    {
        begin();
        inBackground([work, state = m_state] {
            return work(JobWatch{[&state](int perMille) { state->perMille = perMille; }, &state->cancel});
        }).then(this, [this, done](const auto &result) {
            end();
            done(result);
        });
    }

Q_SIGNALS:
    /// It takes longer than half a second: first at 0.5 s, then ten times a second.
    void progressed(int percent);

private:
    /// Shared with the worker, which may outlive this object.
    struct State {
        std::atomic_bool cancel = false;
        std::atomic_int perMille = 0;
    };
    void begin();
    void end();

    std::shared_ptr<State> m_state;
    QTimer m_poll;
};

} // namespace handglass
