// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/exportdialog.h"

#include "ui/common/format.h"
#include "ui/common/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace handglass {

namespace {

constexpr int LeastWidth = 560;

struct FormatChoice {
    ExportFormat format;
    const char *name;
    const char *note;
};

constexpr FormatChoice choices[] = {
    {ExportFormat::Har, QT_TRANSLATE_NOOP("handglass::ExportDialog", "HAR"),
        QT_TRANSLATE_NOOP("handglass::ExportDialog",
            "For DevTools and other tools: handshakes and messages, put together and decompressed.")},
    {ExportFormat::JsonLines, QT_TRANSLATE_NOOP("handglass::ExportDialog", "JSON lines"),
        QT_TRANSLATE_NOOP("handglass::ExportDialog", "Everything that was recorded; Import brings it back.")},
    {ExportFormat::Csv, QT_TRANSLATE_NOOP("handglass::ExportDialog", "CSV"),
        QT_TRANSLATE_NOOP("handglass::ExportDialog", "For spreadsheets: a line for each row of the log.")},
    {ExportFormat::Text, QT_TRANSLATE_NOOP("handglass::ExportDialog", "Plain text"),
        QT_TRANSLATE_NOOP("handglass::ExportDialog", "To read: messages as wscat prints them, with their times.")},
    {ExportFormat::Raw, QT_TRANSLATE_NOOP("handglass::ExportDialog", "Raw payload files"),
        QT_TRANSLATE_NOOP("handglass::ExportDialog", "A folder with a file for each message.")},
    {ExportFormat::Pcapng, QT_TRANSLATE_NOOP("handglass::ExportDialog", "pcapng"),
        QT_TRANSLATE_NOOP("handglass::ExportDialog",
            "For Wireshark: every byte of the connections that the rows belong to, as plain TCP.")},
};

} // namespace

ExportDialog::ExportDialog(Theme &theme, const Offer &offer, QWidget *parent)
    : QDialog(parent)
    , m_format(new QComboBox(this))
    , m_shown(new QRadioButton(this))
    , m_selected(new QRadioButton(this))
    , m_all(new QRadioButton(this))
    , m_credentials(new QCheckBox(tr("&Leave credentials in it"), this))
    , m_target(new QLineEdit(this))
    , m_formatNote(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_targetNote(new TextLabel(theme, TypeStep::Table, Ink::Warn, QFont::Normal, this))
    , m_error(new TextLabel(theme, TypeStep::Table, Ink::Fail, QFont::Normal, this))
    , m_export(new QPushButton(tr("Export"), this))
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export"));
    for (const FormatChoice &choice : choices)
        m_format->addItem(tr(choice.name), int(choice.format));
    m_target->setText(QDir::toNativeSeparators(offer.basePath));
    build(theme, offer);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::takeFormat);
    connect(m_target, &QLineEdit::textChanged, this, &ExportDialog::check);
    connect(m_export, &QPushButton::clicked, this, [this] {
        m_error->setText(targetError());
        m_error->setVisible(!m_error->text().isEmpty());
        if (m_error->text().isEmpty())
            accept();
        else
            m_target->setFocus();
    });
    takeFormat();
}

QWidget *ExportDialog::makeRows(const Offer &offer)
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    const auto add = [&](QRadioButton *button, const char *name, const QString &text, qint64 count) {
        button->setObjectName(QLatin1String(name));
        button->setText(text.arg(groupedNumber(count)));
        column->addWidget(button);
    };
    add(m_shown, "exportShown", tr("&Shown now: %1"), offer.shown);
    add(m_selected, "exportSelected", tr("S&elected: %1"), offer.selected);
    add(m_all, "exportAll", tr("&All of the capture: %1"), offer.all);
    m_selected->setEnabled(offer.selected > 0);
    if (offer.selected == 0)
        m_selected->setToolTip(tr("Select rows in the log first"));
    (offer.shown > 0 ? m_shown : m_all)->setChecked(true);
    return box;
}

void ExportDialog::build(Theme &theme, const Offer &offer)
{
    m_format->setObjectName(QStringLiteral("exportFormat"));
    m_target->setObjectName(QStringLiteral("exportTarget"));
    m_credentials->setObjectName(QStringLiteral("exportCredentials"));
    m_export->setObjectName(QStringLiteral("exportNow"));
    m_error->setObjectName(QStringLiteral("exportError"));
    m_targetNote->setObjectName(QStringLiteral("exportTargetNote"));
    auto *hidden = new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this);
    hidden->setText(tr("Otherwise values of Authorization, Cookie and the like, and of tokens in addresses, become x. "
                       "Payloads stay as they are either way."));
    for (TextLabel *label : {hidden, m_formatNote, m_targetNote, m_error})
        label->setWordWrap(true);
    auto *browse = new QPushButton(tr("&Browse…"), this);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    m_export->setProperty("primary", true);
    m_export->setDefault(true);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::choose);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    const auto label = [this](const QString &text, QWidget *buddy) {
        auto *made = new QLabel(text, this);
        made->setBuddy(buddy);
        return made;
    };
    grid->addWidget(label(tr("&Format"), m_format), 0, 0);
    grid->addWidget(m_format, 0, 1, 1, 2);
    grid->addWidget(m_formatNote, 1, 1, 1, 2);
    grid->addWidget(label(tr("&Rows"), m_shown), 2, 0, Qt::AlignTop);
    grid->addWidget(makeRows(offer), 2, 1, 1, 2);
    grid->addWidget(m_credentials, 3, 1, 1, 2);
    grid->addWidget(hidden, 4, 1, 1, 2);
    grid->addWidget(label(tr("&To"), m_target), 5, 0);
    grid->addWidget(m_target, 5, 1);
    grid->addWidget(browse, 5, 2);
    grid->addWidget(m_targetNote, 6, 1, 1, 2);
    grid->addWidget(m_error, 7, 1, 1, 2);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_export);
    grid->addLayout(buttons, 8, 0, 1, 3);
    setMinimumWidth(LeastWidth);
    m_error->hide();
}

ExportFormat ExportDialog::format() const
{
    return static_cast<ExportFormat>(m_format->currentData().toInt());
}

void ExportDialog::setFormat(ExportFormat format)
{
    m_format->setCurrentIndex(m_format->findData(int(format)));
}

ExportDialog::Rows ExportDialog::rows() const
{
    if (m_selected->isChecked())
        return Rows::Selected;
    return m_all->isChecked() ? Rows::All : Rows::Shown;
}

bool ExportDialog::withCredentials() const
{
    return m_credentials->isChecked();
}

QString ExportDialog::target() const
{
    const QString text = QDir::fromNativeSeparators(m_target->text().trimmed());
    const QString home = text.startsWith(QStringLiteral("~/")) ? QDir::homePath() + text.mid(1) : text;
    return text.isEmpty() ? QString() : QFileInfo(home).absoluteFilePath();
}

/// The target keeps its name and gets the format's suffix in place of another format's.
void ExportDialog::takeFormat()
{
    for (const FormatChoice &choice : choices) {
        if (choice.format == format())
            m_formatNote->setText(tr(choice.note));
    }
    QString path = m_target->text();
    for (const FormatChoice &choice : choices) {
        const QString suffix = u'.' + formatSuffix(choice.format);
        if (suffix.size() > 1 && path.endsWith(suffix))
            path.chop(suffix.size());
    }
    const QString suffix = formatSuffix(format());
    m_target->setText(suffix.isEmpty() ? path : path + u'.' + suffix);
    check();
}

void ExportDialog::check()
{
    m_error->hide();
    const QFileInfo file(target());
    const bool replaces = format() != ExportFormat::Raw && file.isFile();
    m_targetNote->setText(replaces ? tr("%1 exists and will be replaced.").arg(file.fileName()) : QString());
    m_targetNote->setVisible(replaces);
}

QString ExportDialog::targetError() const
{
    const QFileInfo file(target());
    if (m_target->text().trimmed().isEmpty())
        return tr("expected a file to write, got none");
    if (format() == ExportFormat::Raw)
        return file.exists() && !(file.isDir() && QDir(file.absoluteFilePath()).isEmpty())
            ? tr("expected a new or an empty folder, got one that holds files: %1").arg(file.absoluteFilePath())
            : QString();
    if (file.isDir())
        return tr("expected a file name, got a folder: %1").arg(file.absoluteFilePath());
    if (!file.absoluteDir().exists())
        return tr("expected a folder that exists, got %1").arg(file.absolutePath());
    return {};
}

void ExportDialog::choose()
{
    auto *dialog = new QFileDialog(this, tr("Export to"), target());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    if (format() == ExportFormat::Raw)
        dialog->setFileMode(QFileDialog::Directory);
    dialog->setDefaultSuffix(formatSuffix(format()));
    connect(dialog, &QFileDialog::fileSelected, this,
        [this](const QString &path) { m_target->setText(QDir::toNativeSeparators(path)); });
    dialog->open();
}

} // namespace handglass
