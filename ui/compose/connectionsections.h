// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/requestsection.h"

class QCheckBox;
class QSpinBox;

namespace handglass {

class FieldForm;
class SecondsBox;
class Theme;

/// Whether 3xx answers are followed, and how far.
class RedirectSection final : public RequestSection
{
    Q_OBJECT
public:
    explicit RedirectSection(Theme &theme);
    QString title() const override;
    void applyTo(ClientOptions &options) const override;
    void setOptions(const ClientOptions &options) override;
    int count(const ClientOptions &options, const ClientOptions &defaults) const override;

private:
    void notice();

    QCheckBox *m_follow;
    QSpinBox *m_most;
};

/// Keep-alive pings, and whether Pings are answered by themselves.
class PingSection final : public RequestSection
{
    Q_OBJECT
public:
    explicit PingSection(Theme &theme);
    QString title() const override;
    void applyTo(ClientOptions &options) const override;
    void setOptions(const ClientOptions &options) override;
    int count(const ClientOptions &options, const ClientOptions &defaults) const override;

private:
    void notice();

    QCheckBox *m_keepAlive;
    SecondsBox *m_interval;
    SecondsBox *m_timeout;
    QCheckBox *m_autoPong;
};

/// Whether and how a lost connection is tried again.
class ReconnectSection final : public RequestSection
{
    Q_OBJECT
public:
    explicit ReconnectSection(Theme &theme);
    QString title() const override;
    void applyTo(ClientOptions &options) const override;
    void setOptions(const ClientOptions &options) override;
    int count(const ClientOptions &options, const ClientOptions &defaults) const override;
    QString error() const override;
    void showError() override;

private:
    void notice();

    FieldForm *m_form;
    QCheckBox *m_on;
    SecondsBox *m_first;
    SecondsBox *m_longest;
    QSpinBox *m_most;
    double m_jitter = 0;
};

/// Whether a violation of the peer ends the connection.
class RuleSection final : public RequestSection
{
    Q_OBJECT
public:
    explicit RuleSection(Theme &theme);
    QString title() const override;
    void applyTo(ClientOptions &options) const override;
    void setOptions(const ClientOptions &options) override;
    int count(const ClientOptions &options, const ClientOptions &defaults) const override;

private:
    QCheckBox *m_observe;
};

} // namespace handglass
