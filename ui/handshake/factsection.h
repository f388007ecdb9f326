// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QGridLayout;

namespace handglass {

class TextLabel;
class Theme;

/// A heading with a note at its right, and rows of a name and a value below.
class FactSection final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FactSection)
public:
    enum class Mark : quint8 { None, Good, Bad, Odd };

    /// title empty: rows only.
    FactSection(Theme &theme, const QString &title, QWidget *parent = nullptr);

    void setNote(const QString &note);
    void clear();
    /// remark: in a quieter colour after the value.
    void addFact(const QString &name, const QString &value, const QString &remark = {});
    /// A value off the wire or computed from it, in fixed pitch; "\n" begins a second line.
    void addMono(const QString &name, const QString &value, Mark mark = Mark::None);
    /// A sentence with its mark before it.
    void addMarked(const QString &name, const QString &sentence, Mark mark);
    /// Takes ownership; over the whole width, below the facts so far.
    void addWide(QWidget *widget);

private:
    int addName(const QString &name);
    QWidget *withMark(QWidget *value, Mark mark);
    QWidget *newMark(Mark mark) const;

    Theme &m_theme;
    TextLabel *m_note;
    QGridLayout *m_grid;
    QList<QWidget *> m_facts;
    int m_row = 0;
};

} // namespace handglass
