// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/compare.h"

#include "app/lesson/comparerun.h"
#include "app/lesson/taskcheck.h"

namespace handglass::lesson {

namespace {

constexpr double NsAMs = 1e6;

double milliseconds(qint64 ns)
{
    return ns < 0 ? 0 : double(ns) / NsAMs;
}

} // namespace

ToolFigures toolFigures(const CompareReport &report)
{
    ToolFigures figures;
    figures.pollingBytesPerEvent = report.of(Transport::Polling).perEvent();
    figures.longPollingBytesPerEvent = report.of(Transport::LongPolling).perEvent();
    figures.streamingBytesPerEvent = report.of(Transport::Streaming).perEvent();
    figures.webSocketBytesPerEvent = report.of(Transport::WebSocket).perEvent();
    figures.pollingDelayMs = milliseconds(report.of(Transport::Polling).medianDelayNs);
    figures.webSocketDelayMs = milliseconds(report.of(Transport::WebSocket).medianDelayNs);
    figures.events = report.transports.front().events;
    for (const TransportFigures &transport : report.transports)
        figures.events = std::min(figures.events, transport.events);
    return figures;
}

Compare::Compare(QObject *parent)
    : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("compare"));
}

Compare::~Compare()
{
    stop();
    m_thread.quit();
    m_thread.wait();
}

void Compare::start(const CompareSettings &settings)
{
    stop();
    m_thread.start(); // stays for the next time
    m_run = new CompareRun(settings);
    m_run->moveToThread(&m_thread);
    connect(m_run, &CompareRun::measured, this, &Compare::measured);
    connect(m_run, &CompareRun::failed, this, &Compare::failed);
    QMetaObject::invokeMethod(m_run, &CompareRun::start);
}

void Compare::setSettings(const CompareSettings &settings)
{
    if (m_run != nullptr)
        QMetaObject::invokeMethod(m_run, [run = m_run, settings] { run->setSettings(settings); });
}

void Compare::stop()
{
    if (m_run == nullptr)
        return;
    m_run->disconnect(this);
    m_run->deleteLater();
    m_run = nullptr;
}

} // namespace handglass::lesson
