// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/scenarioplayer.h"
#include "ui/mock/scenariodocument.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QSplitter;

namespace handglass {

class FlatTabBar;
class RulesPane;
class NoticeBar;
class PanelHead;
class ScenarioForm;
class ScenarioSaver;
class ScenarioTextPane;
class Theme;

/// One scenario: its rules, the form of the one that is current, and its text.
class ScenarioEditor final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioEditor)
public:
    ScenarioEditor(Theme &theme, const scenario::ScenarioText &text, QWidget *parent = nullptr);

    ScenarioDocument &document() { return *m_document; }
    RulesPane &rules() { return *m_rules; }
    ScenarioTextPane &text() { return *m_text; }
    ScenarioForm &form() { return *m_form; }
    ScenarioSaver &saver() { return *m_saver; }
    bool hasUnsaved() const { return m_document->isModified(); }
    void setCounts(const ScenarioCounts &counts);
    /// A rule or a prepared reply in the form.
    void edit(const JsonPath &part);
    /// Form and text as tabs, instead of side by side.
    void setNarrow(bool narrow);
    /// How the log calls the client of a connection, for “last hit”.
    void setClientNamer(std::function<QString(qint64 connection)> name);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void takeCurrent();
    void takeCaret(qint64 offset);
    void showLastHit();
    void turnTo(int tab);
    void placeHead(PanelHead &head, QWidget &pane, const QString &title);
    void connectSaver();
    void tellOvertaken();
    NoticeBar *tell(bool isFailure, const QString &text);
    void closeBar();

    Theme &m_theme;
    ScenarioDocument *m_document;
    RulesPane *m_rules;
    ScenarioForm *m_form;
    ScenarioTextPane *m_text;
    ScenarioSaver *m_saver;
    QPointer<NoticeBar> m_bar; ///< about its file
    FlatTabBar *m_tabs;        ///< in a narrow window: Form, Text
    QHBoxLayout *m_tabRow;     ///< and beside it the current one's head
    QSplitter *m_splitter;
    QSplitter *m_right;
    std::function<QString(qint64 connection)> m_clientName;
};

} // namespace handglass
