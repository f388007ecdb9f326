// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/requestsection.h"

class QLineEdit;
class QPlainTextEdit;

namespace handglass {

class AuthorizationForm;
class HeaderEditor;
class TextLabel;
class Theme;

/// Headers, subprotocols, origin and authorization.
class HeadSection final : public RequestSection
{
    Q_OBJECT
public:
    explicit HeadSection(Theme &theme);
    ~HeadSection() override;

    QString title() const override;
    void applyTo(ClientOptions &options) const override;
    void setOptions(const ClientOptions &options) override;
    int count(const ClientOptions &options, const ClientOptions &defaults) const override;
    QString error() const override;
    void showError() override;
    void focusAuthorization();

private:
    QWidget *makeFields(Theme &theme);
    QStringList subprotocols() const;
    QString originError() const;
    void notice();

    HeaderEditor *m_headers;
    QPlainTextEdit *m_subprotocols;
    TextLabel *m_subprotocolError;
    QLineEdit *m_origin;
    TextLabel *m_originError;
    AuthorizationForm *m_authorization;
};

} // namespace handglass
