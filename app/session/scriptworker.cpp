// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/scriptworker.h"

#include "app/capture/records.h"
#include "app/session/residentbytes.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace handglass {

using namespace scenario;

namespace {

/// What a script finds: clients, broadcast, shared, log and timers. The object that does it stays in the closure.
const char *const Prelude = R"js((function (host, global) {
    'use strict';
    const known = new Map();
    class Client {
        constructor(id, facts) {
            Object.assign(this, JSON.parse(facts));
            Object.defineProperty(this, 'id', { value: id, enumerable: true });
            this.state = {};
        }
        send(message) {
            if (message instanceof ArrayBuffer) host.sendBytes(this.id, message);
            else if (ArrayBuffer.isView(message)) host.sendBytes(this.id, message.buffer.slice(message.byteOffset, message.byteOffset + message.byteLength));
            else host.sendText(this.id, typeof message === 'string' ? message : JSON.stringify(message));
        }
        ping(text = '') { host.ping(this.id, String(text)); }
        close(code = 1000, reason = '') { host.close(this.id, code, String(reason)); }
        drop() { host.drop(this.id); }
        log(text) { host.log(this.id, String(text)); }
    }
    global.shared = {};
    global.clients = () => Array.from(known.values());
    global.broadcast = (message, except) => {
        for (const client of known.values()) if (client !== except) client.send(message);
    };
    global.log = (text) => host.log(0, String(text));
    const timer = (repeat) => (f, ms = 0, ...rest) => {
        if (typeof f !== 'function') throw new TypeError('expected a function to call later');
        return host.startTimer(rest.length ? () => f(...rest) : f, Number(ms) || 0, repeat);
    };
    global.setTimeout = timer(false);
    global.setInterval = timer(true);
    global.clearTimeout = global.clearInterval = (id) => host.stopTimer(Number(id) || 0);
    return {
        add: (id, facts) => { known.set(id, new Client(id, facts)); },
        drop: (id) => { known.delete(id); },
        of: (id) => known.get(id),
    };
}))js";

QJsonObject toObject(const QHash<QString, QString> &values)
{
    QJsonObject object;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        object[it.key()] = it.value();
    return object;
}

QString factsText(const RequestFacts &facts)
{
    QJsonObject headers;
    for (const HeaderField &field : facts.head.fields)
        headers[QString::fromLatin1(field.name.toLower())] = QString::fromUtf8(field.value);
    const QJsonObject object{{QStringLiteral("path"), facts.path}, {QStringLiteral("query"), toObject(facts.query)},
        {QStringLiteral("params"), toObject(facts.parameters)}, {QStringLiteral("cookies"), toObject(facts.cookies)},
        {QStringLiteral("headers"), headers}, {QStringLiteral("address"), facts.address},
        {QStringLiteral("subprotocol"), facts.subprotocol}, {QStringLiteral("number"), facts.number}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

ScriptWorker::ScriptWorker(std::shared_ptr<ScriptLink> link, const QString &name, const QByteArray &script)
    : m_link(std::move(link))
    , m_name(name)
    , m_script(script)
{
}

ScriptWorker::~ScriptWorker()
{
    const QMutexLocker lock(&m_link->mutex);
    m_link->engine = nullptr;
}

void ScriptWorker::begin()
{
    m_engine = std::make_unique<QJSEngine>();
    {
        const QMutexLocker lock(&m_link->mutex);
        m_link->engine = m_engine.get();
    }
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
    const QJSValue made =
        m_engine->evaluate(QString::fromUtf8(Prelude)).call({m_engine->newQObject(this), m_engine->globalObject()});
    m_addClient = made.property(QStringLiteral("add"));
    m_dropClient = made.property(QStringLiteral("drop"));
    m_clientOf = made.property(QStringLiteral("of"));
    run(0, [this] { return m_engine->evaluate(QString::fromUtf8(m_script), m_name); });
}

/// Bounded in time and memory; an error is told with its line.
void ScriptWorker::run(ClientId client, const std::function<QJSValue()> &work)
{
    m_engine->setInterrupted(false);
    m_link->tooLarge = false;
    m_link->baseBytes = residentBytes() - m_grown;
    m_link->begunMs = nowNs() / 1'000'000;
    QJSValue result = work();
    m_link->begunMs = 0;
    const bool interrupted = m_engine->isInterrupted();
    m_engine->setInterrupted(false);
    if (interrupted && m_link->tooLarge) {
        fail(client,
            tr("%1: expected it to take at most %2 MiB, got more: the call was interrupted")
                .arg(m_name)
                .arg(ScriptHost::MostMemory >> 20));
    } else if (interrupted) {
        fail(client,
            tr("%1: expected each call to end within %2 ms, got no end of it: it was interrupted")
                .arg(m_name)
                .arg(ScriptHost::CallTime.count()));
    } else if (result.isError()) {
        const QString line = result.property(QStringLiteral("lineNumber")).toString();
        fail(client, QStringLiteral("%1:%2: %3").arg(m_name, line, result.toString()));
    }
    result = {}; // it may hold much
    checkMemory(client);
}

void ScriptWorker::checkMemory(ClientId client)
{
    const auto grown = [this] { return residentBytes() - m_link->baseBytes; };
    m_grown = std::max<qint64>(0, grown());
    if (m_ended || (m_grown <= ScriptHost::MostMemory && !m_link->tooLarge))
        return;
    m_engine->collectGarbage();
    m_grown = std::max<qint64>(0, grown());
    if (m_grown <= ScriptHost::MostKept)
        return;
    m_ended = true;
    fail(client,
        tr("%1: expected it to keep at most %2 MiB, got %3 MiB: it was ended. Save it again to start it anew")
            .arg(m_name)
            .arg(ScriptHost::MostKept >> 20)
            .arg(m_grown >> 20));
    QMetaObject::invokeMethod(this, &ScriptWorker::end, Qt::QueuedConnection); // now the engine may call us
}

/// Gives back what it took.
void ScriptWorker::end()
{
    for (const auto &[id, timer] : m_timers)
        timer.first->deleteLater();
    m_timers.clear();
    {
        const QMutexLocker lock(&m_link->mutex);
        m_link->engine = nullptr;
    }
    for (QJSValue *value : {&m_addClient, &m_dropClient, &m_clientOf})
        *value = {};
    m_engine.reset();
}

void ScriptWorker::addClient(ClientId id, const RequestFacts &facts)
{
    if (!m_ended)
        m_addClient.call({double(id), factsText(facts)});
}

QJSValue ScriptWorker::argument(const Incoming &message)
{
    return message.isText() ? QJSValue(message.text()) : m_engine->toScriptValue(message.bytes());
}

void ScriptWorker::call(const ScriptHost::Call &call)
{
    if (m_ended) {
        if (call.function == QLatin1String("onMessage"))
            m_link->tell([client = call.client](ScriptHost &host) { Q_EMIT host.unhandled(client); });
        return;
    }
    const bool closing = call.function == QLatin1String("onClose");
    const bool optional = closing || call.function == QLatin1String("onConnect");
    QJSValue function = m_engine->globalObject().property(call.function);
    if (function.isCallable()) {
        QJSValueList arguments{m_clientOf.call({double(call.client)})};
        if (call.message)
            arguments.append(argument(*call.message));
        else if (closing)
            arguments.append(int(call.code));
        run(call.client, [&] { return function.call(arguments); });
    } else if (call.function == QLatin1String("onMessage")) {
        m_link->tell([client = call.client](ScriptHost &host) { Q_EMIT host.unhandled(client); });
    } else if (!optional) {
        fail(call.client, tr("%1: expected a function %2, got none").arg(m_name, call.function));
    }
    if (closing && !m_ended)
        m_dropClient.call({double(call.client)});
}

void ScriptWorker::sendText(double client, const QString &text)
{
    tell(SendEffect{{ClientId(client)}, text});
}

void ScriptWorker::sendBytes(double client, const QByteArray &bytes)
{
    tell(SendEffect{{ClientId(client)}, bytes});
}

void ScriptWorker::ping(double client, const QString &text)
{
    tell(PingEffect{ClientId(client), text.toUtf8()});
}

void ScriptWorker::close(double client, int code, const QString &reason)
{
    tell(CloseEffect{ClientId(client), quint16(qBound(0, code, 65'535)), reason});
}

void ScriptWorker::drop(double client)
{
    tell(DropEffect{ClientId(client)});
}

void ScriptWorker::log(double client, const QString &text)
{
    tell(LogEffect{ClientId(client), text});
}

int ScriptWorker::startTimer(const QJSValue &function, double ms, bool repeat)
{
    if (m_timers.size() >= ScriptHost::MostTimers) {
        m_engine->throwError(
            QJSValue::RangeError, tr("expected at most %1 timers, got more").arg(ScriptHost::MostTimers));
        return 0;
    }
    const int id = m_nextTimer++;
    auto *timer = new QTimer(this);
    timer->setSingleShot(!repeat);
    timer->setTimerType(Qt::PreciseTimer);
    connect(timer, &QTimer::timeout, this, [this, id, repeat] { callTimer(id, repeat); });
    m_timers[id] = {timer, function};
    timer->start(int(qBound(1.0, ms, 86'400'000.0)));
    return id;
}

void ScriptWorker::stopTimer(int id)
{
    auto timer = m_timers.extract(id);
    if (timer.empty())
        return;
    timer.mapped().first->stop();
    timer.mapped().first->deleteLater();
}

void ScriptWorker::callTimer(int id, bool repeat)
{
    const auto timer = m_timers.find(id);
    if (timer == m_timers.end())
        return;
    const QJSValue function = timer->second.second;
    if (m_link->ending || m_ended)
        return;
    if (!repeat)
        stopTimer(id);
    run(0, [&] { return function.call(); });
}

void ScriptWorker::tell(Effect effect)
{
    if (m_link->effects >= ScriptHost::MostEffects) {
        m_engine->throwError(QJSValue::RangeError,
            tr("expected at most %1 things to do at a time, got more").arg(ScriptHost::MostEffects));
        return;
    }
    ++m_link->effects;
    m_link->tell([link = m_link, effect = std::move(effect)](ScriptHost &host) {
        --link->effects;
        Q_EMIT host.effect(effect);
    });
}

void ScriptWorker::fail(ClientId client, const QString &sentence)
{
    m_link->tell([client, sentence](ScriptHost &host) { Q_EMIT host.failed(client, sentence); });
}

} // namespace handglass
