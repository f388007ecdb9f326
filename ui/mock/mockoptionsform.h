// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/sessionoptions.h"
#include "ui/common/passphraseneed.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace handglass {

class FieldForm;
class FileField;
class SecondsBox;
class Theme;

/// What a mock can be told beyond its port: TLS, compression, pings, strictness.
class MockOptionsForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MockOptionsForm)
public:
    explicit MockOptionsForm(Theme &theme, QWidget *parent = nullptr);

    /// Sets what it holds; leaves the rest.
    void applyTo(MockOptions &options) const;
    void setTls(const TlsServerOptions &tls);
    /// How many things differ from the defaults.
    int count() const;
    QString error() const;
    void showError();

Q_SIGNALS:
    void edited();

private:
    FieldForm *makeTls(Theme &theme);
    QWidget *makeOwnCertificate();
    FieldForm *makeDeflate(Theme &theme);
    FieldForm *makeRest(Theme &theme);
    TlsServerOptions tls() const;
    void exportCertificate();
    void copyPath();
    bool makeCertificate();
    void noticeTls();
    void notice();

    QCheckBox *m_tls;
    FileField *m_certificate;
    FileField *m_key;
    QLineEdit *m_passphrase;
    PassphraseNeed m_need;
    QCheckBox *m_requireClient;
    FileField *m_clientCa;
    QWidget *m_own = nullptr;
    QPushButton *m_export = nullptr;
    QCheckBox *m_deflate;
    QCheckBox *m_serverTakeover;
    QCheckBox *m_clientTakeover;
    QSpinBox *m_serverBits;
    QSpinBox *m_clientBits;
    QCheckBox *m_autoPong;
    QCheckBox *m_keepAlive;
    SecondsBox *m_interval;
    SecondsBox *m_timeout;
    QCheckBox *m_observe;
    TlsMinimum m_minimum = TlsMinimum::Default;
    FieldForm *m_tlsForm = nullptr;
};

} // namespace handglass
