// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonpath.h"

#include <QTimer>
#include <QWidget>

namespace handglass {

class PanelHead;
class PayloadEditor;
class ScenarioDocument;
class TextLabel;
class Theme;

/// The text of a scenario, and the one stack of undo for what is typed and what forms change.
class ScenarioTextPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioTextPane)
public:
    ScenarioTextPane(Theme &theme, ScenarioDocument &document, QWidget *parent = nullptr);

    PayloadEditor &editor() { return *m_editor; }
    /// Its first line; may stand elsewhere.
    PanelHead &head() { return *m_head; }
    /// Marks its lines.
    void showPart(const JsonPath &path);
    /// The caret goes there, too.
    void goTo(const JsonPath &path);
    void undo();
    void redo();
    /// All of it is another; one step of undo.
    void replaceText(const QByteArray &text);

Q_SIGNALS:
    void saveRequested();
    /// By a key or a click; bytes from the text's start.
    void caretMoved(qint64 offset);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takeEdit(qint64 at, qint64 removed, const QByteArray &inserted);
    void beginStep();
    void endStep();
    void takeCheck();
    void markPart();

    Theme &m_theme;
    ScenarioDocument &m_document;
    PanelHead *m_head;
    TextLabel *m_state;
    PayloadEditor *m_editor;
    JsonPath m_part;
    bool m_hasPart = false;
    bool m_applying = false; ///< the editor is told, it does not tell
    int m_steps = 0;         ///< that the document has begun and not ended
    bool m_stepOpen = false; ///< in the editor
    qint64 m_stepAt = -1;    ///< where its last edit was
    QTimer m_stepRest;
};

} // namespace handglass
