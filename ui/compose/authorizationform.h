// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;
class QStackedLayout;

namespace handglass {

struct ClientOptions;
class TextLabel;
class Theme;

/// Nothing, Basic (RFC 7617) or a Bearer token (RFC 6750). Secrets are hidden until they are revealed.
class AuthorizationForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AuthorizationForm)
public:
    explicit AuthorizationForm(Theme &theme, QWidget *parent = nullptr);

    void applyTo(ClientOptions &options) const;
    void setOptions(const ClientOptions &options);
    bool isSet() const;
    QString error() const;
    void showError();

Q_SIGNALS:
    void edited();

private:
    enum Kind { None, Basic, Bearer };
    QWidget *makeBasic();
    QWidget *makeBearer();
    void notice();

    Theme &m_theme;
    QComboBox *m_kind;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QLineEdit *m_token = nullptr;
    QStackedLayout *m_pages;
    TextLabel *m_error;
};

} // namespace handglass
