// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/dialoptions.h"
#include "ui/common/logscope.h"
#include "ui/handshake/handshakeheads.h"

#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QWidget>

class QStackedLayout;

namespace handglass {

class BodyPanel;
class Capture;
class ConnectionChooser;
class Explanation;
class HandshakeFacts;
class HandshakeLayout;
class HeadPane;
class HeadView;
class RefusalBanner;
class TextLabel;
class Theme;
class VerdictPanel;

/// The opening handshake of one connection: both heads, what each line means, the verdict, and what went wrong.
class HandshakePanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HandshakePanel)
public:
    explicit HandshakePanel(Theme &theme, QWidget *parent = nullptr);

    /// Shows the newest connection of the scope and follows it until another is chosen. nullptr: nothing to show.
    void setScope(Capture *capture, LogScope scope);
    /// Belongs at the tab bar's right end; owned by the panel until it has another parent.
    QWidget *connectionChooser() const;
    /// Where the user put the splitters, from one start to the next.
    QByteArray splitterState() const;
    /// In the heads' and the verdict's context menus, below their own.
    void addContextActions(const QList<QAction *> &actions);
    /// Whose selection is a term of the glossary.
    QList<QWidget *> termWidgets() const;
    void restoreSplitters(const QByteArray &state);
    /// Of the connection that is shown; NotJudged while there is nothing to judge.
    Outcome outcome() const { return m_outcome; }
    ConnectionId connection() const; ///< that is shown, or will be once it is looked at; 0: none

Q_SIGNALS:
    void reconnectRequested();
    void editRequestRequested();
    void outcomeChanged(Outcome outcome);
    /// The user wants to trust the certificate that was refused.
    void trustRequested(const handglass::TrustedCertificate &certificate);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeParts();
    void connectParts();
    void noticeConnection(qint64 id);
    void takeChanges();
    void readConnections();
    void showConnection();
    void showRecord(const ConnectionRecord &record, bool another);
    const ConnectionRecord *follower(const ConnectionRecord &record) const;
    void showOutcome(const ConnectionRecord *record);
    void selectFirst(const ConnectionRecord &record);
    /// Marks that line, its partner and its check; line 0: nothing.
    void selectLine(HeadSide side, int line);
    void selectCheck(int index);
    void markLines(HeadSide side, int line, int partner);
    int checkOf(HeadSide side, int line) const;
    HeadView *view(HeadSide side) const;

    Theme &m_theme;
    QPointer<Capture> m_capture;
    LogScope m_scope;
    HandshakeHeads m_heads;
    ConnectionRecord m_record; ///< that is drawn
    bool m_undrawn = false;    ///< another is chosen, or it changed, and nobody sees it
    Outcome m_outcome = Outcome::NotJudged;
    QSet<qint64> m_changed;
    QTimer m_refresh; ///< many changes at once are taken together

    ConnectionChooser *m_chooser = nullptr;
    RefusalBanner *m_banner = nullptr;
    HeadPane *m_request = nullptr;
    HeadPane *m_response = nullptr;
    BodyPanel *m_body = nullptr;
    Explanation *m_explanation = nullptr;
    VerdictPanel *m_verdict = nullptr;
    HandshakeFacts *m_facts = nullptr;
    HandshakeLayout *m_layout = nullptr;
    TextLabel *m_empty = nullptr;
    QStackedLayout *m_pages = nullptr;
};

} // namespace handglass
