// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/tlsfacts.h"

#include <QWidget>

class QToolButton;

namespace handglass {

class FactSection;
class TextLabel;
class Theme;

/// One certificate of a chain: a line with its subject, and all that it says when the line is opened.
class CertificateView final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CertificateView)
public:
    /// number: its place in the chain, from 1. when: of the connection, Unix seconds.
    CertificateView(Theme &theme, const CertificateFacts &facts, int number, qint64 when, QWidget *parent = nullptr);
    void setOpen(bool open);

private:
    void fill(const CertificateFacts &facts, qint64 when);
    void applyTheme();

    Theme &m_theme;
    QToolButton *m_toggle;
    QToolButton *m_copy;
    FactSection *m_details;
};

/// "2026-01-31 12:00 UTC"; of Unix seconds.
QString certificateDate(qint64 seconds);

} // namespace handglass
