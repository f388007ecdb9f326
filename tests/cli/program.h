// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

namespace handglass {

/// The program, started; its lines are read as they come.
class Program : public QProcess
{
public:
    Program(const QStringList &arguments, const QString &dataFolder)
        : Program(dataFolder)
    {
        start(QStringLiteral(HANDGLASS_PROGRAM), arguments);
    }
    /// To be started.
    explicit Program(const QString &dataFolder)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), dataFolder);
        setProcessEnvironment(environment);
    }
    ~Program() override
    {
        kill();
        waitForFinished();
    }
    QList<QByteArray> lines()
    {
        m_output += readAllStandardOutput();
        QList<QByteArray> lines = m_output.split('\n');
        lines.removeLast();
        return lines;
    }
    QList<QJsonObject> objects(const char *type)
    {
        QList<QJsonObject> objects;
        for (const QByteArray &line : lines()) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            if (object[QStringLiteral("type")] == QLatin1String(type))
                objects.append(object);
        }
        return objects;
    }
    QByteArray errors()
    {
        m_errors += readAllStandardError();
        return m_errors;
    }

    /// Of a mock with --json, when it listens; 0: it does not.
    quint16 listeningPort()
    {
        const bool listening = QTest::qWaitFor([this] { return !objects("listening").isEmpty(); }, 10'000);
        return listening ? quint16(objects("listening").first()[QStringLiteral("port")].toInt()) : 0;
    }

private:
    QByteArray m_output;
    QByteArray m_errors;
};

inline QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace handglass
