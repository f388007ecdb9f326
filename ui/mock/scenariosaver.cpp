// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/scenariosaver.h"

#include "ui/common/background.h"
#include "ui/mock/scenariodocument.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>

namespace handglass {

namespace {

constexpr std::chrono::milliseconds Rest{200};

struct Order {
    QString file;
    QByteArray text;
    QByteArray known; ///< what is thought to be in the file
    bool over = false;
    QString oldFolder; ///< of the files that it names
    QStringList files;
};

struct Written {
    QString error;
    bool overtaken = false;
};

/// What the scenario names goes along to another folder, unless something of that name is there.
QString copyFiles(const Order &order)
{
    const QDir from(order.oldFolder);
    const QDir to = QFileInfo(order.file).absoluteDir();
    for (const QString &file : order.files) {
        const QString target = to.filePath(from.relativeFilePath(file));
        if (from == to || QFileInfo::exists(target))
            continue;
        QFile source(file);
        if (!QDir().mkpath(QFileInfo(target).absolutePath()) || !source.copy(target))
            return ScenarioSaver::tr("expected to copy %1 to %2, got: %3").arg(file, target, source.errorString());
        QFile::setPermissions(target, QFile::permissions(target) | QFile::WriteOwner); // ours are read-only
    }
    return {};
}

Written writeWhole(const Order &order)
{
    QFile present(order.file);
    if (!order.over && present.open(QIODevice::ReadOnly)) {
        const QByteArray there = present.readAll();
        if (there != order.known && there != order.text)
            return {{}, true};
    }
    const QString error = order.oldFolder.isEmpty() ? QString() : copyFiles(order);
    if (!error.isEmpty())
        return {error, false};
    QSaveFile file(order.file);
    const bool done = file.open(QIODevice::WriteOnly) && file.write(order.text) == order.text.size() && file.commit();
    if (done)
        return {};
    return {ScenarioSaver::tr("expected to write %1, got: %2").arg(order.file, file.errorString()), false};
}

QString stampOf(const QStringList &files)
{
    QString stamp;
    for (const QString &file : files) {
        const QFileInfo info(file);
        stamp += QStringLiteral("%1 %2 %3\n").arg(file).arg(info.lastModified().toMSecsSinceEpoch()).arg(info.size());
    }
    return stamp;
}

} // namespace

ScenarioSaver::ScenarioSaver(ScenarioDocument &document, QWidget *window)
    : QObject(window)
    , m_document(document)
    , m_window(window)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(Rest);
    connect(&m_timer, &QTimer::timeout, this, &ScenarioSaver::check);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_timer, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_timer, qOverload<>(&QTimer::start));
    connect(&document, &ScenarioDocument::checked, this, &ScenarioSaver::watch);
}

void ScenarioSaver::save()
{
    if (m_document.needsFile())
        saveAs();
    else
        write(m_document.file(), false);
}

void ScenarioSaver::saveOver()
{
    write(m_document.file(), true);
}

void ScenarioSaver::saveAs()
{
    const QString name = QFileInfo(m_document.file()).fileName();
    const QString start =
        m_document.needsFile() ? QDir::home().filePath(name.isEmpty() ? tr("scenario.json") : name) : m_document.file();
    auto *dialog = new QFileDialog(m_window, tr("Save scenario"), start, tr("Scenarios (*.json);;All files (*)"));
    dialog->setObjectName(QStringLiteral("scenarioSaveDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave); // which asks before it takes another file's name
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) { write(file, true); });
    dialog->open();
}

void ScenarioSaver::write(const QString &file, bool over)
{
    Order order{file, m_document.text(), m_document.saved(), over, m_document.folder(), m_document.files()};
    m_writing = true;
    inBackground([order] { return writeWhole(order); }).then(this, [this, order](const Written &written) {
        m_writing = false;
        if (written.overtaken)
            Q_EMIT overtaken();
        else if (!written.error.isEmpty())
            Q_EMIT failed(written.error);
        else
            m_document.setSaved(order.file, order.text);
        watch();
        if (!written.overtaken && written.error.isEmpty())
            Q_EMIT done();
    });
}

void ScenarioSaver::readAgain()
{
    inBackground([file = m_document.file()] {
        return scenario::readScenarioText(file);
    }).then(this, [this](const tl::expected<QByteArray, scenario::Errors> &text) {
        if (!text)
            return Q_EMIT failed(text.error().first().sentence);
        m_document.setSaved(m_document.file(), *text);
        Q_EMIT readAnew(*text);
    });
}

/// A file that took another's name is watched anew; the folder tells that it came.
void ScenarioSaver::watch()
{
    if (m_document.needsFile())
        return;
    QStringList paths = m_document.files() + QStringList{m_document.file(), m_document.folder()};
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    paths.removeIf([&watched](const QString &path) { return watched.contains(path) || path.startsWith(u':'); });
    if (!paths.isEmpty())
        m_watcher.addPaths(paths);
    if (m_document.files() != m_named)
        stampNamed();
}

void ScenarioSaver::stampNamed()
{
    m_named = m_document.files();
    inBackground([files = m_named] { return stampOf(files); }).then(this, [this](const QString &stamp) {
        const bool isOther = !m_stamp.isEmpty() && stamp != m_stamp && m_stamp.count(u'\n') == stamp.count(u'\n');
        m_stamp = stamp;
        if (isOther)
            m_document.checkAgain();
    });
}

void ScenarioSaver::check()
{
    watch();
    if (m_writing)
        return;
    if (!m_named.isEmpty() || !m_document.errors().isEmpty())
        stampNamed();
    if (!m_document.errors().isEmpty())
        m_document.checkAgain(); // what was missing may be there
    inBackground([file = m_document.file()] {
        return scenario::readScenarioText(file);
    }).then(this, [this](const tl::expected<QByteArray, scenario::Errors> &text) {
        if (m_writing || !text || *text == m_document.saved())
            return; // not there: between two names of an editor's
        if (*text == m_document.text())
            m_document.setSaved(m_document.file(), *text);
        else
            Q_EMIT overtaken();
    });
}

} // namespace handglass
