// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/websocketurl.h"
#include "ui/common/theme.h"

#include <QComboBox>

class QAction;

namespace handglass {

class FieldError;

/// The address field: what was connected to before, a lock that tells ws from wss, and under it the sentence that says
/// what is wrong with an address, with the caret at the place.
class AddressBar final : public QComboBox
{
    Q_OBJECT
public:
    explicit AddressBar(Theme &theme, QWidget *parent = nullptr);
    void setHistory(const QStringList &addresses);
    QString address() const;
    void setAddress(const QString &address);
    bool isAddress() const;
    /// The address; if it cannot be read the sentence is shown, the caret goes to the place and nullopt comes back.
    std::optional<WebSocketUrl> read();
    void showError(const QString &sentence);
    void clearError();
    /// Focus, everything selected.
    void focusAll();

Q_SIGNALS:
    /// Enter, or an address chosen from the history.
    void submitted();
    void addressEdited();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void applyTheme();
    void updateIcon();

    Theme &m_theme;
    QAction *m_lock;
    FieldError *m_error = nullptr; ///< child of the window, made when it is first needed
};

} // namespace handglass
