// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace handglass {

class FactSection;
class Theme;

/// What TLS agreed on, what verification found, and the peer's chain of certificates.
class TlsView final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TlsView)
public:
    explicit TlsView(Theme &theme, QWidget *parent = nullptr);
    /// Certificates that the user has opened stay open while the connection shown is the same.
    void setRecord(const ConnectionRecord &record);

private:
    struct Shown {
        ConnectionId id = 0;
        QString peer;
        QString local;
        QString tls;
        TlsFacts facts;
        bool operator==(const Shown &) const = default;
    };
    void fill(const ConnectionRecord &record);
    void addVerification(const ConnectionRecord &record);
    void showChain(const ConnectionRecord &record);

    Theme &m_theme;
    FactSection *m_facts;
    QVBoxLayout *m_chain;
    QList<QWidget *> m_certificates;
    std::optional<Shown> m_shown;
};

} // namespace handglass
