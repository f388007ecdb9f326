// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "ui/common/theme.h"

#include <QScrollArea>

namespace handglass {

class FactsView;
class TextLabel;

/// What an opened, closed or notice row says, and the facts of its connection.
class EventView final : public QScrollArea
{
    Q_OBJECT
public:
    explicit EventView(Theme &theme, QWidget *parent = nullptr);
    /// connection nullptr: not known.
    void setEntry(const Entry &entry, const ConnectionRecord *connection);

private:
    TextLabel *m_text;
    FactsView *m_facts;
};

} // namespace handglass
