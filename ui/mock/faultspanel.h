// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/fault.h"
#include "app/session/faultverdict.h"
#include "ui/common/theme.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QScrollArea;

namespace handglass {

class FaultRow;
class PanelHead;
class TextLabel;

/// What a mock does wrong on purpose, a switch each, and what its clients made of it.
class FaultsPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit FaultsPanel(Theme &theme, QWidget *parent = nullptr);

    /// Those of the mock.
    void setFaults(const QList<scenario::Fault> &faults);
    QList<scenario::Fault> faults() const;
    /// Paragraphs, the newest first; none: nothing was made.
    void setReport(const QStringList &paragraphs);
    void setHeadShown(bool shown);

Q_SIGNALS:
    /// The user switched one, or changed a parameter of one that is on.
    void changed(const QList<handglass::scenario::Fault> &faults);
    void countChanged(int on);

private:
    QWidget *makeRows();
    QWidget *makeGroup(const QString &title, bool handshake);
    void showCount();
    void showReport();
    void showLast();
    void applyTheme();

    Theme &m_theme;
    PanelHead *m_head;
    QLabel *m_bolt;
    TextLabel *m_count;
    QList<FaultRow *> m_rows;
    QScrollArea *m_area = nullptr;
    FaultRow *m_last = nullptr; ///< that was changed
    QScrollArea *m_reportArea;
    QLabel *m_report;
    QStringList m_paragraphs;
};

} // namespace handglass
