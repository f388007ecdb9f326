// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "ui/common/settings.h"
#include "ui/common/theme.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/workbench.h"
#include "ui/session/sessionview.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

namespace handglass {

/// A test's own settings and folders, empty; not the person's who runs it.
inline void useTestSettings()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("HandglassTests"));
    QSettings().clear();
}

/// A window on real sessions, with all that it keeps in a folder of its own.
struct WindowRig {
    explicit WindowRig(const QString &folder)
        : workbench(folder)
    {
        theme.apply(ThemeChoice::Light);
        error = workbench.start();
    }
    /// False: it did not come up.
    bool open(Settings &kept)
    {
        window = std::make_unique<MainWindow>(theme, kept, workbench);
        window->show();
        return error.isEmpty() && QTest::qWaitForWindowActive(window.get())
            && QTest::qWaitFor([this] { return window->isComplete(); });
    }
    template <typename T = QWidget> T *find(const QString &name) const { return window->findChild<T *>(name); }
    QAction *action(const QString &name) const { return window->findChild<QAction *>(name); }
    QLineEdit *address() const { return find<QComboBox>(QStringLiteral("address"))->lineEdit(); }
    void click(const QString &name) const { QTest::mouseClick(find(name), Qt::LeftButton); }
    void type(const QString &text) const
    {
        address()->selectAll();
        QTest::keyClick(find(QStringLiteral("address")), Qt::Key_Delete);
        QTest::keyClicks(find(QStringLiteral("address")), text);
    }
    void connectTo(const QString &text) const
    {
        type(text);
        QTest::keyClick(find(QStringLiteral("address")), Qt::Key_Return);
    }
    SessionView *sidebar() const { return find<SessionView>(QStringLiteral("sessions")); }
    const SessionInfo *session() const { return workbench.session(window->place().scope.session); }
    /// Of the mock that is looked at.
    QString mockUrl(const QString &path) const
    {
        return QStringLiteral("ws://127.0.0.1:%1%2").arg(session()->mock.port).arg(path);
    }
    SessionState state() const { return session() == nullptr ? SessionState::Idle : session()->state; }
    /// Starts a mock by its panel, on a port that is free now.
    void startMock() const
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        const int port = probe.serverPort();
        probe.close();
        action(QStringLiteral("startMock"))->trigger();
        find<QSpinBox>(QStringLiteral("mockPort"))->setValue(port);
        click(QStringLiteral("mockStartButton"));
    }

    Theme theme;
    QString error;
    Workbench workbench;
    std::unique_ptr<MainWindow> window;
};

} // namespace handglass
