// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include "app/cli/optionvalues.h"
#include "app/protocol/closecode.h"

#include <QCoreApplication>
#include <QSemaphore>
#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>
#else
#include <conio.h>
#include <io.h>
#endif

namespace handglass {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::Terminal", text);
}

#ifdef Q_OS_UNIX
constexpr int MostWaiting = 2;
int interruptPipe[2] = {-1, -1};
volatile std::sig_atomic_t interruptsWaiting = 0; ///< not taken by the event loop yet

extern "C" void writeInterrupt(int number)
{
    if (interruptsWaiting >= MostWaiting) { // it stands still, perhaps because nobody reads the output
        std::signal(number, SIG_DFL);
        std::raise(number);
        return;
    }
    interruptsWaiting = interruptsWaiting + 1;
    const int error = errno;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(interruptPipe[1], &byte, 1);
    errno = error;
}
#else
std::function<void()> interruptCall;

extern "C" void callInterrupt(int number)
{
    std::signal(number, callInterrupt); // a thread of its own on this system
    interruptCall();
}
#endif

} // namespace

/// Outlives the object: the thread may stay in a read for ever.
struct InputLines::Shared {
    QSemaphore wanted;
    std::mutex mutex;
    InputLines *owner = nullptr; ///< null once it is gone

    template <typename Tell> void tell(Tell tell)
    {
        const std::lock_guard lock(mutex);
        if (owner)
            QMetaObject::invokeMethod(
                owner, [owner = owner, tell] { tell(*owner); }, Qt::QueuedConnection);
    }

    static void read(const std::shared_ptr<Shared> &shared)
    {
        std::string text;
        while (true) {
            shared->wanted.acquire();
            if (!std::getline(std::cin, text))
                break;
            shared->tell([line = QString::fromStdString(text)](InputLines &lines) { Q_EMIT lines.line(line); });
        }
        shared->tell([](InputLines &lines) { Q_EMIT lines.ended(); });
    }
};

InputLines::InputLines()
    : m_shared(std::make_shared<Shared>())
{
    m_shared->owner = this;
    std::thread([shared = m_shared] { Shared::read(shared); }).detach();
}

InputLines::~InputLines()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->owner = nullptr;
}

void InputLines::next()
{
    m_shared->wanted.release();
}

bool isTerminal(std::FILE *file)
{
#ifdef Q_OS_UNIX
    return ::isatty(::fileno(file)) != 0;
#else
    return ::_isatty(::_fileno(file)) != 0;
#endif
}

#ifdef Q_OS_UNIX
std::optional<QString> askPassphrase(const QString &prompt)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> terminal(std::fopen("/dev/tty", "r+"), std::fclose);
    termios before = {};
    if (!terminal || ::tcgetattr(::fileno(terminal.get()), &before) != 0)
        return std::nullopt;
    termios silent = before;
    silent.c_lflag &= ~tcflag_t(ECHO);
    ::tcsetattr(::fileno(terminal.get()), TCSAFLUSH, &silent);
    std::fputs(qPrintable(prompt), terminal.get());
    std::fflush(terminal.get());
    std::array<char, 4096> line = {};
    const bool typed = std::fgets(line.data(), int(line.size()), terminal.get()) != nullptr;
    ::tcsetattr(::fileno(terminal.get()), TCSAFLUSH, &before);
    std::fputs("\n", terminal.get());
    if (!typed)
        return std::nullopt;
    QString passphrase = QString::fromLocal8Bit(line.data());
    if (passphrase.endsWith(QLatin1Char('\n')))
        passphrase.chop(1);
    return passphrase;
}
#else
std::optional<QString> askPassphrase(const QString &prompt)
{
    if (!isTerminal(stdin))
        return std::nullopt;
    std::fputs(qPrintable(prompt), stderr);
    QString passphrase;
    for (int c = _getch(); c != '\r' && c != '\n'; c = _getch()) {
        if (c == '\b')
            passphrase.chop(1);
        else
            passphrase += QChar(c);
    }
    std::fputs("\n", stderr);
    return passphrase;
}
#endif

QByteArray forTerminal(const QByteArray &line)
{
    const auto escape = [](quint8 byte) { return "\\x" + QByteArray(1, char(byte)).toHex(); };
    QByteArray shown;
    shown.reserve(line.size());
    for (qsizetype at = 0; at < line.size(); ++at) {
        const auto byte = quint8(line[at]);
        const quint8 next = at + 1 < line.size() ? quint8(line[at + 1]) : 0;
        if (byte == 0xC2 && next >= 0x80 && next <= 0x9F) { // UTF-8 of U+0080 to U+009F
            shown += escape(next);
            ++at;
        } else if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F) {
            shown += escape(byte);
        } else {
            shown += char(byte);
        }
    }
    return shown;
}

bool InputLines::isInteractive()
{
    return isTerminal(stdin) && isTerminal(stdout);
}

void InputLines::eraseTypedLine()
{
    std::fputs("\x1b[1A\x1b[2K\r", stdout);
    std::fflush(stdout);
}

void onInterrupt(QObject *context, std::function<void()> call)
{
#ifdef Q_OS_UNIX
    if (::pipe(interruptPipe) != 0)
        return; // Ctrl+C then ends the program the system's way
    for (const int end : interruptPipe) {
        ::fcntl(end, F_SETFL, O_NONBLOCK);
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
    auto *notifier = new QSocketNotifier(interruptPipe[0], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [call = std::move(call)] {
        char byte = 0;
        while (::read(interruptPipe[0], &byte, 1) == 1) {
            interruptsWaiting = 0;
            call();
        }
    });
    std::signal(SIGINT, writeInterrupt);
    std::signal(SIGTERM, writeInterrupt);
#else
    interruptCall = [context, call = std::move(call)] {
        QMetaObject::invokeMethod(context, call, Qt::QueuedConnection);
    };
    std::signal(SIGINT, callInterrupt);
    std::signal(SIGTERM, callInterrupt);
#endif
}

namespace {

TypedLine wrong(const QString &sentence)
{
    return {TypedLine::Kind::Wrong, sentence, 0, {}};
}

TypedLine parseClose(const QString &line, const QString &rest)
{
    if (rest.isEmpty())
        return {TypedLine::Kind::Close, {}, 1000, {}};
    bool isNumber = false;
    const quint16 code = rest.section(QLatin1Char(' '), 0, 0).toUShort(&isNumber);
    const QString reason = rest.section(QLatin1Char(' '), 1);
    if (!isNumber)
        return wrong(tr("expected /close [code [reason]], got “%1”: nothing was sent").arg(line));
    const QString error = closeError(code, reason);
    return error.isEmpty() ? TypedLine{TypedLine::Kind::Close, reason, code, {}} : wrong(error);
}

TypedLine parseRaw(const QString &rest)
{
    const auto bytes = readHex(rest);
    if (!bytes)
        return wrong(tr("/raw: %1: nothing was sent").arg(bytes.error()));
    return {TypedLine::Kind::Raw, {}, 0, *bytes};
}

} // namespace

TypedLine parseTypedLine(const QString &line)
{
    const QString command = line.section(QLatin1Char(' '), 0, 0);
    const QString rest = line.section(QLatin1Char(' '), 1);
    if (command == QLatin1String("/ping"))
        return {TypedLine::Kind::Ping, rest, 0, {}};
    if (command == QLatin1String("/pong"))
        return {TypedLine::Kind::Pong, rest, 0, {}};
    if (command == QLatin1String("/close"))
        return parseClose(line, rest);
    if (command == QLatin1String("/raw"))
        return parseRaw(rest);
    return {TypedLine::Kind::Text, line, 0, {}};
}

} // namespace handglass
