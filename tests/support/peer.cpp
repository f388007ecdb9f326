// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/peer.h"

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

/// Debian's own interpreter: python3-websockets is installed for it, and another one may come first in PATH.
QString interpreter(const QString &program)
{
    return isPython(program) ? QStringLiteral("/usr/bin/python3")
                             : QStandardPaths::findExecutable(QStringLiteral("node"));
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
    const QString program = interpreter(m_program);
    if (program.isEmpty() || !QFileInfo::exists(program))
        return QStringLiteral("%1 needs %2, which is not installed; packaging/test installs it")
            .arg(m_program, isPython(m_program) ? QStringLiteral("/usr/bin/python3") : QStringLiteral("node"));
    if (!isPython(m_program) && !QFileInfo::exists(interopFile(QStringLiteral("node_modules/ws/package.json"))))
        return QStringLiteral("%1 needs the Node package ws; tests/interop/install-peers installs it").arg(m_program);
    return {};
}

bool Peer::start()
{
    m_error = missing();
    if (!m_error.isEmpty())
        return false;
    m_process.start(
        interpreter(m_program), QStringList{interopFile(QStringLiteral("peers/") + m_program)} + m_arguments);
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
