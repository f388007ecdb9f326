// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/effect.h"
#include "app/mock/requestfacts.h"

#include <QMutex>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>

class QJSEngine;
class QThread;

namespace handglass {

class ScriptHost;
class ScriptWorker;

/// What a ScriptHost and its worker share; the worker may outlive the host for a moment.
struct ScriptLink {
    QMutex mutex;                ///< of the two pointers
    ScriptHost *host = nullptr;  ///< null: it is gone
    QJSEngine *engine = nullptr; ///< only to interrupt it
    std::atomic<bool> ending{false};
    std::atomic<qint64> begunMs{0};    ///< when what runs began; 0: nothing runs
    std::atomic<qint64> baseBytes{0};  ///< what this program would take without what the script has taken; 0: not known
    std::atomic<bool> tooLarge{false}; ///< what runs was interrupted for the memory that it took
    std::atomic<int> waitingCalls{0};
    std::atomic<int> effects{0}; ///< on their way

    void interrupt();
    /// Runs it on the host's thread; not if the host is gone.
    void tell(std::function<void(ScriptHost &)> work);
};

/// The JavaScript of a route, on a thread of its own (QJSEngine). It lives on the network thread, and so do its
/// signals.
///
/// What is bounded: a call, a timer and the script itself run CallTime at most, then they are interrupted; this program
/// grows by MostMemory at most while they run, of all calls together: then the call is interrupted, and the script
/// ended if it keeps more than MostKept of it; MostCalls wait at most; MostTimers run at most; MostEffects are on their
/// way at most; the stack, by the engine. What is not: inside of a function of the engine's own nothing can be
/// interrupted (a regular expression that goes back and forth, one text of 1 GiB): its thread is left alone when the
/// host goes. There are no files, no network and no modules: the engine has none, and none is given to it.
class ScriptHost final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptHost)
public:
    static constexpr std::chrono::milliseconds CallTime{500};
    static constexpr qint64 MostMemory = 256 << 20; ///< bytes
    static constexpr qint64 MostKept = 128 << 20;   ///< bytes
    static constexpr int MostCalls = 10'000;
    static constexpr int MostTimers = 10'000;
    static constexpr int MostEffects = 100'000;

    struct Call {
        scenario::ClientId client = 0;
        QString function;
        std::shared_ptr<const scenario::Incoming> message; ///< null: none came
        quint16 code = 0;                                  ///< onClose
    };

    /// name: the file's, as errors have it. It is run at once.
    ScriptHost(const QString &name, const QByteArray &script);
    ~ScriptHost() override;

    const QByteArray &script() const { return m_script; }
    /// The client is there from now on, until onClose was called for it.
    void addClient(scenario::ClientId id, const scenario::RequestFacts &facts);
    void call(const Call &call);

Q_SIGNALS:
    void effect(const handglass::scenario::Effect &effect);
    /// "chat.js:12: ReferenceError: x is not defined". client 0: of no client.
    void failed(qint64 client, const QString &sentence);
    /// It has no onMessage.
    void unhandled(qint64 client);

private:
    void post(std::function<void(ScriptWorker &)> work);
    void watch();

    QByteArray m_script;
    std::shared_ptr<ScriptLink> m_link;
    QThread *m_thread;      ///< deletes itself
    ScriptWorker *m_worker; ///< lives on m_thread, and goes with it
    bool m_toldFull = false;
    QTimer m_watchdog;
};

} // namespace handglass
