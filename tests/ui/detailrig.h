// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "logcapture.h"
#include "ui/detail/detailpanel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

namespace handglass {

/// A detail panel over a capture that a test fills.
struct DetailRig {
    explicit DetailRig(Theme &theme)
        : panel(theme)
    {
        QSettings().clear();
        panel.resize(1000, 400);
        panel.show();
        panel.activateWindow();
    }
    static void prepare(Theme &theme, const char *program)
    {
        QCoreApplication::setOrganizationName(QStringLiteral("handglass-test"));
        QCoreApplication::setApplicationName(QLatin1String(program));
        QStandardPaths::setTestModeEnabled(true);
        theme.apply(ThemeChoice::Dark);
    }
    /// A received message, shown in a tab.
    EntryId show(const QByteArray &payload, DetailTab tab, Opcode opcode = Opcode::Text)
    {
        const EntryId id = add(payload, opcode);
        panel.setEntry(capture.get(), id);
        panel.setCurrentTab(tab);
        return id;
    }
    EntryId add(const QByteArray &payload, Opcode opcode = Opcode::Text)
    {
        const EntryId id = capture.frame(opcode, Direction::Received, payload);
        capture.settle();
        return id;
    }
    template <typename T = QWidget> T *part(const char *name) const
    {
        return panel.findChild<T *>(QLatin1String(name));
    }
    void press(QWidget *widget, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(widget, static_cast<Qt::Key>(key), modifiers);
    }

    LogCapture capture;
    DetailPanel panel;
};

} // namespace handglass
