// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QSpinBox;

namespace handglass {

struct ConnectionDefaults;
class SecondsBox;
class Theme;

/// How long each phase of a connection may take.
class TimeoutSettings final : public QWidget
{
    Q_OBJECT
public:
    TimeoutSettings(Theme &theme, ConnectionDefaults &kept);
    void refresh();

Q_SIGNALS:
    void edited();

private:
    void take();
    void reset();

    ConnectionDefaults &m_kept;
    QList<SecondsBox *> m_boxes; ///< as timeoutFields()
};

/// How large things may be.
class LimitSettings final : public QWidget
{
    Q_OBJECT
public:
    LimitSettings(Theme &theme, ConnectionDefaults &kept);
    void refresh();

Q_SIGNALS:
    void edited();

private:
    void take();
    void reset();

    ConnectionDefaults &m_kept;
    QList<QSpinBox *> m_boxes; ///< as limitFields()
};

} // namespace handglass
