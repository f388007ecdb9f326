// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QObject>

namespace handglass {

class PayloadEditor;

/// Completes what is typed in an editor of JSON by a schema: while a name, or a value that the schema lists, is typed,
/// and on Ctrl+Space wherever one can stand. Enter or Tab takes what is chosen, Escape none. GUI thread.
class SchemaCompleter final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SchemaCompleter)
public:
    /// The editor is the parent.
    SchemaCompleter(PayloadEditor &editor, const QJsonObject &schema);
    /// asked: also where nothing is typed yet.
    void propose(bool asked);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void take(const QString &word);

    PayloadEditor &m_editor;
    const QJsonObject m_schema;
};

/// The schema of scenarios.
QJsonObject scenarioSchema();

} // namespace handglass
