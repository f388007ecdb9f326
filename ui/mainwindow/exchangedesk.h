// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/copyas.h"
#include "app/exchange/scenariomaking.h"
#include "ui/exchange/exchangejob.h"
#include "ui/mainwindow/workbench.h"

class QAction;
class QMenu;

namespace handglass {

class CaptureShelf;
class ExportDialog;
class NoticeArea;
class SessionPage;
class Theme;
struct Settings;

/// What a person hands on and takes in: export, import, connections as commands of other programs. Speaks through the
/// window's notices.
class ExchangeDesk final : public QObject
{
    Q_OBJECT
public:
    struct Parts {
        Theme &theme;
        Workbench &workbench;
        CaptureShelf &shelf;
        Settings &settings;
        NoticeArea &notices;
        SessionPage &page;
    };
    ExchangeDesk(const Parts &parts, QWidget *window);

    void setPlace(const Place &place);
    /// Opens the dialog.
    void exportRows();
    void importRows();
    void importFile(const QString &path);
    /// Asks how, makes a scenario of what the server said on the place's connection, and tells mockMade().
    void makeMock();
    /// A file that importFile() takes, by its name.
    static bool isImportable(const QString &path);
    /// "Copy as" with a program each, for menus.
    QMenu *copyMenu() const { return m_copyMenu; }

Q_SIGNALS:
    void opened(handglass::Capture *capture);
    /// name: for a person.
    void mockMade(const QString &name, const QByteArray &scenario);

private:
    void makeCopyMenu();
    void startExport(const ExportDialog &dialog, const QPointer<Capture> &capture);
    ExportRows rowsOf(const ExportDialog &dialog) const;
    void takeExport(const ExportResult &result, const QString &target);
    void takeImport(const ImportResult &result, const QString &source, const QString &target);
    bool begin(const QString &doing);
    void tell(const QString &sentence);
    void copy(CopyAs as, bool withCredentials);
    /// The one that is meant: of the selected rows, else what the place names, else the newest one of it.
    ConnectionId currentConnection() const;
    void startMaking(const ExportRequest &request, const QString &name);

    Parts m_parts;
    QWidget *m_window;
    Place m_place;
    QMenu *m_copyMenu;
    ExchangeJob m_job;
    QString m_doing; ///< "Exporting %1 %"
};

} // namespace handglass
