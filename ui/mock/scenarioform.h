// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/scenarioerror.h"
#include "ui/mock/formplan.h"

#include <QTimer>
#include <QWidget>

class QGridLayout;
class QScrollArea;

namespace handglass {

class FormField;
class PanelHead;
class ScenarioDocument;
class TextLabel;
class Theme;

/// The form of one part of a scenario: a rule, a check of the request, what the route says. It is made from what the
/// part consists of, and changes single values of the text.
class ScenarioForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioForm)
public:
    ScenarioForm(Theme &theme, ScenarioDocument &document, QWidget *parent = nullptr);

    /// Its first line; may stand elsewhere.
    PanelHead &head() { return *m_head; }
    void showPart(formplan::Part part, const JsonPath &path);
    /// "last hit 10:30:43.902, client 4"
    void setFacts(const QString &facts);
    /// The text is another.
    void refresh();
    /// The field of this value gets the focus.
    void focusValue(const JsonPath &path);

Q_SIGNALS:
    /// A control of it has the focus.
    void partFocused(const handglass::JsonPath &path);
    void asTextRequested(const handglass::JsonPath &path);
    void undoRequested();
    void redoRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct ShownCell {
        FormCell cell;
        QWidget *widget = nullptr;
        std::size_t line = 0;
    };
    struct ShownLine {
        TextLabel *error = nullptr;
        QString refused; ///< by a field of it
        QString found;   ///< by the check
    };
    void build(const FormPlan &plan);
    void buildLine(const FormLine &line, int row);
    QWidget *makeCell(const FormCell &cell, std::size_t line);
    QWidget *makeField(const FormCell &cell, std::size_t line);
    QWidget *makeNamed(const FormCell &cell, QWidget *control);
    QWidget *makeButton(const FormCell &cell);
    void load(const JsonIndex &tree);
    void showErrors();
    void showError(ShownLine &line);
    QString focusKey() const;
    void restoreFocus(const QString &key);
    void noteFocus(const QObject *watched);
    const FormCell *cellOf(const QObject *watched) const;
    std::optional<JsonPath> actionAround(const JsonPath &path) const;
    void showActionMenu(const JsonPath &action, const QPoint &place);
    static QString keyOf(const FormCell &cell);

    Theme &m_theme;
    ScenarioDocument &m_document;
    PanelHead *m_head;
    TextLabel *m_facts;
    TextLabel *m_note;
    QScrollArea *m_scroll;
    QWidget *m_content = nullptr;
    QGridLayout *m_grid = nullptr;
    formplan::Part m_part = formplan::Part::Nothing;
    JsonPath m_path;
    FormPlan m_plan;
    std::vector<ShownCell> m_cells;
    std::vector<ShownLine> m_lines;
    JsonPath m_wanted; ///< the value to get the focus when it is there
    bool m_wants = false;
    QTimer m_refresh; ///< not while a control tells
};

} // namespace handglass
