// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/compare.h"
#include "app/lesson/comparefeed.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace handglass::lesson {

class CompareClient;
class CompareServer;

/// The chat, its server and the four clients. All on one thread with an event loop.
class CompareRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareRun)
public:
    explicit CompareRun(const CompareSettings &settings);
    ~CompareRun() override;

    void start();
    void setSettings(const CompareSettings &settings);

Q_SIGNALS:
    void measured(const handglass::lesson::CompareReport &report);
    void failed(const QString &sentence);

private:
    void beginCounting();
    void report();

    CompareSettings m_settings;
    CompareFeed m_feed;
    std::unique_ptr<CompareServer> m_server;
    std::array<std::unique_ptr<CompareClient>, Transports.size()> m_clients;
    QTimer m_reports;
    QElapsedTimer m_clock;  ///< since the counting began
    CompareReport m_before; ///< what was counted before it began
};

} // namespace handglass::lesson
