// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/handshake/handshakeheads.h"

#include <QWidget>

class QToolButton;

namespace handglass {

class HeadView;
class PanelHead;
class TextLabel;
class Theme;

/// Request or response: direction, size and time in its first line, the head's lines below, secrets hidden until they
/// are revealed.
class HeadPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HeadPane)
public:
    HeadPane(Theme &theme, HeadSide side, QWidget *parent = nullptr);

    void setRecord(const ConnectionRecord &record, const HandshakeHeads &heads);
    /// Hides the secrets again, as for every other connection.
    void hideSecrets();
    HeadView *view() const { return m_view; }

Q_SIGNALS:
    void lineSelected(int line);

private:
    QToolButton *addButton(const QString &icon, const QString &name, const QString &objectName);
    void showDirection(bool sent);
    void showFacts(const ConnectionRecord &record, bool sent);
    void showLines();
    void copyShown() const;
    void applyTheme();

    Theme &m_theme;
    HeadSide m_side;
    PanelHead *m_head;
    TextLabel *m_arrow;
    TextLabel *m_direction;
    TextLabel *m_error;
    HeadView *m_view;
    QToolButton *m_reveal;
    QToolButton *m_copy;
    QByteArray m_raw;
    bool m_sent = false;
    bool m_failed = false;
};

} // namespace handglass
