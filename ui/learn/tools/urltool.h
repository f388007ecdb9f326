// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/websocketurl.h"
#include "ui/learn/tools/toolparts.h"

#include <memory>
#include <optional>

namespace handglass {

class ClientSession;
class FieldForm;
class LocalRig;
class MockServer;
class PhasePicture;
class Waterfall;

/// From URL to connection: the URL's parts as one types (RFC 6455 §3), then the phases of a real connection on this
/// computer with the times that they took.
class UrlTool final : public ToolPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UrlTool)
public:
    explicit UrlTool(Theme &theme, QWidget *parent = nullptr);
    ~UrlTool() override;
    /// The lesson's own connection; connectNs: how long TCP took to connect, −1: it has not.
    void setLive(const QString &url, qint64 connectNs);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void makeForm();
    void showParts();
    QString whyNotHere() const;
    void startMocks(bool secure);
    void connectNow();
    void showRecord(qint64 connection);
    void drawPhases(const ConnectionRecord *record);
    void say(const QString &words, Ink ink);
    void end();

    FieldForm *m_form;
    QLineEdit *m_edit;
    TextLabel *m_scheme;
    TextLabel *m_host;
    TextLabel *m_port;
    TextLabel *m_path;
    TextLabel *m_query;
    InkLabel *m_sends;
    QPushButton *m_connect;
    TextLabel *m_status;
    PhasePicture *m_picture;
    Waterfall *m_times;
    TextLabel *m_live;
    std::optional<WebSocketUrl> m_url;
    std::unique_ptr<LocalRig> m_rig; ///< null: nothing runs
    ClientSession *m_client = nullptr;
    MockServer *m_plain = nullptr;
    MockServer *m_secure = nullptr;
    bool m_connectSecure = false; ///< as soon as the mocks listen
    qint64 m_shown = 0;           ///< the connection that is
};

} // namespace handglass
