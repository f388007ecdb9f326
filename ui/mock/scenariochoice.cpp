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
    int row = findData(file);
    if (row < 0) {
        row = count() - 2; // files stand before the separator
        insertItem(row, QFileInfo(file).fileName(), file);
        setItemData(row, file, Qt::ToolTipRole);
    }
    setCurrentIndex(row);
    read(file);
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
    setCurrentIndex(qMax(0, findData(m_text.file)));
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
    m_text = {file, {}};
    m_scenario.reset();
    m_errors = {};
    m_reading = !file.isEmpty();
    const int serial = ++m_serial;
    Q_EMIT chosen();
    if (!m_reading)
        return;
    inBackground([file] { return readWhole(file); }).then(this, [this, serial](const Reading &reading) {
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
