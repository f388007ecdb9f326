// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QAction>
#include <QWidget>

class QComboBox;
class QMenu;
class QPushButton;
class QVBoxLayout;

namespace handglass {

class PanelHead;
class ReplyPopover;
class TextLabel;

/// Prepared replies of a mock's scenario, a button each, and to whom they go.
class OperatorPanel final : public QWidget
{
    Q_OBJECT
public:
    struct Client {
        qint64 id = 0;
        int number = 0;
    };

    explicit OperatorPanel(Theme &theme, QWidget *parent = nullptr);

    /// whyNone: what would let there be some; empty: they can be added.
    void setReplies(const QStringList &names, const QString &whyNone);
    /// Replies can be added and removed; else that is not offered.
    void setEditable(bool editable);
    /// Who is open: how many, and some of them to choose from.
    void setOpen(qint64 count, const QList<Client> &clients);
    /// Who is chosen in the list, of those that are open.
    void setChosen(const QList<qint64> &clients);
    /// Empty: all that are open.
    QList<qint64> target() const;
    void setHeadShown(bool shown);
    void setResult(const QString &text, bool failed);
    /// In answer to addRequested(): empty: it is in the scenario.
    void replyAdded(const QString &error);

    /// The replies, Alt+1 to Alt+9.
    QMenu *menu() const { return m_menu; }
    QAction *addAction() const { return m_add; }

Q_SIGNALS:
    void runRequested(const QString &reply);
    void addRequested(const QString &name, const QByteArray &actions);
    void editRequested(const QString &name);
    void removeRequested(const QString &name);

private:
    enum Target : int { All, Chosen, One };
    void makeTarget();
    void fillReplies();
    void addReply(const QString &name, int number);
    void fillTargets();
    void updateActions();
    QString whyNot() const;

    Theme &m_theme;
    PanelHead *m_head;
    QComboBox *m_target;
    QVBoxLayout *m_buttons;
    TextLabel *m_none;
    QPushButton *m_addButton;
    TextLabel *m_result;
    ReplyPopover *m_popover;
    QMenu *m_menu;
    QAction *m_add;
    QList<QAction *> m_runs;
    QStringList m_names;
    QString m_whyNone;
    bool m_editable = false;
    qint64 m_open = 0;
    QList<Client> m_clients;
    QList<qint64> m_chosen;
};

} // namespace handglass
