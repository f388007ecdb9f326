// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"
#include "ui/mainwindow/demo.h"
#include "ui/mainwindow/demoreport.h"
#include "ui/mainwindow/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QMessageBox>
#include <QTimer>

#include <cstdio>

using namespace handglass;

namespace {

/// The window's command line: [capture.hgcap], or demo [--screenshot FILE] [--theme light|dark].
struct WindowLine {
    QString capture;
    bool demo = false;
    QString screenshot;
    std::optional<ThemeChoice> theme;
};

/// nullopt: not the window's to run.
std::optional<WindowLine> parseWindowLine(const QStringList &arguments)
{
    WindowLine line;
    if (arguments.isEmpty())
        return line;
    line.demo = arguments.first() == u"demo";
    if (!line.demo) {
        line.capture = arguments.first();
        const bool named = line.capture.endsWith(u".hgcap") || QFileInfo::exists(line.capture);
        const bool isFile = arguments.size() == 1 && !line.capture.startsWith(u'-') && named;
        return isFile ? std::optional(line) : std::nullopt;
    }
    for (qsizetype i = 1; i < arguments.size(); i += 2) {
        const QString value = arguments.value(i + 1);
        if (arguments.at(i) == u"--screenshot" && !value.isEmpty())
            line.screenshot = value;
        else if (arguments.at(i) == u"--theme" && (value == u"light" || value == u"dark"))
            line.theme = value == u"light" ? ThemeChoice::Light : ThemeChoice::Dark;
        else
            return std::nullopt;
    }
    return line;
}

bool hasDisplay()
{
    const auto isGiven = [](const char *variable) { return !qEnvironmentVariableIsEmpty(variable); };
    return isGiven("DISPLAY") || isGiven("WAYLAND_DISPLAY") || isGiven("QT_QPA_PLATFORM");
}

/// The offscreen platform's own remark about every window is nothing for a person.
void dropPlatformRemarks(QtMsgType /*type*/, const QMessageLogContext & /*context*/, const QString &message)
{
    if (!message.startsWith(u"This plugin does not support"))
        std::fprintf(stderr, "%s\n", qPrintable(message));
}

void print(std::FILE *file, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), file);
    std::fflush(file);
}

/// Prints what the demo did and saves a picture of the window; then the program ends.
void reportDemo(MainWindow &window, const Workbench &workbench, const QString &target)
{
    print(stdout, demoReport(*workbench.live(), window.demo().client()));
    const QString path = QFileInfo(target).absoluteFilePath();
    const bool saved = window.grab().save(path, "PNG");
    print(saved ? stdout : stderr,
        saved ? QStringLiteral("\n%1\n").arg(path)
              : QCoreApplication::translate("main", "The picture could not be written to %1\n").arg(path));
    QCoreApplication::exit(saved ? 0 : 1);
}

void runDemo(MainWindow &window, const Workbench &workbench, const QString &screenshot)
{
    window.startDemo();
    if (screenshot.isEmpty())
        return;
    QObject::connect(&window.demo(), &Demo::failed, &window, [](const QString &sentence) {
        print(stderr, sentence + u'\n');
        QCoreApplication::exit(1);
    });
    // The rows come into the view at its next refresh.
    constexpr std::chrono::milliseconds Settle{400};
    QObject::connect(&window.demo(), &Demo::finished, &window, [&window, &workbench, screenshot] {
        QTimer::singleShot(
            Settle, &window, [&window, &workbench, screenshot] { reportDemo(window, workbench, screenshot); });
    });
}

/// The program ends with 1, once its window has said why; nullptr: at once.
void endBy(const QString &sentence, QWidget *window)
{
    print(stderr, sentence + u'\n');
    const auto end = [] { QCoreApplication::exit(1); };
    if (window == nullptr) {
        QMetaObject::invokeMethod(qApp, end, Qt::QueuedConnection); // the loop may not run yet
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Critical, QCoreApplication::translate("main", "Handglass cannot start"),
        sentence, QMessageBox::Close, window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(box, &QDialog::finished, qApp, end);
    box->open();
}

int runWindow(int argc, char **argv, const WindowLine &line)
{
    QApplication app(argc, argv);
    QApplication::setWindowIcon(
        QIcon::fromTheme(QStringLiteral("io.github.handglass.Handglass"), QIcon(QStringLiteral(":/icons/app.svg"))));
    Theme theme;
    Settings settings;
    settings.load();
    const bool onlyPicture = !line.screenshot.isEmpty();
    if (line.theme)
        settings.theme = *line.theme;
    if (onlyPicture)
        settings.geometry.clear();
    Workbench workbench;
    workbench.setRetention(settings.retention);
    MainWindow window(theme, settings, workbench);
    QObject::connect(&window, &MainWindow::cannotStart, &window,
        [&window, onlyPicture](const QString &sentence) { endBy(sentence, onlyPicture ? nullptr : &window); });
    window.show();
    if (line.demo)
        runDemo(window, workbench, line.screenshot);
    if (!line.capture.isEmpty())
        window.openFile(line.capture);
    const int status = QApplication::exec();
    if (onlyPicture)
        workbench.discardUnsaved();
    else
        settings.save();
    return status;
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QCoreApplication::setOrganizationName(QStringLiteral("Handglass"));
    QCoreApplication::setApplicationName(QStringLiteral("Handglass"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HANDGLASS_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.handglass.Handglass"));
    if (isHeadless(arguments))
        return runHeadless(argc, argv);
    auto line = parseWindowLine(arguments.mid(1));
    if (!line) {
        print(stderr, helpText() + u'\n');
        return 2;
    }
    if (!hasDisplay()) {
        if (!line->demo) {
            print(stderr,
                QStringLiteral("No display: the window cannot open. “handglass connect”, “handglass mock” and "
                               "“handglass demo” run without one; see “handglass --help”.\n"));
            return 1;
        }
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qInstallMessageHandler(dropPlatformRemarks);
        if (line->screenshot.isEmpty())
            line->screenshot = QDir::temp().filePath(QStringLiteral("handglass-demo.png"));
    }
    return runWindow(argc, argv, *line);
}
