// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace handglass {

class TextLabel;

/// Labelled fields one below the other; the sentence of a field that is wrong stands below it (LOOK.md §5).
class FieldForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FieldForm)
public:
    explicit FieldForm(Theme &theme, QWidget *parent = nullptr);

    /// Gets this object name; the label of its sentence the same with "Error" behind.
    void addField(const QString &name, QWidget *field, const QString &objectName);
    void setName(QWidget *field, const QString &name);
    /// Over the whole width.
    void addWide(QWidget *widget);
    /// A line that explains, over the whole width.
    TextLabel *addNote(const QString &text);
    /// What is left of the height stays empty.
    void addStretch();
    /// Empty: the field is right. The value stays as it is.
    void setError(QWidget *field, const QString &sentence);
    void setRowVisible(QWidget *field, bool visible);
    /// The first sentence among the rows that are shown; empty if all are right.
    QString error() const;
    /// Moves the focus to the field that error() speaks of.
    void showError();

private:
    struct Row {
        TextLabel *label = nullptr;
        QWidget *field = nullptr;
        TextLabel *error = nullptr;
        bool shown = true;
    };
    Row *rowOf(const QWidget *field);

    Theme &m_theme;
    QGridLayout *m_grid;
    std::vector<Row> m_rows;
};

} // namespace handglass
