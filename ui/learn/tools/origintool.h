// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/tools/toolparts.h"

#include <array>
#include <memory>

class QCheckBox;

namespace handglass {

class LocalRig;
class ClientSession;

/// Cross-site WebSocket hijacking, and the check that stops it (RFC 6455 §10.2): a page of the shop and a page of
/// somebody else connect to the same mock, from the same browser, with the same cookie.
class OriginTool final : public ToolPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OriginTool)
public:
    enum Page { Good, Evil };

    explicit OriginTool(Theme &theme, QWidget *parent = nullptr);
    ~OriginTool() override;

Q_SIGNALS:
    /// Each "open", "refused", or empty: it has not tried since the check was changed last.
    void outcomesChanged(const QString &good, const QString &evil);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    struct Side {
        QByteArray origin;
        QString name;
        QPushButton *connectButton = nullptr;
        TextLabel *outcome = nullptr;
        QWidget *heads = nullptr; ///< these three, once there is something
        InkLabel *request = nullptr;
        InkLabel *response = nullptr;
        InkLabel *message = nullptr;
        ClientSession *client = nullptr;
        qint64 connection = 0;
        QString told; ///< "open", "refused"
    };
    QWidget *makeCheck();
    QWidget *makeSide(Page page);
    void connectPage(Page page);
    void open(Page page);
    void checkChanged();
    void opened(Page page, qint64 connection);
    void refused(Page page, qint64 connection, const QString &sentence);
    void showRecords();
    void showHeads(Side &side);
    void showMessage(Side &side);
    void say(Side &side, const QString &words, Ink ink);
    void clear(Side &side);
    void end();

    QCheckBox *m_check;
    QLineEdit *m_allowed;
    TextLabel *m_allowedError;
    std::array<Side, 2> m_sides;
    std::unique_ptr<LocalRig> m_rig; ///< null: nothing runs
    quint16 m_port = 0;
    std::array<bool, 2> m_wanted{}; ///< pages that connect as soon as the mock listens
};

} // namespace handglass
