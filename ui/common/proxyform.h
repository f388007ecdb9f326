// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/dialoptions.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace handglass {

class FieldForm;
class TextLabel;
class Theme;

/// Which proxy stands in front of the server. Used by the request panel and by the settings.
class ProxyForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProxyForm)
public:
    /// prefix: of the fields' object names.
    ProxyForm(Theme &theme, const QString &prefix, QWidget *parent = nullptr);

    /// Only what its kind needs.
    ProxyOptions proxy() const;
    /// Without edited().
    void setProxy(const ProxyOptions &proxy);
    QString error() const;
    void showError();

Q_SIGNALS:
    void edited();

private:
    void makeFields(const QString &prefix);
    ProxyKind kind() const;
    bool isOwn() const;
    void proposePort();
    void notice();
    QString hostError() const;
    QString userError() const;
    QString passwordError() const;

    FieldForm *m_form;
    QComboBox *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_user;
    QLineEdit *m_password;
    TextLabel *m_note = nullptr;
};

bool sameProxy(const ProxyOptions &one, const ProxyOptions &other);

} // namespace handglass
