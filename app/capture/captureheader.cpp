// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/captureheader.h"

#include "app/capture/schema.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace handglass {

namespace {

using Kind = CaptureError::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::CaptureHeader)
};

/// Database header of the SQLite file format, §1.3: offsets in bytes, numbers big-endian.
constexpr qsizetype headerSize = 100;
constexpr qsizetype pageSizeAt = 16;
constexpr qsizetype readVersionAt = 19;
constexpr qsizetype changesAt = 24;
constexpr qsizetype pagesAt = 28;
constexpr qsizetype userVersionAt = 60;
constexpr qsizetype applicationIdAt = 68;
constexpr qsizetype pagesValidAt = 92;
constexpr QByteArrayView magic("SQLite format 3\0", 16);
constexpr char writeAheadLogVersion = 2;

quint32 number(const QByteArray &header, qsizetype at)
{
    return qFromBigEndian<quint32>(header.constData() + at);
}

tl::unexpected<CaptureError> failure(Kind kind, const QString &sentence)
{
    return tl::unexpected(CaptureError{kind, sentence});
}

tl::expected<QByteArray, CaptureError> readHeader(const QString &path, qint64 *size)
{
    const QFileInfo info(path);
    if (info.isDir())
        return failure(Kind::NotACapture, Words::tr("expected a Handglass capture, got a folder: %1").arg(path));
    if (!info.exists())
        return failure(Kind::NotFound, Words::tr("expected a Handglass capture, got no such file: %1").arg(path));
    if (!info.isFile())
        return failure(Kind::NotACapture, Words::tr("expected a Handglass capture, got no plain file: %1").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Kind::Io, Words::tr("expected to read %1, got an error: %2").arg(path, file.errorString()));
    *size = file.size();
    if (*size == 0)
        return failure(Kind::NotACapture, Words::tr("expected a Handglass capture, got an empty file: %1").arg(path));
    return file.read(headerSize);
}

/// Saved files say how many pages they have (only valid if the two counters agree).
bool isCutOff(const QByteArray &header, qint64 size)
{
    const quint16 stored = qFromBigEndian<quint16>(header.constData() + pageSizeAt);
    const qint64 pageSize = stored == 1 ? 65536 : stored;
    return number(header, changesAt) == number(header, pagesValidAt) && size < pageSize * number(header, pagesAt);
}

} // namespace

tl::expected<CaptureHeader, CaptureError> readCaptureHeader(const QString &path)
{
    qint64 size = 0;
    const auto header = readHeader(path, &size);
    if (!header)
        return tl::unexpected(header.error());
    if (!header->startsWith(magic))
        return failure(
            Kind::NotACapture, Words::tr("expected a Handglass capture, got another kind of file: %1").arg(path));
    if (header->size() < headerSize)
        return failure(Kind::Damaged, Words::tr("expected a whole capture, got %1 bytes: %2").arg(size).arg(path));
    if (number(*header, applicationIdAt) != captureApplicationId)
        return failure(Kind::NotACapture,
            Words::tr("expected a Handglass capture, got an SQLite database of another program: %1").arg(path));
    const quint32 version = number(*header, userVersionAt);
    if (version > captureVersion)
        return failure(Kind::NewerVersion,
            Words::tr("expected a capture of version %1, got version %2 of a newer Handglass: %3")
                .arg(captureVersion)
                .arg(version)
                .arg(path));
    if (version == 0)
        return failure(Kind::Damaged,
            Words::tr("expected a capture of version %1, got one without a version: %2").arg(captureVersion).arg(path));
    const bool writeAheadLog = header->at(readVersionAt) == writeAheadLogVersion;
    if (!writeAheadLog && isCutOff(*header, size))
        return failure(Kind::Damaged, Words::tr("expected a whole capture, got one that is cut off: %1").arg(path));
    return CaptureHeader{version, writeAheadLog};
}

} // namespace handglass
