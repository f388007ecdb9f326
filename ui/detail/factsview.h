// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/detail/entryfacts.h"

#include <QWidget>

class QGridLayout;

namespace handglass {

/// Names and values in two columns. Values can be selected and copied.
class FactsView final : public QWidget
{
    Q_OBJECT
public:
    explicit FactsView(Theme &theme, QWidget *parent = nullptr);
    void setFacts(const QList<Fact> &facts);

private:
    Theme &m_theme;
    QGridLayout *m_grid;
    QList<Fact> m_facts;
};

} // namespace handglass
