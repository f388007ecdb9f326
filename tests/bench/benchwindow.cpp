// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchwindow.h"

#include "tests/bench/measure.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace handglass;

namespace bench {

namespace {

constexpr int RestMs = 500;

Workbench &started(Workbench &workbench)
{
    if (const QString error = workbench.start(); !error.isEmpty())
        qFatal("%s", qPrintable(error));
    return workbench;
}

} // namespace

BenchWindow::BenchWindow()
    : m_workbench(m_folder.filePath(QStringLiteral("unsaved")))
    , m_window(m_theme, m_settings, started(m_workbench))
{
    m_window.show();
    idle(RestMs);
    m_log = m_window.findChild<LogPanel *>();
}

quint16 BenchWindow::startMock()
{
    qint64 mock = 0;
    const auto connection = QObject::connect(
        &m_workbench, &Workbench::sessionAdded, &m_workbench, [&mock](qint64 session) { mock = session; });
    MockOptions options;
    options.port = 0;
    m_workbench.startMock(options);
    if (!waitUntil([&] { return mock != 0; }, 10'000))
        qFatal("expected a mock that listens");
    QObject::disconnect(connection);
    return m_workbench.session(mock)->mock.port;
}

BenchWindow::~BenchWindow()
{
    m_workbench.discardUnsaved();
}

void BenchWindow::connectTo(const QString &url)
{
    auto *address = m_window.findChild<QComboBox *>(QStringLiteral("address"));
    address->lineEdit()->setText(url);
    QTest::keyClick(address, Qt::Key_Return);
}

} // namespace bench
