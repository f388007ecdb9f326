// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "effectline.h"

#include "app/mock/engine.h"
#include "app/mock/scenarioreader.h"
#include "scenariocases.h"

#include <QStringList>

namespace handglass::scenario {

inline HttpHead requestHead(const QByteArray &target, const QByteArray &headers = {})
{
    HttpHeadReader reader(HttpHeadReader::Kind::Request);
    reader.feed("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
    return reader.head();
}

/// An engine, a clock that stands still until it is moved, and what was to be done as lines of text:
/// "1,2< text", "1< 0x00ff", "1 close 4000 bye", "1 unmatched".
class EngineRig final
{
public:
    static constexpr qint64 Start = 1'000'000; ///< ms

    explicit EngineRig(const QByteArray &scenario)
        : m_engine(
            read(scenario), [this] { return random; }, Start)
    {
    }

    static SharedScenario read(const QByteArray &text)
    {
        auto scenario = parseScenario(text);
        if (!scenario)
            qFatal("%s", qPrintable(scenario.error().first().sentence));
        return std::make_shared<const Scenario>(std::move(*scenario));
    }

    Engine &engine() { return m_engine; }
    qint64 now() const { return m_now; }
    double random = 0;

    QStringList connect(
        ClientId id, const QByteArray &target = "/", const QByteArray &headers = {}, const QString &subprotocol = {})
    {
        RequestFacts facts = RequestFacts::of(requestHead(target, headers));
        facts.subprotocol = subprotocol;
        facts.number = int(id);
        facts.address = QStringLiteral("127.0.0.1:%1").arg(50'000 + id);
        return lines(m_engine.connected(id, facts, m_now));
    }
    QStringList text(ClientId id, const QString &text)
    {
        return lines(m_engine.message(id, std::make_shared<Incoming>(text), m_now));
    }
    QStringList binary(ClientId id, const QByteArray &bytes)
    {
        return lines(m_engine.message(id, std::make_shared<Incoming>(bytes), m_now));
    }
    QStringList control(ClientId id, Rule::Event event, const QByteArray &payload)
    {
        return lines(m_engine.control(id, event, payload, m_now));
    }
    QStringList reply(ClientId id, const QString &name)
    {
        const auto effects = m_engine.reply(id, name, m_now);
        return effects ? lines(*effects) : QStringList{QStringLiteral("no such reply")};
    }
    QStringList close(ClientId id, quint16 code = 1000) { return lines(m_engine.closed(id, code, m_now)); }
    /// Every wake-up until then, each line with when: "+20 1< x".
    QStringList pass(qint64 ms)
    {
        QStringList all;
        const qint64 end = m_now + ms;
        for (auto due = m_engine.nextWakeMs(); due && *due <= end; due = m_engine.nextWakeMs()) {
            m_now = std::max(m_now, *due);
            for (const QString &line : lines(m_engine.wake(m_now)))
                all.append(QStringLiteral("+%1 %2").arg(m_now - (end - ms)).arg(line));
        }
        m_now = end;
        return all;
    }

private:
    static QStringList lines(const Effects &effects)
    {
        QStringList lines;
        for (const Effect &effect : effects)
            lines.append(lineOf(effect));
        return lines;
    }

    qint64 m_now = Start;
    Engine m_engine;
};

} // namespace handglass::scenario
