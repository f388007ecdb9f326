// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/sessionoptions.h"

#include <QWidget>

class QStackedWidget;

namespace handglass {

class CookieShelf;
class HeadSection;
class RequestSection;
class SectionList;
class Theme;

/// What a client asks for beyond its address, in sections: a list at the left, a page each. What cannot be sent is
/// said at its field, and its section is marked in the list.
class RequestPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RequestPanel)
public:
    RequestPanel(Theme &theme, CookieShelf &cookies, QWidget *parent = nullptr);
    ~RequestPanel() override;

    enum Section : int { Headers, Compression, Tls, Proxy, Cookies, Redirects, Pings, Reconnect, Strictness };
    void turnTo(Section section);
    /// Turns to it, too.
    void focusAuthorization();
    /// What counts as not set. Sections that were at the old defaults go to these.
    void setDefaults(const ClientOptions &defaults);
    const ClientOptions &defaults() const { return m_defaults; }
    /// The address beside it; one without a host: none that can be read.
    void setUrl(const WebSocketUrl &url);
    /// Sets what the sections hold; leaves the rest (address, time-outs, limits, trusted certificates).
    void applyTo(ClientOptions &options) const;
    void setOptions(const ClientOptions &options);
    /// How many things differ from the defaults.
    int count() const;
    /// Empty if all can be sent, else the first field's sentence.
    QString error() const;
    /// Turns to the section and moves the focus to the field that error() speaks of.
    void showError();

Q_SIGNALS:
    void changed();
    /// The user wants to see the cookies of this profile.
    void cookiesRequested(const QString &profile);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void add(RequestSection *section);
    ClientOptions all() const;
    void notice();

    Theme &m_theme;
    ClientOptions m_defaults;
    WebSocketUrl m_url;
    SectionList *m_list;
    QStackedWidget *m_pages;
    HeadSection *m_head;
    QList<RequestSection *> m_sections;
};

} // namespace handglass
