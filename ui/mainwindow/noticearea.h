// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/noticebar.h"

#include <QHash>

class QVBoxLayout;

namespace handglass {

/// The bars under the toolbar, at most one for each subject.
class NoticeArea final : public QWidget
{
    Q_OBJECT
public:
    explicit NoticeArea(Theme &theme, QWidget *parent = nullptr);
    /// A fresh bar in place of the subject's old one, with its object name.
    NoticeBar *show(const QString &subject, NoticeBar::Level level, const QString &text);
    NoticeBar *bar(const QString &subject) const { return m_bars.value(subject); }
    void close(const QString &subject);
    /// A bar with nothing to choose but to close it.
    void tell(const QString &subject, NoticeBar::Level level, const QString &text);

private:
    Theme &m_theme;
    QVBoxLayout *m_column;
    QHash<QString, NoticeBar *> m_bars;
};

} // namespace handglass
