// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/exchangedesk.h"

#include "ui/common/format.h"
#include "ui/common/settings.h"
#include "ui/exchange/exportdialog.h"
#include "ui/exchange/mockdialog.h"
#include "ui/log/logpanel.h"
#include "ui/mainwindow/captureshelf.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mainwindow/sessionpage.h"
#include "ui/mainwindow/windowactions.h"

#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QStandardPaths>

namespace handglass {

namespace {

const QString JobSubject = QStringLiteral("exchangeJob");
const QString CopySubject = QStringLiteral("copiedCommand");

QString folderOf(const Settings &settings)
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString usual = QDir(documents).exists() ? documents : QDir::homePath();
    return settings.saveFolder.isEmpty() ? usual : settings.saveFolder;
}

} // namespace

ExchangeDesk::ExchangeDesk(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
    , m_copyMenu(new QMenu(tr("Copy &connection as"), window))
{
    makeCopyMenu();
    connect(&m_job, &ExchangeJob::progressed, this, [this](int percent) {
        NoticeBar *bar = m_parts.notices.bar(JobSubject);
        if (bar == nullptr) {
            bar = m_parts.notices.show(JobSubject, NoticeBar::Level::Info, {});
            const QPushButton *cancel = bar->addButton(tr("Cancel"), QStringLiteral("cancelExchange"));
            connect(cancel, &QPushButton::clicked, &m_job, &ExchangeJob::cancel);
        }
        bar->setText(m_doing.arg(percent));
    });
}

void ExchangeDesk::makeCopyMenu()
{
    m_copyMenu->setObjectName(QStringLiteral("menuCopyAs"));
    m_copyMenu->setToolTipsVisible(true);
    constexpr std::pair<CopyAs, const char *> programs[] = {{CopyAs::Wscat, "copyAsWscat"},
        {CopyAs::Websocat, "copyAsWebsocat"}, {CopyAs::Curl, "copyAsCurl"}, {CopyAs::JavaScript, "copyAsJavaScript"},
        {CopyAs::Python, "copyAsPython"}, {CopyAs::Cpp, "copyAsCpp"}};
    int key = Qt::Key_1;
    for (const auto &[program, name] : programs) {
        QAction *action = m_copyMenu->addAction(copyAsName(program), this, [this, as = program] { copy(as, false); });
        action->setObjectName(QLatin1String(name));
        action->setShortcut(QKeySequence(int(Qt::CTRL) | int(Qt::ALT) | key++));
    }
}

void ExchangeDesk::setPlace(const Place &place)
{
    m_place = place;
    const QString whyNot =
        place.capture == nullptr ? tr("Select a session or a capture in the sidebar first") : QString();
    m_copyMenu->menuAction()->setEnabled(whyNot.isEmpty());
    const QList<QAction *> actions = m_copyMenu->actions();
    for (QAction *action : actions)
        setWhyNot(action, whyNot);
}

bool ExchangeDesk::begin(const QString &doing)
{
    if (m_job.isRunning()) {
        tell(tr("Another export or import is running: try after it."));
        return false;
    }
    m_doing = doing;
    m_parts.notices.close(JobSubject);
    return true;
}

void ExchangeDesk::tell(const QString &sentence)
{
    m_parts.notices.tell(QStringLiteral("exchangeFailed"), NoticeBar::Level::Fail, sentence);
}

// ---- export

void ExchangeDesk::exportRows()
{
    if (m_place.capture == nullptr)
        return;
    ExportDialog::Offer offer;
    offer.shown = m_parts.page.log().shownRows();
    offer.selected = m_parts.page.log().selectedIds().size();
    offer.all = m_place.capture->lastId();
    const bool file = !m_place.capture->isLive() && !m_parts.shelf.isLost(m_place.capture);
    const QString name = file ? QFileInfo(m_place.capture->path()).completeBaseName()
                              : QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH-mm"));
    offer.basePath = QDir(folderOf(m_parts.settings)).filePath(name);
    auto *dialog = new ExportDialog(m_parts.theme, offer, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QPointer<Capture> capture(m_place.capture);
    connect(dialog, &QDialog::accepted, this, [this, dialog, capture] { startExport(*dialog, capture); });
    dialog->open();
}

ExportRows ExchangeDesk::rowsOf(const ExportDialog &dialog) const
{
    switch (dialog.rows()) {
    case ExportDialog::Rows::Shown:
        return {m_parts.page.log().currentQuery(), {}};
    case ExportDialog::Rows::Selected:
        return {{}, m_parts.page.log().selectedIds()};
    case ExportDialog::Rows::All:
        break;
    }
    return {};
}

void ExchangeDesk::startExport(const ExportDialog &dialog, const QPointer<Capture> &capture)
{
    if (!capture || !begin(tr("Exporting %1 %")))
        return;
    const QString target = dialog.target();
    m_parts.settings.saveFolder = QFileInfo(target).absolutePath();
    const ExportRequest request{capture->path(), dialog.format(), rowsOf(dialog), dialog.withCredentials()};
    m_job.start([request, target](const JobWatch &watch) { return exportCapture(request, target, watch); },
        [this, target](const ExportResult &result) { takeExport(result, target); });
}

void ExchangeDesk::takeExport(const ExportResult &result, const QString &target)
{
    m_parts.notices.close(JobSubject);
    if (!result) {
        if (result.error().kind != CaptureError::Kind::Cancelled)
            tell(result.error().sentence);
        return;
    }
    QString text = tr("%1 rows exported to %2, %3.")
                       .arg(groupedNumber(result->rows), QFileInfo(target).fileName(), sizeText(result->bytes));
    if (result->hidden > 0)
        text += u' ' + tr("Credentials hidden in it: %1.").arg(result->hidden);
    if (!result->note.isEmpty())
        text += u' ' + result->note;
    m_parts.notices.tell(JobSubject, NoticeBar::Level::Info, text);
}

// ---- import

bool ExchangeDesk::isImportable(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return QStringList{QStringLiteral("har"), QStringLiteral("jsonl"), QStringLiteral("ndjson")}.contains(suffix);
}

void ExchangeDesk::importRows()
{
    auto *dialog = new QFileDialog(m_window, tr("Import"), folderOf(m_parts.settings),
        tr("HAR and JSON lines (*.har *.jsonl *.ndjson);;All files (*)"));
    dialog->setObjectName(QStringLiteral("importDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ExchangeDesk::importFile);
    dialog->open();
}

/// Into a capture of the unsaved folder: it is nobody's file yet.
void ExchangeDesk::importFile(const QString &path)
{
    if (!begin(tr("Importing %1 %")))
        return;
    const auto target = m_parts.workbench.files().newPath();
    if (!target)
        return tell(target.error().sentence);
    m_parts.settings.saveFolder = QFileInfo(path).absolutePath();
    m_job.start([path, to = *target](const JobWatch &watch) { return importCapture(path, to, watch); },
        [this, path, to = *target](const ImportResult &result) { takeImport(result, path, to); });
}

void ExchangeDesk::takeImport(const ImportResult &result, const QString &source, const QString &target)
{
    m_parts.notices.close(JobSubject);
    if (!result) {
        m_parts.workbench.files().discard(target);
        if (result.error().kind != CaptureError::Kind::Cancelled)
            tell(result.error().sentence);
        return;
    }
    QString error;
    Capture *capture = m_parts.shelf.open(target, true, &error, QFileInfo(source).fileName());
    if (capture == nullptr)
        return tell(error);
    QStringList said{tr("%1 imported, not saved yet. Connections: %2.")
                         .arg(QFileInfo(source).fileName(), groupedNumber(result->connections))};
    if (result->skipped > 0)
        said.append(tr("Entries without WebSocket, passed over: %1.").arg(groupedNumber(result->skipped)));
    if (result->problems > 0)
        said.append(tr("What could not be read: %1.").arg(groupedNumber(result->problems)));
    constexpr qsizetype MostShown = 5;
    said.append(result->sentences.mid(0, MostShown));
    if (result->problems > MostShown)
        said.append(tr("and %1 more").arg(groupedNumber(result->problems - MostShown)));
    const auto level = result->problems > 0 ? NoticeBar::Level::Warn : NoticeBar::Level::Info;
    m_parts.notices.tell(JobSubject, level, said.join(result->problems > 0 ? u'\n' : u' '));
    Q_EMIT opened(capture);
}

// ---- a mock of a connection

void ExchangeDesk::makeMock()
{
    if (m_place.capture == nullptr)
        return;
    const ConnectionRecord *record = m_place.capture->connection(currentConnection());
    if (record == nullptr)
        return tell(tr("expected a connection to make a mock of, got none: connect first"));
    const QList<EntryId> selected = m_parts.page.log().selectedIds();
    const QString name = tr("connection %1").arg(record->id);
    auto *dialog = new MockDialog(m_parts.theme, tr("%1, %2").arg(name, record->url), selected.size(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    ExportRequest request;
    request.source = m_place.capture->path();
    request.format = ExportFormat::Scenario;
    request.rows.query.connections = {record->id};
    connect(dialog, &QDialog::accepted, this, [this, dialog, request, selected, name] {
        ExportRequest asked = request;
        asked.scenario = dialog->options();
        asked.withCredentials = dialog->withCredentials();
        if (dialog->selectedOnly())
            asked.rows.ids = selected;
        startMaking(asked, name);
    });
    dialog->open();
}

void ExchangeDesk::startMaking(const ExportRequest &request, const QString &name)
{
    if (!begin(tr("Making a mock %1 %")))
        return;
    m_job.start([request](const JobWatch &watch) { return makeScenario(request, watch); },
        [this, name](const tl::expected<MadeScenario, CaptureError> &made) {
            m_parts.notices.close(JobSubject);
            if (!made) {
                if (made.error().kind != CaptureError::Kind::Cancelled)
                    tell(made.error().sentence);
                return;
            }
            QStringList said{tr("Mock made of %1. Messages that it sends: %2, that it waits for: %3.")
                                 .arg(name, groupedNumber(made->sent), groupedNumber(made->awaited))};
            if (!made->note.isEmpty())
                said.append(made->note);
            m_parts.notices.tell(JobSubject, NoticeBar::Level::Info, said.join(u' '));
            Q_EMIT mockMade(tr("Made of %1").arg(name), made->text);
        });
}

// ---- copy as

ConnectionId ExchangeDesk::currentConnection() const
{
    const QList<EntryId> ids = m_parts.page.log().selectedIds();
    const auto row = ids.isEmpty() ? std::nullopt : m_place.capture->reader().entry(ids.first());
    if (row && row->row.connection != 0)
        return row->row.connection;
    ConnectionId newest = m_place.scope.connection;
    const QList<ConnectionRecord> records = m_place.capture->connections();
    for (const ConnectionRecord &record : records) {
        if (m_place.scope.contains(record))
            newest = record.id;
    }
    return newest;
}

void ExchangeDesk::copy(CopyAs as, bool withCredentials)
{
    const ConnectionId connection = currentConnection();
    const ConnectionRecord *record = m_place.capture->connection(connection);
    if (record == nullptr)
        return tell(tr("expected a connection to copy, got none: connect first"));
    const QList<SentMessage> messages =
        sentMessages(m_place.capture->reader(), connection, m_parts.page.log().selectedIds());
    const CopiedCommand command = copyAs(as, *record, messages, withCredentials);
    QGuiApplication::clipboard()->setText(command.text);
    m_parts.notices.close(CopySubject);
    if (command.hidden == 0 && command.note.isEmpty())
        return;
    QStringList said{tr("Connection %1 copied for %2.").arg(connection).arg(copyAsName(as))};
    if (command.hidden > 0)
        said.append(tr("Credentials hidden in it: %1.").arg(command.hidden));
    if (!command.note.isEmpty())
        said.append(command.note + u'.');
    NoticeBar *bar = m_parts.notices.show(CopySubject, NoticeBar::Level::Info, said.join(u' '));
    if (command.hidden > 0) {
        const QPushButton *again = bar->addButton(tr("Copy with credentials"), QStringLiteral("copyWithCredentials"));
        connect(again, &QPushButton::clicked, this, [this, as] { copy(as, true); });
    }
    const QPushButton *close = bar->addButton(tr("Close"), QStringLiteral("closeCopied"));
    connect(close, &QPushButton::clicked, this, [this] { m_parts.notices.close(CopySubject); });
}

} // namespace handglass
