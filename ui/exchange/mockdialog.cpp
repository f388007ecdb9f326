// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/mockdialog.h"

#include "app/exchange/scenariomaking.h"
#include "ui/common/format.h"
#include "ui/common/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>

namespace handglass {

namespace {
constexpr int LeastWidth = 560;
}

MockDialog::MockDialog(Theme &theme, const QString &connection, qint64 selected, QWidget *parent)
    : QDialog(parent)
    , m_waiting(new QRadioButton(tr("&Wait for each of the client's messages"), this))
    , m_timed(new QRadioButton(tr("Keep the recorded &times"), this))
    , m_speed(new QComboBox(this))
    , m_ignored(new QLineEdit(this))
    , m_selected(new QCheckBox(tr("Only the se&lected rows: %1").arg(groupedNumber(selected)), this))
    , m_credentials(new QCheckBox(tr("With the c&ookies that the server set"), this))
    , m_error(new TextLabel(theme, TypeStep::Table, Ink::Fail, QFont::Normal, this))
    , m_start(new QPushButton(tr("Start mock"), this))
{
    setObjectName(QStringLiteral("mockDialog"));
    setWindowTitle(tr("Mock of a connection"));
    fillSpeeds();
    build(theme, connection, selected);
    connect(m_timed, &QRadioButton::toggled, this, &MockDialog::takePace);
    connect(m_ignored, &QLineEdit::textChanged, m_error, &QWidget::hide);
    connect(m_start, &QPushButton::clicked, this, &MockDialog::check);
}

void MockDialog::fillSpeeds()
{
    m_speed->addItem(tr("As recorded"), 1.0);
    m_speed->addItem(tr("Half as fast"), 0.5);
    for (const int times : {2, 5, 10})
        m_speed->addItem(tr("%1 times as fast").arg(times), double(times));
    m_speed->addItem(tr("Without gaps"), 0.0);
}

void MockDialog::build(Theme &theme, const QString &connection, qint64 selected)
{
    m_waiting->setObjectName(QStringLiteral("mockWaiting"));
    m_timed->setObjectName(QStringLiteral("mockTimed"));
    m_speed->setObjectName(QStringLiteral("mockSpeed"));
    m_ignored->setObjectName(QStringLiteral("mockIgnored"));
    m_selected->setObjectName(QStringLiteral("mockSelected"));
    m_credentials->setObjectName(QStringLiteral("mockCredentials"));
    m_error->setObjectName(QStringLiteral("mockDialogError"));
    m_start->setObjectName(QStringLiteral("mockDialogStart"));
    m_waiting->setChecked(true);
    m_ignored->setPlaceholderText(tr("none, or for example $.id, $.sentAt"));
    m_selected->setVisible(selected > 0);
    m_selected->setChecked(selected > 1);
    m_start->setProperty("primary", true);
    m_start->setDefault(true);
    m_error->setWordWrap(true);
    m_error->hide();
    const auto note = [&](const QString &text) {
        auto *label = new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this);
        label->setText(text);
        label->setWordWrap(true);
        return label;
    };
    const auto label = [this](const QString &text, QWidget *buddy) {
        auto *made = new QLabel(text, this);
        made->setBuddy(buddy);
        return made;
    };
    auto *what =
        note(tr("A scenario of what the server said on %1. It opens in the mock's Scenario tab, and is not saved "
                "until you save it.")
                 .arg(connection));
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(what, 0, 0, 1, 2);
    grid->addWidget(label(tr("When"), m_waiting), 1, 0);
    grid->addWidget(m_waiting, 1, 1);
    grid->addWidget(
        note(tr("Each reply when the message has come that it followed; another message is unmatched.")), 2, 1);
    grid->addWidget(m_timed, 3, 1);
    grid->addWidget(
        note(tr("Everything as long after the connection opened as it was, whatever the client sends.")), 4, 1);
    grid->addWidget(label(tr("&Speed"), m_speed), 5, 0);
    grid->addWidget(m_speed, 5, 1);
    grid->addWidget(label(tr("May &differ"), m_ignored), 6, 0);
    grid->addWidget(m_ignored, 6, 1);
    grid->addWidget(
        note(tr("JSON paths in the client's messages. Where the server repeated such a value, an id perhaps, the "
                "mock says the one that its own client sent.")),
        7, 1);
    grid->addWidget(m_selected, 8, 1);
    grid->addWidget(m_credentials, 9, 1);
    grid->addWidget(m_error, 10, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_start);
    grid->addLayout(buttons, 11, 0, 1, 2);
    setMinimumWidth(LeastWidth);
}

ScenarioOptions MockDialog::options() const
{
    static const QRegularExpression separator(QStringLiteral(",\\s*|\\s+"));
    const bool waits = m_waiting->isChecked();
    return {waits ? MockPace::Waiting : MockPace::Timed, m_speed->currentData().toDouble(),
        waits ? m_ignored->text().split(separator, Qt::SkipEmptyParts) : QStringList()};
}

bool MockDialog::selectedOnly() const
{
    return m_selected->isChecked();
}

bool MockDialog::withCredentials() const
{
    return m_credentials->isChecked();
}

/// What may differ counts only where messages are compared.
void MockDialog::takePace()
{
    m_ignored->setEnabled(m_waiting->isChecked());
    m_error->hide();
}

void MockDialog::check()
{
    const QString error = ignoredError(options().ignored);
    if (error.isEmpty())
        return accept();
    m_error->setText(error);
    m_error->show();
    m_ignored->setFocus();
}

} // namespace handglass
