// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QWidget>

class QPushButton;
class QScrollArea;

namespace handglass {

class ClientsModel;
class ClientsView;
class ClosePopover;
class PanelHead;
class RefusalExcerpt;
class TextLabel;

/// A mock's clients, what to do with the chosen ones, and why the shown one was turned away. Without a choice the
/// newest refusal is shown.
class ClientsPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientsPanel)
public:
    ClientsPanel(Theme &theme, ClientsModel &model, QWidget *parent = nullptr);

    /// How many there are, those included that the list does not hold.
    void setTotals(qint64 open, qint64 refused, qint64 ended);
    /// In answer to refusalShown().
    void showRefusal(const ConnectionRecord &record, int number, const QString &relax, const QString &note);
    /// The refusal that is shown must be told again: what would let it in may have changed.
    void refreshRefusal();
    /// Another mock's clients come.
    void startAnew();

    ClientsView &view() { return *m_view; }
    QList<qint64> chosenOpen() const; ///< ids of those of the chosen ones that are open
    /// For the window's menus.
    QList<QAction *> actions() const;

Q_SIGNALS:
    void chosenChanged();
    void pingRequested(const QList<qint64> &clients);
    /// code 1005: a close frame without code.
    void closeRequested(const QList<qint64> &clients, quint16 code, const QString &reason);
    void dropRequested(const QList<qint64> &clients);
    void composeRequested(const QList<qint64> &clients);
    void opened(qint64 client);
    void handshakeRequested(qint64 client);
    void relaxRequested(qint64 client);
    void refusalShown(qint64 client);

private:
    void makeActions();
    void makeHead();
    void connectParts();
    QAction *add(const char *name, const QString &text, const QKeySequence &keys, void (ClientsPanel::*run)());
    void updateActions();
    void updateRefusal();
    qint64 refusalToShow() const;
    void ping();
    void openClose();
    void drop();
    void compose();
    void openCurrent();
    void showHandshake();

    Theme &m_theme;
    ClientsModel &m_model;
    PanelHead *m_head;
    ClientsView *m_view;
    TextLabel *m_empty;
    QScrollArea *m_lower;
    RefusalExcerpt *m_refusal;
    ClosePopover *m_close;
    QPushButton *m_pingButton;
    QPushButton *m_closeButton;
    QAction *m_ping = nullptr;
    QAction *m_closeWith = nullptr;
    QAction *m_drop = nullptr;
    QAction *m_compose = nullptr;
    QAction *m_open = nullptr;
    QAction *m_handshake = nullptr;
    qint64 m_shown = 0; ///< whose refusal is shown
};

} // namespace handglass
