// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/scenariochoice.h"

#include "ui/common/background.h"
#include "ui/mock/scenarioexamples.h"

#include <QFileDialog>
#include <QFileInfo>

namespace handglass {

namespace {

const QString OtherFile = QStringLiteral("…");

struct Reading {
    scenario::ScenarioText text;
    tl::expected<scenario::LoadedScenario, scenario::Errors> loaded;
};

Reading readMade(const QByteArray &text)
{
    return {{{}, text}, scenario::loadScenarioText(text, {})};
}

Reading readWhole(const QString &file)
{
    Reading reading{{file, {}}, {}};
    auto text = scenario::readScenarioText(file);
    if (!text) {
        reading.loaded = tl::unexpected(text.error());
        return reading;
    }
    reading.text.text = *text;
    reading.loaded = scenario::loadScenarioText(*text, QFileInfo(file).absolutePath());
    return reading;
}

} // namespace

ScenarioChoice::ScenarioChoice(QWidget *parent)
    : QComboBox(parent)
{
    setObjectName(QStringLiteral("mockScenario"));
    addItem(tr("None, it echoes"), QString());
    const QList<ScenarioExample> examples = scenarioExamples();
    for (const ScenarioExample &example : examples) {
        addItem(example.name, example.file);
        setItemData(count() - 1, example.what, Qt::ToolTipRole);
    }
    insertSeparator(count());
    addItem(tr("Open a file…"), OtherFile);
    setMaxVisibleItems(count() + 5);
    connect(this, &QComboBox::activated, this, &ScenarioChoice::take);
}

void ScenarioChoice::choose(const QString &file)
{
    if (findData(file) < 0)
        add(QFileInfo(file).fileName(), file, file);
    setCurrentIndex(findData(file));
    read(file);
}

QString ScenarioChoice::addMade(const QString &name, const QByteArray &scenario)
{
    const QString key = QStringLiteral("made %1").arg(m_made.size() + 1);
    m_made.insert(key, scenario);
    add(name, key, tr("Not in a file yet"));
    return key;
}

/// Before the separator.
void ScenarioChoice::add(const QString &name, const QString &key, const QString &tip)
{
    const int row = count() - 2;
    insertItem(row, name, key);
    setItemData(row, tip, Qt::ToolTipRole);
}

void ScenarioChoice::take(int row)
{
    const QString file = itemData(row).toString();
    if (file == OtherFile)
        askForFile();
    else
        choose(file);
}

void ScenarioChoice::askForFile()
{
    setCurrentIndex(qMax(0, findData(m_key)));
    auto *dialog = new QFileDialog(
        window(), tr("Open scenario"), QFileInfo(m_text.file).absolutePath(), tr("Scenarios (*.json);;All files (*)"));
    dialog->setObjectName(QStringLiteral("mockScenarioDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ScenarioChoice::choose);
    dialog->open();
}

void ScenarioChoice::read(const QString &file)
{
    m_key = file;
    const bool isMade = m_made.contains(file);
    m_text = {isMade ? QString() : file, {}};
    m_scenario.reset();
    m_errors = {};
    m_reading = !file.isEmpty();
    const int serial = ++m_serial;
    Q_EMIT chosen();
    if (!m_reading)
        return;
    const auto work = [file, isMade, made = m_made.value(file)] { return isMade ? readMade(made) : readWhole(file); };
    inBackground(work).then(this, [this, serial](const Reading &reading) {
        if (serial != m_serial)
            return;
        m_reading = false;
        m_text = reading.text;
        if (reading.loaded)
            m_scenario = reading.loaded->scenario;
        else
            m_errors = reading.loaded.error();
        Q_EMIT finished();
    });
}

} // namespace handglass
