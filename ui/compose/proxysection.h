// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/requestsection.h"

namespace handglass {

class ProxyForm;
class Theme;

/// The proxy in front of the server.
class ProxySection final : public RequestSection
{
    Q_OBJECT
public:
    explicit ProxySection(Theme &theme);

    QString title() const override;
    void applyTo(ClientOptions &options) const override;
    void setOptions(const ClientOptions &options) override;
    int count(const ClientOptions &options, const ClientOptions &defaults) const override;
    QString error() const override;
    void showError() override;

private:
    ProxyForm *m_form;
};

} // namespace handglass
