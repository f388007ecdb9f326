// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/retention.h"
#include "ui/common/connectiondefaults.h"
#include "ui/common/theme.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

namespace handglass {

/// What closing with unsaved rows does.
enum class CloseChoice : quint8 { Ask, Save, Discard };

/// How far a person has come with the lessons, by their ids.
struct LearnProgress {
    QStringList done;
    QMap<QString, int> steps; ///< where a lesson was left, from 0
    bool operator==(const LearnProgress &) const = default;
};

/// What is kept from one start to the next; one for the program, passed to who needs it. GUI thread.
struct Settings {
    ThemeChoice theme = ThemeChoice::System;
    CloseChoice closing = CloseChoice::Ask;
    QByteArray geometry;
    QByteArray sidebarSplitter; ///< QSplitter::saveState()
    QByteArray detailSplitter;
    QByteArray handshakeSplitters; ///< HandshakePanel::splitterState()
    bool sidebarShown = true;
    int tab = 0;
    QStringList addresses; ///< newest first, see rememberAddress()
    quint16 mockPort = 8080;
    QString mockSubprotocols;
    QString mockGreeting;
    Retention retention; ///< of the live capture
    QString saveFolder;  ///< where a capture was saved or opened last
    ConnectionDefaults connections;
    LearnProgress learn;

    /// file empty: the user's configuration. What cannot be read keeps its default.
    void load(const QString &file = {});
    void save(const QString &file = {}) const;
};

/// The history with this address in front: each once, at most 50, user and password left out. One that cannot be read
/// is not taken.
QStringList rememberAddress(QStringList history, const QString &address);

} // namespace handglass
