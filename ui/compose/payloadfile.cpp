// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/payloadfile.h"

#include "ui/common/background.h"
#include "ui/common/format.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PayloadFile)
};

/// Empty if it can be read as one message, as far as can be told without reading it.
QString problem(const QString &path)
{
    const QFileInfo file(path);
    if (path.isEmpty())
        return Words::tr("expected a file, none is chosen");
    if (!file.exists())
        return Words::tr("expected a file at %1, there is none").arg(path);
    if (!file.isFile())
        return Words::tr("expected a file, %1 is none").arg(path);
    if (file.size() > LargestPayloadFile)
        return Words::tr("expected at most %1, %2 has %3")
            .arg(sizeText(LargestPayloadFile), file.fileName(), sizeText(file.size()));
    return {};
}

} // namespace

FileContent readPayloadFile(const QString &path)
{
    if (const QString why = problem(path); !why.isEmpty())
        return tl::unexpected(why);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(Words::tr("%1 cannot be read: %2").arg(path, file.errorString()));
    QByteArray bytes = file.read(LargestPayloadFile + 1);
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(Words::tr("%1 cannot be read: %2").arg(path, file.errorString()));
    if (bytes.size() > LargestPayloadFile)
        return tl::unexpected(Words::tr("expected at most %1, %2 has more").arg(sizeText(LargestPayloadFile), path));
    return bytes;
}

void readPayloadFile(const QString &path, QObject *context, const std::function<void(const FileContent &)> &done)
{
    inBackground([path] { return readPayloadFile(path); }).then(context, done);
}

tl::expected<QString, QString> payloadFileFacts(const QString &path)
{
    if (const QString why = problem(path); !why.isEmpty())
        return tl::unexpected(why);
    const QFileInfo file(path);
    return Words::tr("%1, %2").arg(file.fileName(), sizeText(file.size()));
}

} // namespace handglass
