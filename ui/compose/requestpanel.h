// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/sessionoptions.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;

namespace handglass {

class AuthorizationForm;
class HeaderEditor;
class TextLabel;
class Theme;

/// What a client's request holds beyond its address: headers, subprotocols, origin and authorization. What cannot be
/// sent is said at its field.
class RequestPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RequestPanel)
public:
    explicit RequestPanel(Theme &theme, QWidget *parent = nullptr);
    ~RequestPanel() override;

    /// Sets headers, subprotocols, origin and credentials; leaves the rest.
    void applyTo(ClientOptions &options) const;
    void setOptions(const ClientOptions &options);
    /// How many things are set: each header, the subprotocols, the origin, the authorization.
    int count() const;
    /// Empty if all can be sent, else the first field's sentence.
    QString error() const;
    /// Moves the focus to the field that error() speaks of.
    void showError();

Q_SIGNALS:
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeFields();
    QStringList subprotocols() const;
    QString originError() const;
    void notice();

    Theme &m_theme;
    HeaderEditor *m_headers;
    QPlainTextEdit *m_subprotocols;
    TextLabel *m_subprotocolError;
    QLineEdit *m_origin;
    TextLabel *m_originError;
    AuthorizationForm *m_authorization;
};

} // namespace handglass
