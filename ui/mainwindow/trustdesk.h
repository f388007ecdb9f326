// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

namespace handglass {

struct Settings;
class Theme;

/// Asks whether a certificate that cannot be verified shall be trusted for its host, showing what there is to judge it
/// by, and keeps the answer. GUI thread; the dialog does not block.
class TrustDesk final : public QObject
{
    Q_OBJECT
public:
    TrustDesk(Theme &theme, Settings &settings, QWidget *window);
    /// capture: where a connection met it; nullptr: not known.
    void ask(const TrustedCertificate &certificate, const Capture *capture);

Q_SIGNALS:
    /// It is now.
    void trusted();

private:
    Theme &m_theme;
    Settings &m_settings;
    QWidget *m_window;
};

} // namespace handglass
