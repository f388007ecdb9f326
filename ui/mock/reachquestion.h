// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QWidget>

#include <functional>

namespace handglass {

/// Whether a scenario's mock may listen where other computers reach it: asked once for an address. GUI thread.
class ReachQuestion final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReachQuestion)
public:
    /// The question is one of the parent's window.
    explicit ReachQuestion(QWidget *parent);

    bool isAnswered(const QString &host) const { return m_answers.contains(host); }
    bool isAllowed(const QString &host) const { return m_answers.value(host); }
    /// answered: once there is an answer; never if it is not given.
    void ask(const QString &host, const std::function<void()> &answered);

private:
    QWidget *m_parent;
    QHash<QString, bool> m_answers;
};

} // namespace handglass
