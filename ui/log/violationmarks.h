// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/capture/hitfinder.h"
#include "ui/log/hitstore.h"

#include <QPointer>

namespace handglass {

class LogModel;

/// Where in the log's rows rules were broken, for the ticks of its scroll bar. The capture is searched once by a
/// worker, newest rows first, and what comes as it comes.
class ViolationMarks final : public QObject
{
    Q_OBJECT
public:
    ViolationMarks(const LogModel &model, QObject *parent);

    /// nullptr: none.
    void setCapture(Capture *capture);
    /// As LogModel::partsWith(), of the rows with a violation.
    QList<int> parts(int count) const;
    /// The same of the rows that a person marked.
    QList<int> markedParts(int count) const;

Q_SIGNALS:
    void changed();

private:
    const LogModel &m_model;
    QPointer<Capture> m_capture;
    HitFinder m_finder;
    HitStore m_violations;
};

} // namespace handglass
