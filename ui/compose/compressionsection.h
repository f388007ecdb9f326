// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/requestsection.h"

class QCheckBox;
class QComboBox;
class QListWidget;
class QToolButton;

namespace handglass {

class TextLabel;
class Theme;

/// permessage-deflate as it is offered (RFC 7692 §7.1): one offer or several, in order of preference.
class CompressionSection final : public RequestSection
{
    Q_OBJECT
public:
    explicit CompressionSection(Theme &theme);

    QString title() const override;
    void applyTo(ClientOptions &options) const override;
    void setOptions(const ClientOptions &options) override;
    int count(const ClientOptions &options, const ClientOptions &defaults) const override;
    void noticeAll(const ClientOptions &options) override;

private:
    QWidget *makeList(Theme &theme);
    QWidget *makeParameters(Theme &theme);
    QComboBox *makeBits(const QString &name, const QString &objectName, const QStringList &first);
    QToolButton *makeButton(Theme &theme, const QString &icon, const QString &name);
    int current() const;
    void showCurrent();
    void takeParameters();
    void addOffer();
    void removeOffer();
    void fillList();
    void notice();

    QList<DeflateOffer> m_offers; ///< also while the switch is off
    QCheckBox *m_on;
    QListWidget *m_list;
    QToolButton *m_add = nullptr;
    QToolButton *m_remove = nullptr;
    QWidget *m_parameters = nullptr;
    QCheckBox *m_serverTakeover;
    QCheckBox *m_clientTakeover;
    QComboBox *m_serverBits = nullptr;
    QComboBox *m_clientBits = nullptr;
    TextLabel *m_line;
    TextLabel *m_replaced;
};

/// The value of Sec-WebSocket-Extensions that makes these offers.
QByteArray deflateOfferText(const QList<DeflateOffer> &offers);

} // namespace handglass
