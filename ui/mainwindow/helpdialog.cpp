// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/helpdialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Help)
};

QString keysOf(const QMenu &menu)
{
    QString rows;
    const QList<QAction *> actions = menu.actions();
    for (const QAction *action : actions) {
        if (action->menu() != nullptr)
            rows += keysOf(*action->menu());
        else if (!action->shortcut().isEmpty())
            rows += QStringLiteral("<tr><td>%1</td><td width=24></td><td>%2</td></tr>")
                        .arg(action->text().remove(u'&').remove(u'…').toHtmlEscaped(),
                            action->shortcut().toString(QKeySequence::NativeText).toHtmlEscaped());
    }
    return rows;
}

QString helpHtml(const QMenuBar &menus)
{
    QString html = QStringLiteral("<h3>%1</h3><p>%2</p><p>%3</p><p>%4</p><h3>%5</h3>")
                       .arg(Words::tr("Captures"),
                           Words::tr("Everything that crosses the wire is recorded from the first byte, credentials "
                                     "included, in a file that only you can read. It stays there until you save or "
                                     "discard it."),
                           Words::tr("If Handglass or the computer stops before that, the capture is offered at the "
                                     "next start. It holds what was written until then; after a loss of power the last "
                                     "moments may be missing."),
                           Words::tr("Unsaved captures of earlier runs are discarded after 30 days, and the oldest "
                                     "when there are more than 20."),
                           Words::tr("Keys"));
    const QList<QAction *> entries = menus.actions();
    for (const QAction *entry : entries) {
        if (entry->menu() != nullptr)
            html += QStringLiteral("<h4>%1</h4><table>%2</table>")
                        .arg(entry->text().remove(u'&').toHtmlEscaped(), keysOf(*entry->menu()));
    }
    return html;
}

} // namespace

void showHelp(const QMenuBar &menus, QWidget *window)
{
    auto *dialog = new QDialog(window);
    dialog->setObjectName(QStringLiteral("helpDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Words::tr("Keys and captures"));
    auto *text = new QTextBrowser(dialog);
    text->setAccessibleName(dialog->windowTitle());
    text->setHtml(helpHtml(menus));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(text);
    column->addWidget(buttons);
    dialog->resize(520, 620);
    dialog->show();
}

void showAbout(QWidget *window)
{
    auto *box = new QMessageBox(window);
    box->setObjectName(QStringLiteral("aboutBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(Words::tr("About Handglass"));
    box->setIconPixmap(QIcon(QStringLiteral(":/icons/app.svg")).pixmap(QSize(64, 64), window->devicePixelRatioF()));
    box->setText(Words::tr("Handglass %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(
        Words::tr("A WebSocket workbench: it shows every byte of a connection, from the handshake on.\n\n"
                  "Licence: GNU General Public License, version 3 or later. Built with Qt %1.")
            .arg(QLatin1String(qVersion())));
    box->setStandardButtons(QMessageBox::Close);
    box->open();
}

} // namespace handglass
