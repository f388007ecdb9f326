// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/tap/dialoptions.h"

#include <QFrame>

#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;

namespace handglass {

class TextLabel;
class Theme;

/// Why a connection did not come to be: the sentence, cause, suggestion, what is not the cause, and what can be done.
class RefusalBanner final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RefusalBanner)
public:
    explicit RefusalBanner(Theme &theme, QWidget *parent = nullptr);
    void setRecord(const ConnectionRecord &record);

Q_SIGNALS:
    void reconnectRequested();
    void editRequestRequested();
    /// The certificate that was refused, for the host and port that were asked.
    void trustRequested(const handglass::TrustedCertificate &certificate);

private:
    struct Part {
        TextLabel *name = nullptr;
        TextLabel *text = nullptr;
    };
    Part addPart(QGridLayout *grid, const QString &name, const QString &objectName);
    QWidget *makeButtons();
    void applyTheme();

    Theme &m_theme;
    QLabel *m_mark;
    TextLabel *m_sentence;
    Part m_cause;
    Part m_evidence;
    Part m_suggestion;
    Part m_notCause;
    QPushButton *m_edit = nullptr;
    QPushButton *m_reconnect = nullptr;
    QPushButton *m_trust = nullptr;
    std::optional<TrustedCertificate> m_refused; ///< what m_trust would trust
    QWidget *m_buttons;                          ///< made after the buttons in it
};

/// The certificate whose verification failed, as the user may trust it; none if that is not why it failed.
std::optional<TrustedCertificate> refusedCertificate(const ConnectionRecord &record);

/// "Refused: expected 101 …" or "Not connected: …", after what the failure's phase says.
QString failureHeadline(const ConnectionRecord &record);

} // namespace handglass
