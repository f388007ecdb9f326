// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

class QSplitter;
class QVBoxLayout;

namespace handglass {

class FlatTabBar;
class Hairline;

/// Where the parts of a lesson stand: the wire over text and breaks side by side; in a narrow window text and breaks
/// are tabs; in a low one each of the three is.
class LearnBody final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LearnBody)
public:
    enum class Part : quint8 { Wire, Text, Breaks };

    LearnBody(Theme &theme, QWidget *wire, QWidget *text, QWidget *breaks, QWidget *parent = nullptr);
    void setNarrow(bool narrow);
    /// The tab's word where there are tabs.
    void setTextName(const QString &name);
    void setBreaksShown(bool shown);
    /// It is in sight then.
    void turnTo(Part part);
    bool isInSight(Part part) const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    bool isLow() const;

    Theme &m_theme;
    QWidget *m_wire;
    QWidget *m_text;
    QWidget *m_breaks;
    Hairline *m_line;
    FlatTabBar *m_tabs;
    QSplitter *m_splitter;
    QWidget *m_lower;
    QVBoxLayout *m_all;
    QVBoxLayout *m_lowerColumn;
    Part m_part = Part::Text;
    QList<Part> m_tabParts; ///< a tab each
    bool m_narrow = false;
    bool m_breaksShown = true;
    bool m_arranging = false;
    QString m_textName;
};

} // namespace handglass
