// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

namespace handglass {

/// Items side by side in lines, as words in a text. An item that expands takes the rest of its line.
class FlowLayout final : public QLayout
{
    Q_OBJECT
public:
    FlowLayout(int spacing, int lineSpacing, QWidget *parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override { m_items.append(item); }
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    int arrange(const QRect &rect, bool apply) const;
    int placeLine(const QList<QLayoutItem *> &line, const QRect &rect, int y, bool apply) const;

    int m_spacing;
    int m_lineSpacing;
    QList<QLayoutItem *> m_items;
};

} // namespace handglass
