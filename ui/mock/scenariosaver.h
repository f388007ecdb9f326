// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QTimer>
#include <QWidget>

namespace handglass {

class ScenarioDocument;

/// Where the text of a scenario goes, and what others do with its file meanwhile: nothing is written over that was not
/// seen. Reads and writes on a worker.
class ScenarioSaver final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioSaver)
public:
    /// window: the dialogs'.
    ScenarioSaver(ScenarioDocument &document, QWidget *window);

    /// Into its file; asks for one if it has none. Answered by done(), overtaken() or failed(); not at all if the
    /// dialog is left.
    void save();
    void saveAs();
    /// Into its file, whatever is in there.
    void saveOver();
    /// What is in the file takes the text's place.
    void readAgain();

Q_SIGNALS:
    void done();
    void failed(const QString &sentence);
    /// The file holds something else than was read or written last; by another program, or by hand.
    void overtaken();
    /// The text is to be another.
    void readAnew(const QByteArray &text);

private:
    void write(const QString &file, bool over);
    void watch();
    void stampNamed();
    void check();

    ScenarioDocument &m_document;
    QWidget *m_window;
    QFileSystemWatcher m_watcher;
    QTimer m_timer; ///< editors touch a file several times when they save it
    bool m_writing = false;
    QStringList m_named; ///< files of the scenario, that m_stamp is of
    QString m_stamp;     ///< changes with them
};

} // namespace handglass
