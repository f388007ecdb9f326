// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QList>
#include <QWidget>

class QToolButton;

namespace handglass {

class FactSection;
class Theme;

/// Where a connection stands in a chain of redirects and tries: why it was made, and the way to the one before and the
/// one after it.
class ChainSection final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChainSection)
public:
    explicit ChainSection(Theme &theme, QWidget *parent = nullptr);
    /// next: the connection that follows this one; nullptr: none. Hides where there is no chain.
    void setRecord(const ConnectionRecord &record, const ConnectionRecord *next);

Q_SIGNALS:
    void connectionChosen(qint64 id);

private:
    void setLink(QToolButton *link, const QString &text, ConnectionId id);
    void applyTheme();

    Theme &m_theme;
    FactSection *m_facts;
    QToolButton *m_previous;
    QToolButton *m_next;
};

} // namespace handglass
