// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/lessonexport.h"

#include "ui/common/background.h"
#include "ui/common/settings.h"
#include "ui/mainwindow/noticearea.h"

#include <QFileDialog>
#include <QPdfWriter>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTextDocument>

namespace handglass {

namespace {

constexpr int MarginMm = 18;
const auto PdfSuffix = QStringLiteral("pdf");
const auto HtmlSuffix = QStringLiteral("html");
const auto Subject = QStringLiteral("lessonExport");

bool isPdf(const QString &path)
{
    return path.endsWith(QLatin1Char('.') + PdfSuffix, Qt::CaseInsensitive);
}

void printPdf(const QString &html, QIODevice &file)
{
    QPdfWriter writer(&file);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(MarginMm, MarginMm, MarginMm, MarginMm), QPageLayout::Millimeter);
    writer.setCreator(QStringLiteral("Handglass"));
    QTextDocument document;
    document.setHtml(html);
    writer.setTitle(document.metaInformation(QTextDocument::DocumentTitle));
    document.print(&writer);
}

/// Empty, or what went wrong. The file is whole, or as it was.
QString writeFile(const QString &html, const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        if (isPdf(path))
            printPdf(html, file);
        else
            file.write(html.toUtf8());
        if (file.commit())
            return {};
    }
    return LessonExport::tr("%1 could not be written: %2. Choose another folder.").arg(path, file.errorString());
}

} // namespace

LessonExport::LessonExport(Settings &settings, NoticeArea &notices, QWidget *window)
    : QObject(window)
    , m_settings(settings)
    , m_notices(notices)
    , m_window(window)
{
}

void LessonExport::ask(const QString &html, const QString &name)
{
    const QString folder = m_settings.saveFolder.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
        : m_settings.saveFolder;
    auto *dialog = new QFileDialog(m_window, tr("Export lesson"), folder, tr("Web page (*.html);;PDF (*.pdf)"));
    dialog->setObjectName(QStringLiteral("lessonExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(HtmlSuffix);
    dialog->selectFile(name + QLatin1Char('.') + HtmlSuffix);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(PdfSuffix) ? PdfSuffix : HtmlSuffix);
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, html](const QString &path) { write(html, path); });
    dialog->open();
}

void LessonExport::write(const QString &html, const QString &path)
{
    m_settings.saveFolder = QFileInfo(path).absolutePath();
    inBackground([html, path] { return writeFile(html, path); }).then(this, [this, path](const QString &error) {
        const auto level = error.isEmpty() ? NoticeBar::Level::Info : NoticeBar::Level::Fail;
        m_notices.tell(Subject, level, error.isEmpty() ? tr("The lesson stands in %1.").arg(path) : error);
    });
}

} // namespace handglass
