// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/sendhistory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace handglass {

namespace {

const QLatin1String FormatKey("format");
const QLatin1String TextKey("text");

std::optional<Composition> readEntry(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const int format = object.value(FormatKey).toInt(-1);
    const QJsonValue text = object.value(TextKey);
    if (format < 0 || format > static_cast<int>(ComposeFormat::File) || !text.isString())
        return std::nullopt;
    return Composition{static_cast<ComposeFormat>(format), text.toString().toUtf8()};
}

} // namespace

void SendHistory::add(const Composition &entry)
{
    m_steps = 0;
    if (entry.text.isEmpty() || entry.text.size() > LongestText)
        return;
    m_entries.removeAll(entry);
    m_entries.append(entry);
    if (m_entries.size() > MaxEntries)
        m_entries.removeFirst();
}

void SendHistory::clear()
{
    m_entries.clear();
    m_steps = 0;
}

std::optional<Composition> SendHistory::older(const Composition &draft)
{
    if (m_steps >= m_entries.size())
        return std::nullopt;
    if (m_steps == 0)
        m_draft = draft;
    ++m_steps;
    if (m_steps == 1 && m_entries.last() == draft && m_entries.size() > 1)
        ++m_steps;
    return m_entries.at(m_entries.size() - m_steps);
}

std::optional<Composition> SendHistory::newer()
{
    if (m_steps == 0)
        return std::nullopt;
    --m_steps;
    return m_steps == 0 ? m_draft : m_entries.at(m_entries.size() - m_steps);
}

QByteArray SendHistory::toJson() const
{
    QJsonArray array;
    for (const Composition &entry : m_entries)
        array.append(
            QJsonObject{{FormatKey, static_cast<int>(entry.format)}, {TextKey, QString::fromUtf8(entry.text)}});
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

bool SendHistory::fromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return false;
    clear();
    for (const QJsonValue &value : document.array()) {
        if (const std::optional<Composition> entry = readEntry(value))
            add(*entry);
    }
    return true;
}

} // namespace handglass
