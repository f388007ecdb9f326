// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/settings.h"

#include <QWidget>

class QStackedWidget;

namespace handglass {

class CookieSettings;
class CookieShelf;
class LimitSettings;
class ProxyForm;
class RetentionSettings;
class SectionList;
class Segments;
class TimeoutSettings;
class TrustSettings;

/// The settings, in sections: a list at the left, a page each. What is changed holds at once, for new connections (of
/// the capture, once it is applied). Esc leaves it.
class SettingsPage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettingsPage)
public:
    SettingsPage(Theme &theme, Settings &settings, CookieShelf &cookies, QWidget *parent = nullptr);

    /// Everything as the settings are now, with the focus in the list.
    void open();
    void showCookies(const QString &profile);
    /// Takes what connections have changed in the cookies meanwhile.
    void refreshCookies();

Q_SIGNALS:
    void themeChosen(handglass::ThemeChoice choice);
    /// What new connections get is not what it was.
    void connectionsChanged();
    /// What the capture keeps is not what it was.
    void retentionChanged();
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addSection(const QString &name, QWidget *page);
    QWidget *makeAppearance(Theme &theme);
    QWidget *makeProxy(Theme &theme);
    void takeProxy();

    Settings &m_settings;
    SectionList *m_list;
    QStackedWidget *m_pages;
    Segments *m_themes = nullptr;
    ProxyForm *m_proxy = nullptr;
    TimeoutSettings *m_timeouts = nullptr;
    LimitSettings *m_limits = nullptr;
    RetentionSettings *m_retention = nullptr;
    TrustSettings *m_trust = nullptr;
    CookieSettings *m_cookies = nullptr;
};

} // namespace handglass
