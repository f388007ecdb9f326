// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/protocol/rawframe.h"
#include "ui/common/logscope.h"
#include "ui/learn/tools/toolparts.h"

#include <QPointer>

#include <array>
#include <memory>

class QComboBox;
class QListWidget;

namespace handglass {

class ClientSession;
class FrameEditor;
class LocalRig;
class MockServer;

namespace lesson {
class LessonRun;
}

/// An open connection that frames can be sent to.
struct LabConnection {
    QString name; ///< "echo, ws://127.0.0.1:8080/"
    QPointer<Capture> capture;
    ConnectionId connection = 0;
    Role sender = Role::Client; ///< what we are on it
    LogScope scope;
};

/// The frame lab: frames as bytes, fields and bits; sent to a mock of its own, to an open connection or to the lesson's
/// wire, with what came back below.
class FrameLab final : public ToolPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FrameLab)
public:
    explicit FrameLab(Theme &theme, QWidget *parent = nullptr);
    ~FrameLab() override;

    /// Beside its own mock. The one that is chosen stays so as long as it is among them.
    void setConnections(const QList<LabConnection> &connections);
    /// Its wire is one more choice, and its first frame is what is shown. It must outlive this.
    void setLesson(lesson::LessonRun *run);
    void setBytes(const QByteArray &bytes);
    FrameEditor *editor() const { return m_editor; }

public Q_SLOTS:
    /// Nothing was sent, or not all of it.
    void showSendError(const QString &sentence);

Q_SIGNALS:
    /// To one of the connections.
    void sendRequested(const handglass::LogScope &scope, const handglass::RawSend &raw);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    /// Where frames go: row of the combo box.
    enum class Goal : quint8 { Mock, Lesson, Connection };
    struct Target {
        Goal goal = Goal::Mock;
        LabConnection connection; ///< with Connection
    };
    QWidget *makeSending();
    void fillTargets();
    const Target &target() const;
    void targetChanged();
    void updateSending();
    void send();
    void sendToLesson(const QByteArray &bytes);
    void sendToMock(const QByteArray &bytes);
    void startMock();
    void openToMock();
    void mockOpened(Role end, qint64 connection);
    void mockClosed(Role end, qint64 connection);
    void showFirstFrame();
    void endMock();
    void watch(Capture *capture, ConnectionId connection);
    void readAnswers();
    void readWire();
    void addAnswer(const Entry &entry);
    void addLine(const QString &icon, const QString &text, bool failed = false);
    void say(const QString &words, Ink ink);

    FrameEditor *m_editor;
    QComboBox *m_targetBox;
    QPushButton *m_send;
    QPushButton *m_deliver;
    TextLabel *m_status;
    QListWidget *m_answers;
    QList<Target> m_targets;
    lesson::LessonRun *m_run = nullptr;
    qsizetype m_wireUnits = -1; ///< of the lesson's log, before what was sent; −1: nothing was
    // where the answers of a connection are read
    QPointer<Capture> m_capture;
    ConnectionId m_connection = 0;
    EntryId m_read = 0;
    // its own mock
    std::unique_ptr<LocalRig> m_rig; ///< null: it does not run
    ClientSession *m_client = nullptr;
    MockServer *m_mock = nullptr;
    std::array<ConnectionId, 2> m_open{}; ///< of the client and of the mock, as each counts it; 0: not open
    quint16 m_port = 0;
    bool m_deflate = false; ///< is offered to it
    QByteArray m_waiting;   ///< to be sent as soon as that is open
};

} // namespace handglass
