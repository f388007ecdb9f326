// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonedit.h"
#include "app/mock/scenariofile.h"

#include <QObject>
#include <QTimer>

#include <concepts>

namespace handglass {

/// A scenario that is being edited: its text is the truth. Forms change single values of it in place; what is typed
/// comes in whole. It is checked on a worker; the last text that was right is what a mock plays. GUI thread.
class ScenarioDocument final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioDocument)
public:
    explicit ScenarioDocument(const scenario::ScenarioText &text, QObject *parent = nullptr);

    const QByteArray &text() const { return m_text; }
    /// As somebody typed it.
    void setText(const QByteArray &text);
    /// Values and their places; nullptr: the text is no JSON.
    const JsonIndex *tree();

    const QString &file() const { return m_file; }
    /// Of the program's own, which are not written to, or none yet.
    bool needsFile() const { return m_file.isEmpty() || m_file.startsWith(u':'); }
    QString folder() const;
    bool isModified() const { return m_text != m_saved; }
    const QByteArray &saved() const { return m_saved; }
    /// The file holds this text now. Where files lie that the scenario names may be another place then.
    void setSaved(const QString &file, const QByteArray &text);

    /// Of the text as it was checked last; isChecked(): as it is now.
    const scenario::Errors &errors() const { return m_errors; }
    bool isChecked() const { return m_checkedSerial == m_serial; }
    /// The last that was right; null: none was.
    const SharedScenario &scenario() const { return m_scenario; }
    /// Absolute: what the scenario names.
    const QStringList &files() const { return m_files; }
    /// A file that it names is another now.
    void checkAgain();

    // Edits of the tree, each told by edited(). What is not there any more is passed over.
    /// In place of what is there; else as a new member, with the objects that lead to it.
    void setValue(const JsonPath &path, const QByteArray &spelling);
    void replaceMember(const JsonPath &path, const QByteArray &name, const QByteArray &spelling);
    /// array: made if it is not there. row −1: at the end.
    void insert(const JsonPath &array, qint64 row, const QByteArray &spelling);
    void remove(const JsonPath &path);
    void move(const JsonPath &array, qint64 from, qint64 to);
    /// Behind it another one; name: of its own, null: as it is.
    void duplicate(const JsonPath &element, const QString &name = {});

    /// Edits from here to the end of its life are one step of undo.
    class Step final
    {
        Q_DISABLE_COPY_MOVE(Step)
    public:
        explicit Step(ScenarioDocument &document)
            : m_document(document)
        {
            Q_EMIT m_document.stepBegan();
        }
        ~Step() { Q_EMIT m_document.stepEnded(); }

    private:
        ScenarioDocument &m_document;
    };

Q_SIGNALS:
    void stepBegan();
    void stepEnded();
    /// By one of the edits; text() is as it is afterwards.
    void edited(const handglass::TextEdit &edit);
    /// errors() and tree() are of the text as it is now.
    void checked();
    /// It is right, and another than the last that was.
    void accepted(const handglass::SharedScenario &scenario);
    void modifiedChanged();

private:
    void apply(const TextEdit &edit);
    void takeText(const QByteArray &text, std::chrono::milliseconds rest);
    void check();

    QString m_file;
    QByteArray m_text;
    QByteArray m_saved;
    std::shared_ptr<const JsonIndex> m_tree; ///< null: not made for this text yet
    scenario::Errors m_errors;
    SharedScenario m_scenario;
    QStringList m_files;
    int m_serial = 0; ///< of the text
    int m_checkedSerial = -1;
    QTimer m_timer;
};

/// The path with a member or element more.
JsonPath operator/(JsonPath path, const char *member);
JsonPath operator/(JsonPath path, std::integral auto element)
{
    path.steps.append({JsonStep::Kind::Element, {}, qint64(element)});
    return path;
}

} // namespace handglass
