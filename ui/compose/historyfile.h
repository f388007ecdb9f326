// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/sendhistory.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace handglass {

/// Keeps a history in a file of the user's (0600: messages may hold secrets). Reads and writes on a worker; what
/// cannot be read or written costs the history, never the message.
class HistoryFile final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryFile)
public:
    /// <the user's data folder>/composer-history.json
    static QString defaultPath();

    HistoryFile(const QString &path, SendHistory &history, QObject *parent);
    /// Writes what is not written yet, and waits for it.
    ~HistoryFile() override;
    /// loaded() or failed() follows.
    void load();
    /// The history changed: it is written soon.
    void touch();

Q_SIGNALS:
    void loaded();
    void failed(const QString &sentence);

private:
    struct Read {
        QByteArray json;
        QString error;
    };
    static Read readFile(const QString &path);
    static QString writeFile(const QString &path, const QByteArray &json);
    void take(const Read &read);
    void write();

    QString m_path;
    SendHistory &m_history;
    QTimer m_soon;
    QThreadPool m_pool; ///< one thread: writes stay in order
};

} // namespace handglass
