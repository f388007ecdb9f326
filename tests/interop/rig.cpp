// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/rig.h"

#include "tests/support/wholerecords.h"

#include <QTest>

namespace handglass {

namespace {

constexpr int waitMs = 30'000;
constexpr int allRows = 1'000'000;

bool hasEnded(const ConnectionRecord &record)
{
    return record.state == ConnectionState::Closed || record.state == ConnectionState::Failed;
}

} // namespace

CaptureRig::CaptureRig()
{
    const QString path = m_folder.filePath(QStringLiteral("test.hgcap"));
    m_writer = std::move(CaptureWriter::create(path, {}).value());
    m_reader = std::move(CaptureReader::open(path).value());
}

QList<Entry> CaptureRig::rows() const
{
    return m_reader->range(1, m_reader->lastId(), allRows);
}

QList<Entry> CaptureRig::frames(Direction direction) const
{
    QList<Entry> frames = rows();
    frames.removeIf([direction](const Entry &entry) {
        return entry.row.kind != EntryKind::Frame || entry.row.direction != direction;
    });
    return frames;
}

QList<Entry> CaptureRig::frames(Direction direction, Opcode opcode) const
{
    QList<Entry> found = frames(direction);
    found.removeIf([opcode](const Entry &entry) { return entry.opcode() != opcode; });
    return found;
}

QList<Entry> CaptureRig::notices() const
{
    QList<Entry> notices = rows();
    notices.removeIf([](const Entry &entry) { return entry.row.kind != EntryKind::Notice; });
    return notices;
}

std::optional<QByteArray> CaptureRig::onlyMessage(Direction direction) const
{
    const QList<Entry> messages = frames(direction, Opcode::Text) + frames(direction, Opcode::Binary);
    if (messages.count() != 1)
        return {};
    return m_reader->messagePayload(messages.first().id);
}

QByteArray CaptureRig::message(EntryId first) const
{
    return m_reader->messagePayload(first);
}

QList<ConnectionRecord> CaptureRig::connections() const
{
    return wholeRecords(*m_reader);
}

ConnectionRecord CaptureRig::connection() const
{
    const QList<ConnectionRecord> all = connections();
    return all.isEmpty() ? ConnectionRecord{} : all.last();
}

bool CaptureRig::waitForEnd() const
{
    return waitFor([this] { return hasEnded(connection()); });
}

bool CaptureRig::waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, waitMs);
}

int number(const QJsonObject &event, const char *name)
{
    return event.value(QLatin1String(name)).toInt();
}

QString text(const QJsonObject &event, const char *name)
{
    return event.value(QLatin1String(name)).toString();
}

} // namespace handglass
