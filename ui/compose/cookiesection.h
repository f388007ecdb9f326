// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/requestsection.h"

class QCheckBox;
class QComboBox;

namespace handglass {

class CookieShelf;
class Theme;

/// Whether cookies are sent and kept, and those of which profile.
class CookieSection final : public RequestSection
{
    Q_OBJECT
public:
    CookieSection(Theme &theme, CookieShelf &shelf);

    QString title() const override;
    void applyTo(ClientOptions &options) const override;
    void setOptions(const ClientOptions &options) override;
    int count(const ClientOptions &options, const ClientOptions &defaults) const override;

Q_SIGNALS:
    /// The user wants to see the cookies of this profile.
    void cookiesRequested(const QString &profile);

private:
    void fillProfiles();
    void notice();

    CookieShelf &m_shelf;
    QCheckBox *m_on;
    QComboBox *m_profile;
};

} // namespace handglass
