// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <cstdio>
#include <functional>
#include <memory>
#include <optional>

namespace handglass {

/// Lines of the standard input, read on a thread of their own, one at a time: the next is read when next() asks for it,
/// so a peer that does not read holds back the writer of the input.
class InputLines final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InputLines)
public:
    InputLines();
    ~InputLines() override;
    /// Answered by line() or ended().
    void next();
    /// Input and output are a terminal.
    static bool isInteractive();
    /// Takes back the line that the user just typed, where the log will show it again.
    static void eraseTypedLine();

Q_SIGNALS:
    void line(const QString &text);
    void ended();

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

bool isTerminal(std::FILE *file);

/// Asks on the terminal, without showing what is typed; none if there is no terminal, or if its user ended the input.
std::optional<QString> askPassphrase(const QString &prompt);

/// A line as it may go to a terminal: control characters by which a peer could steer it (C0 but tab and line feed, DEL
/// and C1) stand as \x1b.
QByteArray forTerminal(const QByteArray &line);

/// Calls it in the context's thread at each Ctrl+C (SIGINT) or SIGTERM. Once a program. A third one that comes while
/// the thread takes none ends the program the system's way.
void onInterrupt(QObject *context, std::function<void()> call);

/// "/ping data", "/pong data", "/close 1000 reason", "/raw 89 00", or a text to send.
struct TypedLine {
    enum class Kind : quint8 { Text, Ping, Pong, Close, Raw, Wrong };
    Kind kind = Kind::Text;
    QString text; ///< text, payload, reason; or the sentence that says what is wrong
    quint16 code = 1000;
    QByteArray raw;
};
TypedLine parseTypedLine(const QString &line);

} // namespace handglass
