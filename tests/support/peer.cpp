// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/peer.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDebug>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

namespace handglass {

namespace {

QString interopFile(const QString &name)
{
    return QStringLiteral(HANDGLASS_INTEROP_DIR "/") + name;
}

constexpr int startTimeoutMs = 60'000;
constexpr int endTimeoutMs = 5'000;

bool isPython(const QString &program)
{
    return program.endsWith(QLatin1String(".py"));
}

bool isNode(const QString &program)
{
    return program.endsWith(QLatin1String(".mjs"));
}

/// The program to start and its script. Python is Debian's own interpreter: python3-websockets is installed for it, and
/// another one may come first in PATH.
QStringList commandLine(const QString &program)
{
    const QString script = interopFile(QStringLiteral("peers/") + program);
    if (isPython(program))
        return {QStringLiteral("/usr/bin/python3"), script};
    if (isNode(program))
        return {QStandardPaths::findExecutable(QStringLiteral("node")), script};
    return {QCoreApplication::applicationDirPath() + QLatin1Char('/') + program};
}

bool isNamed(const QJsonObject &object, const QString &event)
{
    return object.value(QLatin1String("event")).toString() == event;
}

} // namespace

Peer::Peer(const QString &program, const QStringList &arguments)
    : m_program(program)
    , m_arguments(arguments)
{
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { readLines(); });
}

Peer::~Peer()
{
    m_process.disconnect();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(endTimeoutMs)) {
        m_process.kill();
        m_process.waitForFinished(endTimeoutMs);
    }
}

QString Peer::missing() const
{
    if (!QFileInfo::exists(commandLine(m_program).first()))
        return QStringLiteral("%1 needs %2, which is not installed; packaging/test installs it")
            .arg(m_program, isNode(m_program) ? QStringLiteral("node") : commandLine(m_program).first());
    if (isNode(m_program) && !QFileInfo::exists(interopFile(QStringLiteral("node_modules/ws/package.json"))))
        return QStringLiteral("%1 needs the Node package ws; tests/interop/install-peers installs it").arg(m_program);
    return {};
}

bool Peer::start()
{
    m_error = missing();
    if (!m_error.isEmpty())
        return false;
    const QStringList command = commandLine(m_program);
    m_process.start(command.first(), command.mid(1) + m_arguments);
    const auto listening = QStringLiteral("listening");
    const bool told =
        QTest::qWaitFor([&] { return has(listening) || m_process.state() == QProcess::NotRunning; }, startTimeoutMs);
    if (!told || !has(listening)) {
        m_error = QStringLiteral("%1 did not start: %2").arg(m_program, lastWords());
        return false;
    }
    m_port = static_cast<quint16>(take(listening).value(QLatin1String("port")).toInt());
    return true;
}

QString Peer::lastWords()
{
    if (has(QStringLiteral("error")))
        return take(QStringLiteral("error")).value(QLatin1String("message")).toString();
    const QString words = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
    return words.isEmpty() ? m_process.errorString() : words;
}

QString Peer::url(const QString &target) const
{
    return QStringLiteral("ws://127.0.0.1:%1%2").arg(m_port).arg(target);
}

void Peer::tell(const QString &verb, QJsonObject more)
{
    more.insert(QLatin1String("do"), verb);
    m_process.write(QJsonDocument(more).toJson(QJsonDocument::Compact) + '\n');
}

QJsonObject Peer::take(const QString &event, int timeoutMs)
{
    if (!QTest::qWaitFor([&] { return has(event); }, timeoutMs)) {
        qInfo().noquote() << m_program << "did not tell" << event << "but" << m_events
                          << m_process.readAllStandardError();
        return {};
    }
    const auto found =
        std::find_if(m_events.cbegin(), m_events.cend(), [&](const auto &object) { return isNamed(object, event); });
    return m_events.takeAt(found - m_events.cbegin());
}

bool Peer::has(const QString &event) const
{
    return std::any_of(m_events.cbegin(), m_events.cend(), [&](const auto &object) { return isNamed(object, event); });
}

void Peer::readLines()
{
    while (m_process.canReadLine()) {
        const QJsonDocument line = QJsonDocument::fromJson(m_process.readLine());
        if (line.isObject())
            m_events.append(line.object());
    }
}

QByteArray Peer::pattern(qsizetype size)
{
    constexpr char first = '!';
    constexpr qsizetype period = 89;
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(first + i % period);
    return bytes;
}

QString Peer::sha256(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace handglass
