// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/focusring.h"

#include <QApplication>
#include <QWidget>

namespace handglass {

namespace {

bool takesFocus(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isEnabled() && widget->isVisible();
}

} // namespace

void setFocusOrder(const QList<QWidget *> &panels)
{
    QList<QWidget *> order;
    const auto add = [&order](QWidget *widget) {
        if ((widget->focusPolicy() & Qt::TabFocus) != 0 && widget->focusProxy() == nullptr)
            order.append(widget);
    };
    for (QWidget *panel : panels) {
        add(panel);
        for (QWidget *next = panel->nextInFocusChain(); next != panel; next = next->nextInFocusChain()) {
            if (panel->isAncestorOf(next))
                add(next);
        }
    }
    for (qsizetype i = 1; i < order.size(); ++i)
        QWidget::setTabOrder(order.at(i - 1), order.at(i));
}

bool focusInto(QWidget *panel)
{
    if (!panel->isVisible())
        return false;
    if (takesFocus(panel)) {
        panel->setFocus(Qt::TabFocusReason);
        return true;
    }
    for (QWidget *next = panel->nextInFocusChain(); next != panel; next = next->nextInFocusChain()) {
        if (panel->isAncestorOf(next) && takesFocus(next)) {
            next->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return false;
}

void moveFocus(const QList<QWidget *> &panels, bool forward)
{
    const QWidget *focus = QApplication::focusWidget();
    qsizetype at = forward ? -1 : 0;
    for (qsizetype i = 0; i < panels.size(); ++i) {
        if (focus != nullptr && (panels.at(i) == focus || panels.at(i)->isAncestorOf(focus)))
            at = i;
    }
    const qsizetype count = panels.size();
    for (qsizetype step = 1; step <= count; ++step) {
        const qsizetype next = forward ? at + step : at - step;
        if (focusInto(panels.at(((next % count) + count) % count)))
            return;
    }
}

} // namespace handglass
