// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
class Theme;

/// Writes messages, pings and the close. What it asks for is told by the signals, each with a token of its own;
/// sendDone() answers. Nothing that is wrong is asked for.
class ComposePanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComposePanel)
public:
    explicit ComposePanel(
        Theme &theme, QWidget *parent = nullptr, const QString &historyFile = HistoryFile::defaultPath());
    ~ComposePanel() override;

    /// Whether there is an open connection to send to; whyNot: what would make one.
    void setTarget(bool open, const QString &whyNot);
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
    void showOlder();
    void showNewer();
    void clearHistory();

Q_SIGNALS:
    void sendTextRequested(const QString &text, qint64 token);
    void sendBinaryRequested(const QByteArray &data, qint64 token);
    void pingRequested(const QByteArray &payload, qint64 token);
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
    };
    void makeControls();
    void connectControls();
    void makePopovers();
    void place();
    void applyTheme();
    void updateButtons();
    bool takeKey(QKeyEvent *event);
    void changeFormat(ComposeFormat format);
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
    bool m_compact = false;
    QString m_whyNot;

    QGridLayout *m_grid = nullptr;
    QComboBox *m_format = nullptr;
    QPushButton *m_historyButton = nullptr;
    QMenu *m_historyMenu = nullptr;
    ComposeField *m_field = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_ping = nullptr;
    QPushButton *m_close = nullptr;
    PingPopover *m_pingPopover = nullptr;
    ClosePopover *m_closePopover = nullptr;
    QPointer<QWidget> m_window; ///< whose height is watched
};

} // namespace handglass
