// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/scripthost.h"

#include <QJSEngine>
#include <QJSValue>

#include <map>

namespace handglass {

/// The half of a ScriptHost that is on its thread. Its invokable functions are what the script's objects call.
class ScriptWorker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptWorker)
public:
    ScriptWorker(std::shared_ptr<ScriptLink> link, const QString &name, const QByteArray &script);
    ~ScriptWorker() override;

    /// Makes the engine, on this thread, and runs the script.
    void begin();
    void addClient(scenario::ClientId id, const scenario::RequestFacts &facts);
    void call(const ScriptHost::Call &call);

    // Called by the script.
    Q_INVOKABLE void sendText(double client, const QString &text);
    Q_INVOKABLE void sendBytes(double client, const QByteArray &bytes);
    Q_INVOKABLE void ping(double client, const QString &text);
    Q_INVOKABLE void close(double client, int code, const QString &reason);
    Q_INVOKABLE void drop(double client);
    Q_INVOKABLE void log(double client, const QString &text);
    Q_INVOKABLE int startTimer(const QJSValue &function, double ms, bool repeat);
    Q_INVOKABLE void stopTimer(int id);

private:
    void run(scenario::ClientId client, const std::function<QJSValue()> &work);
    void callTimer(int id, bool repeat);
    void checkMemory(scenario::ClientId client);
    void end();
    void tell(scenario::Effect effect);
    void fail(scenario::ClientId client, const QString &sentence);
    QJSValue argument(const scenario::Incoming &message);

    std::shared_ptr<ScriptLink> m_link;
    QString m_name;
    QByteArray m_script;
    std::unique_ptr<QJSEngine> m_engine;
    QJSValue m_addClient;
    QJSValue m_dropClient;
    QJSValue m_clientOf;
    std::map<int, std::pair<QTimer *, QJSValue>> m_timers;
    int m_nextTimer = 1;
    qint64 m_grown = 0;   ///< bytes by which this program has grown while the script ran
    bool m_ended = false; ///< it took too much
};

} // namespace handglass
