// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/replay.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace handglass {

class PaceForm;
class TextLabel;
class Theme;

/// Where a replay can go.
struct ReplayTarget {
    qint64 session = 0; ///< an open client session; 0: a new connection
    QString url;        ///< of the new connection; empty: the address that is typed
    QString text;
    bool operator==(const ReplayTarget &) const = default;
};

/// The inline panel that starts a replay and shows how far it is: source, target, pace; Start, Pause, Step, Stop.
/// Nothing in it is a dialog.
class ReplayPanel final : public QWidget
{
    Q_OBJECT
public:
    enum class Stage : quint8 { Ready, Connecting, Going, Paused };

    explicit ReplayPanel(Theme &theme, QWidget *parent = nullptr);
    /// Shows it with the focus in the target.
    void open(const QString &source, const QList<ReplayTarget> &targets, const ReplayTarget &preferred);
    /// Shows it as it is.
    void reveal();
    /// The chosen one stays, if it is among them.
    void setTargets(const QList<ReplayTarget> &targets);
    ReplayTarget target() const; ///< url: as typed, if that is chosen
    ReplayPace pace() const;
    bool frames() const;
    bool pings() const;
    Stage stage() const { return m_stage; }

    /// What the selection comes to. whyNot: it cannot be started.
    void setCounts(const QString &text, const QString &whyNot, qint64 total);
    void showConnecting(const QString &url);
    void showProgress(const ReplayProgress &progress);
    /// Ready again; the sentence says why it did not begin.
    void showFailure(const QString &sentence);
    /// What was typed as an address is none.
    void showAddressError(const QString &sentence);

Q_SIGNALS:
    void startRequested();
    void pauseRequested();
    void goOnRequested();
    void stepRequested();
    void stopRequested();
    void paceChanged();
    void selectionChanged(); ///< frames() or pings()

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build(Theme &theme);
    QLayout *makeFields();
    QLayout *makeButtons();
    void connectParts();
    void go();
    void enter();
    void setStage(Stage stage);
    void refresh();
    void tellProgress();
    void showStatus(const QString &text, bool isError);

    TextLabel *m_source;
    TextLabel *m_count;
    QComboBox *m_target;
    QLineEdit *m_address;
    QWidget *m_addressField = nullptr;
    QCheckBox *m_frames;
    QCheckBox *m_pings;
    PaceForm *m_pace = nullptr;
    TextLabel *m_status;
    QPushButton *m_go;
    QPushButton *m_step;
    QPushButton *m_stop;
    QPushButton *m_close;
    QList<ReplayTarget> m_targets;
    ReplayProgress m_progress;
    qint64 m_total = 0;
    QString m_whyNot;
    Stage m_stage = Stage::Ready;
    QTimer m_countdown;
};

} // namespace handglass
