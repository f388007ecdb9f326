// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/passphraseneed.h"
#include "ui/compose/requestsection.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace handglass {

class FieldForm;
class FileField;
class TextLabel;
class Theme;

/// How TLS is spoken with wss://.
class TlsSection final : public RequestSection
{
    Q_OBJECT
public:
    explicit TlsSection(Theme &theme);

    QString title() const override;
    /// All but the trusted certificates.
    void applyTo(ClientOptions &options) const override;
    void setOptions(const ClientOptions &options) override;
    int count(const ClientOptions &options, const ClientOptions &defaults) const override;
    QString error() const override;
    void showError() override;
    void noticeAll(const ClientOptions &options) override;

private:
    void makeFields();
    QString serverNameError() const;
    void notice();
    void noticePassphrase();

    FieldForm *m_peer;
    FieldForm *m_own;
    QCheckBox *m_verify;
    FileField *m_ca;
    QLineEdit *m_serverName;
    QComboBox *m_minimum;
    FileField *m_certificate;
    FileField *m_key;
    QLineEdit *m_passphrase;
    PassphraseNeed m_need;
    TextLabel *m_plain;
};

} // namespace handglass
