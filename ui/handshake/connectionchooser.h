// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QWidget>

class QComboBox;

namespace handglass {

class Theme;

/// The connections of a session by what became of them, newest first. Shows the newest one, and goes on to every newer
/// one until the user picks another.
class ConnectionChooser final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectionChooser)
public:
    explicit ConnectionChooser(Theme &theme, QWidget *parent = nullptr);

    /// In order of id.
    void setConnections(const QList<ConnectionRecord> &records);
    /// One that is new or has changed.
    void setConnection(const ConnectionRecord &record);
    /// One that is no longer there.
    void removeConnection(ConnectionId id);
    /// Follows the newest one again.
    void follow();
    ConnectionId current() const; ///< 0: there is none
    /// As if the user had picked it.
    void choose(ConnectionId id);

Q_SIGNALS:
    void currentChanged(qint64 id);

private:
    void pick(int index);
    void report();
    int placeOf(ConnectionId id) const;
    bool isAt(int place, ConnectionId id) const;

    QComboBox *m_combo;
    ConnectionId m_reported = 0;
    bool m_following = true;
};

/// "4, open since 10:31:07", "2, refused 10:31:12".
QString connectionTitle(const ConnectionRecord &record);

} // namespace handglass
