// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "ui/common/noticebar.h"

#include <QPointer>
#include <QTimer>

#include <atomic>
#include <memory>

class QAction;

namespace handglass {

/// Saves a message's content into a file, by a worker. A line tells how far it is when it takes longer than half a
/// second, with a button to cancel, and how it ended. One at a time.
class PayloadSave final : public QWidget
{
    Q_OBJECT
public:
    explicit PayloadSave(Theme &theme, QWidget *parent = nullptr);
    ~PayloadSave() override;

    /// id 0: nothing to save.
    void setEntry(Capture *capture, const Entry &entry);
    QAction *action() const { return m_action; }
    /// Without asking where.
    void saveTo(const QString &path);
    void cancel();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    /// error is empty if it is there; cancelled: the file is as it was.
    void finished(const QString &error);

private:
    /// Shared with the worker, which may outlive this object.
    struct State {
        std::atomic_bool cancel = false;
        std::atomic<qint64> done = 0;
        std::atomic<qint64> total = 0;
    };
    static QString write(const QString &capture, EntryId id, const QString &path, State &state);
    void ask();
    void updateAction();
    void showProgress();
    void finish(const QString &path, const QString &error);
    void tell(NoticeBar::Level level, const QString &text, const QString &button);

    Theme &m_theme;
    QAction *m_action;
    QPointer<Capture> m_capture;
    EntryId m_id = 0;
    QString m_suffix;
    QString m_target;
    std::shared_ptr<State> m_state;
    bool m_running = false;
    QTimer m_poll;
    NoticeBar *m_bar = nullptr;
};

} // namespace handglass
