// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/decode/compare.h"
#include "ui/common/theme.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QAction;
class QTableView;

namespace handglass {

class CompareDelegate;
class CompareModel;
class Segments;
class TextLabel;

/// The Compare tab: two messages of a capture side by side. One of them is set as the left side and stays; the other is
/// the row that is looked at, or the second of two selected rows. Compared by a worker.
class CompareTab final : public QWidget
{
    Q_OBJECT
public:
    explicit CompareTab(Theme &theme, QWidget *parent = nullptr);

    /// nullptr, or another capture: the left side is forgotten.
    void setCapture(Capture *capture);
    void setLeft(EntryId id);
    EntryId left() const { return m_left; }
    /// 0: none.
    void setRight(EntryId id);
    EntryId right() const { return m_right; }
    QTableView *table() const { return m_table; }
    CompareModel *model() const { return m_model; }
    QString summary() const;
    /// Next difference, previous difference.
    QList<QAction *> actions() const { return {m_next, m_previous}; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Result {
        Comparison comparison;
        QString error;
    };
    QWidget *makeHead();
    void makeTable();
    void makeActions();
    void applyTheme();
    void compare();
    void take(const Result &result);
    void updateHead();
    QString sideText(EntryId id) const;
    void step(bool forward);

    Theme &m_theme;
    QPointer<Capture> m_capture;
    EntryId m_left = 0;
    EntryId m_right = 0;
    std::optional<CompareAs> m_as; ///< chosen; else what fits
    CompareModel *m_model;
    CompareDelegate *m_delegate;
    QTableView *m_table;
    TextLabel *m_sides;
    TextLabel *m_summary;
    TextLabel *m_empty;
    Segments *m_form;
    QAction *m_next = nullptr;
    QAction *m_previous = nullptr;
    QString m_error;
    bool m_comparing = false;
    quint64 m_job = 0; ///< results of older ones are dropped
};

} // namespace handglass
