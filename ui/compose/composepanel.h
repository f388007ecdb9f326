// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/rawframe.h"
#include "ui/compose/historyfile.h"
#include "ui/compose/sendhistory.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QMenu;
class QPushButton;

namespace handglass {

class ClosePopover;
class ComposeField;
class PingPopover;
class Popover;
class RawForm;
class Theme;

/// Writes messages, frames field by field, pings, pongs and the close. What it asks for is told by the signals, each
/// with a token of its own; sendDone() answers. Nothing that is wrong is asked for.
class ComposePanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComposePanel)
public:
    explicit ComposePanel(
        Theme &theme, QWidget *parent = nullptr, const QString &historyFile = HistoryFile::defaultPath());
    ~ComposePanel() override;

    /// Whether there is an open connection to send to; whyNot: what would make one.
    /// receivers: how many get what is sent.
    void setTarget(bool open, const QString &whyNot, qsizetype receivers = 1);
    /// Whose frames are written: what raw examples break, and whether they are masked.
    void setSender(Role sender);
    /// Whether the peer's Pings are answered by themselves.
    void setAutoPong(bool on);
    /// The outcome of a request. error empty: it is on its way. Unknown tokens are left alone.
    void sendDone(qint64 token, const QString &error);
    /// The caret goes where a message is written.
    void focusField();
    /// Puts a payload into the editor: text, or JSON if it is some; binary as hex.
    void edit(const QByteArray &payload, bool text);
    /// Sends a payload as it is; the editor stays as it is.
    void send(const QByteArray &payload, bool text);

    // What its buttons and keys do, for the menus.
    void sendNow();
    void openPing();
    void openClose();
    /// Frames field by field, instead of a message.
    void composeRaw();
    void showOlder();
    void showNewer();
    void clearHistory();

Q_SIGNALS:
    void sendTextRequested(const QString &text, qint64 token);
    void sendBinaryRequested(const QByteArray &data, qint64 token);
    void rawRequested(const handglass::RawSend &raw, qint64 token);
    void pingRequested(const QByteArray &payload, qint64 token);
    void pongRequested(const QByteArray &payload, qint64 token);
    void autoPongRequested(bool on, qint64 token);
    void closeRequested(quint16 code, const QString &reason, qint64 token);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    /// What waits for sendDone().
    struct Pending {
        Composition composition; ///< of the editor
        QPointer<Popover> popover;
        qint64 size = 0;
        bool fromEditor = false;
        bool raw = false;
        bool stays = false; ///< the popover
    };
    void makeControls();
    void connectControls();
    void makePopovers();
    void place();
    void applyTheme();
    void updateButtons();
    bool takeKey(QKeyEvent *event);
    void chooseFormat(int index);
    void changeFormat(ComposeFormat format);
    void showRaw(bool raw);
    void sendRaw();
    void showError(const QString &sentence);
    void sendFile();
    void cancelReading();
    void emitPayload(const QByteArray &payload, bool text, Pending pending);
    qint64 await(Pending pending);
    void load(const std::optional<Composition> &composition);
    void fillHistoryMenu();
    void updateCompact();

    Theme &m_theme;
    SendHistory m_history;
    HistoryFile m_file;
    QHash<qint64, Pending> m_pending;
    qint64 m_lastToken = 0;
    int m_reading = 0; ///< number of the file read that is under way; 0: none
    int m_reads = 0;
    bool m_open = false;
    qsizetype m_receivers = 1;
    bool m_compact = false;
    QString m_whyNot;

    QGridLayout *m_grid = nullptr;
    QComboBox *m_format = nullptr;
    QPushButton *m_historyButton = nullptr;
    QMenu *m_historyMenu = nullptr;
    QPushButton *m_examplesButton = nullptr;
    ComposeField *m_field = nullptr;
    RawForm *m_raw = nullptr;
    bool m_isRaw = false; ///< m_raw stands there, not m_field
    QPushButton *m_send = nullptr;
    QPushButton *m_ping = nullptr;
    QPushButton *m_close = nullptr;
    PingPopover *m_pingPopover = nullptr;
    ClosePopover *m_closePopover = nullptr;
    QPointer<QWidget> m_window; ///< whose height is watched
};

} // namespace handglass
