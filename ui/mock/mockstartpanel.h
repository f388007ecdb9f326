// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/scenariofile.h"
#include "app/session/sessionoptions.h"
#include "ui/common/settings.h"

#include <QHash>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace handglass {

class MockOptionsForm;
class ReachQuestion;
class ScenarioChoice;
class TextLabel;

/// The inline panel that starts a mock: scenario, port, what an echoing one is told, and more options behind a button.
/// Nothing in it is modal; Esc closes it.
class MockStartPanel final : public QWidget
{
    Q_OBJECT
public:
    MockStartPanel(Theme &theme, Settings &settings, QWidget *parent = nullptr);
    /// Shows it with the focus in the port; what is being typed stays.
    void open();
    /// The same for this scenario.
    void openScenario(const QString &file);
    /// Starts a mock with this scenario; the panel shows itself only if that fails.
    void startScenario(const QString &file);
    /// The same for one that is in no file. name: for a person.
    void startMade(const QString &name, const QByteArray &scenario);
    /// The mock could not listen: the sentence, and a button with a port that is free (0: none).
    void showFailure(const QString &sentence, quint16 freePort);
    /// The mock listens.
    void showSuccess();
    MockOptions options() const;
    ReachQuestion &reach() { return *m_reach; }

Q_SIGNALS:
    /// scenario: what options.scenario was read from; its file is empty if there is none.
    void startRequested(const handglass::MockOptions &options, const handglass::scenario::ScenarioText &scenario);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void load();
    void enter();
    void takeChoice();
    void takeScenario();
    QString hostBeyond() const;
    void startWrong();
    void request(const MockOptions &options);
    void start();
    void startOn(quint16 port);
    void setError(const QString &sentence, quint16 freePort);
    void build(Theme &theme);
    void makeMore(Theme &theme);
    void noticeMore();
    bool showWrongField();

    Settings &m_settings;
    ScenarioChoice *m_scenario;
    TextLabel *m_facts;        ///< of the scenario
    QList<QWidget *> m_ofEcho; ///< what a scenario says itself
    QSpinBox *m_port;
    QLineEdit *m_subprotocols;
    QLineEdit *m_greeting;
    QToolButton *m_more;
    MockOptionsForm *m_moreOptions;
    QPushButton *m_start;
    QPushButton *m_cancel;
    TextLabel *m_error;
    QPushButton *m_free;
    QPushButton *m_mend;
    bool m_startsWhenRead = false;
    bool m_tlsOfScenario = false;
    ReachQuestion *m_reach;
    quint16 m_freePort = 0;
};

/// "chat, chat.v2" or "chat chat.v2" as a list.
QStringList splitSubprotocols(const QString &text);

} // namespace handglass
