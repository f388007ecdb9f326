// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/comparerun.h"

#include "app/lesson/compareclient.h"
#include "app/lesson/compareserver.h"

namespace handglass::lesson {

namespace {

constexpr std::chrono::milliseconds ReportEvery{250};

TransportFigures since(const TransportFigures &now, const TransportFigures &before)
{
    TransportFigures figures = now;
    figures.requests -= before.requests;
    figures.sent -= before.sent;
    figures.received -= before.received;
    figures.heads -= before.heads;
    figures.payload -= before.payload;
    return figures;
}

} // namespace

CompareRun::CompareRun(const CompareSettings &settings)
    : m_settings(settings)
    , m_feed(this)
    , m_reports(this)
{
    m_reports.setInterval(ReportEvery);
    connect(&m_reports, &QTimer::timeout, this, &CompareRun::report);
}

CompareRun::~CompareRun() = default;

void CompareRun::start()
{
    m_server = std::make_unique<CompareServer>(m_feed);
    if (m_server->port() == 0)
        return Q_EMIT failed(
            tr("expected a free port on 127.0.0.1, got: %1. Free one and start again.").arg(m_server->error()));
    for (const Transport transport : Transports) {
        m_clients[size_t(transport)] = CompareClient::make(transport, m_server->port(), m_feed);
        m_clients[size_t(transport)]->setInterval(m_settings.pollingInterval);
        m_clients[size_t(transport)]->start();
    }
    m_feed.setRate(m_settings.eventsPerSecond);
    m_clock.start();
    m_reports.start();
}

void CompareRun::setSettings(const CompareSettings &settings)
{
    m_settings = settings;
    m_feed.setRate(settings.eventsPerSecond);
    for (const auto &client : m_clients) {
        if (client)
            client->setInterval(settings.pollingInterval);
    }
    beginCounting();
}

void CompareRun::beginCounting()
{
    if (!m_server)
        return;
    m_before.published = m_feed.last();
    for (const Transport transport : Transports) {
        m_before.transports[size_t(transport)] = m_server->figures(transport);
        if (const auto &client = m_clients[size_t(transport)])
            client->beginCounting();
    }
    m_clock.start();
}

void CompareRun::report()
{
    CompareReport report;
    report.ns = m_clock.nsecsElapsed();
    report.published = m_feed.last() - m_before.published;
    for (const Transport transport : Transports) {
        TransportFigures &figures = report.transports[size_t(transport)];
        figures = since(m_server->figures(transport), m_before.of(transport));
        const CompareClient &client = *m_clients[size_t(transport)];
        figures.events = client.arrived();
        if (figures.events > 0) {
            figures.medianDelayNs = client.delays().percentile(50);
            figures.p95DelayNs = client.delays().percentile(95);
        }
        figures.error = client.error();
    }
    Q_EMIT measured(report);
}

} // namespace handglass::lesson
