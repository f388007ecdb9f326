// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/settings.h"

#include "app/protocol/websocketurl.h"

#include <QSettings>

#include <algorithm>
#include <memory>

namespace handglass {

namespace {

constexpr int MaxAddresses = 50;

std::unique_ptr<QSettings> openStore(const QString &file)
{
    if (!file.isEmpty())
        return std::make_unique<QSettings>(file, QSettings::IniFormat);
    return std::make_unique<QSettings>(
        QSettings::NativeFormat, QSettings::UserScope, QStringLiteral("Handglass"), QStringLiteral("Handglass"));
}

template <typename Enum> Enum readEnum(const QSettings &store, const QString &key, Enum fallback, Enum last)
{
    bool isNumber = false;
    const int value = store.value(key, int(fallback)).toInt(&isNumber);
    return isNumber && value >= 0 && value <= int(last) ? static_cast<Enum>(value) : fallback;
}

const auto LessonsDone = QStringLiteral("learn/done");
const auto LessonSteps = QStringLiteral("learn/steps");

LearnProgress readProgress(QSettings &store)
{
    LearnProgress read;
    read.done = store.value(LessonsDone).toStringList();
    read.done.removeAll(QString());
    store.beginGroup(LessonSteps);
    const QStringList lessons = store.childKeys();
    for (const QString &lesson : lessons)
        read.steps.insert(lesson, std::max(0, store.value(lesson).toInt()));
    store.endGroup();
    return read;
}

void writeProgress(QSettings &store, const LearnProgress &progress)
{
    store.setValue(LessonsDone, progress.done);
    store.remove(LessonSteps);
    for (auto at = progress.steps.cbegin(); at != progress.steps.cend(); ++at)
        store.setValue(LessonSteps + u'/' + at.key(), at.value());
}

} // namespace

void Settings::load(const QString &file)
{
    const auto store = openStore(file);
    theme = readEnum(*store, QStringLiteral("theme"), theme, ThemeChoice::Dark);
    closing = readEnum(*store, QStringLiteral("closing"), closing, CloseChoice::Discard);
    geometry = store->value(QStringLiteral("window/geometry")).toByteArray();
    sidebarSplitter = store->value(QStringLiteral("window/sidebarSplitter")).toByteArray();
    detailSplitter = store->value(QStringLiteral("window/detailSplitter")).toByteArray();
    handshakeSplitters = store->value(QStringLiteral("window/handshakeSplitters")).toByteArray();
    sidebarShown = store->value(QStringLiteral("window/sidebarShown"), sidebarShown).toBool();
    tab = store->value(QStringLiteral("window/tab"), tab).toInt();
    const QStringList stored = store->value(QStringLiteral("addresses")).toStringList();
    addresses.clear();
    for (auto address = stored.crbegin(); address != stored.crend(); ++address)
        addresses = rememberAddress(addresses, *address);
    const uint port = store->value(QStringLiteral("mock/port"), mockPort).toUInt();
    mockPort = port > 0 && port <= 65535 ? quint16(port) : mockPort;
    mockSubprotocols = store->value(QStringLiteral("mock/subprotocols")).toString();
    mockGreeting = store->value(QStringLiteral("mock/greeting")).toString();
    saveFolder = store->value(QStringLiteral("saveFolder")).toString();
    const std::pair<const char *, qint64 *> bounds[] = {{"retention/rows", &retention.rows},
        {"retention/bytes", &retention.bytes}, {"retention/minFree", &retention.minFree}};
    for (const auto &[key, value] : bounds)
        *value = std::max<qint64>(0, store->value(QLatin1String(key), *value).toLongLong());
    connections.load(*store);
    learn = readProgress(*store);
}

void Settings::save(const QString &file) const
{
    const auto store = openStore(file);
    store->setValue(QStringLiteral("theme"), int(theme));
    store->setValue(QStringLiteral("closing"), int(closing));
    store->setValue(QStringLiteral("window/geometry"), geometry);
    store->setValue(QStringLiteral("window/sidebarSplitter"), sidebarSplitter);
    store->setValue(QStringLiteral("window/detailSplitter"), detailSplitter);
    store->setValue(QStringLiteral("window/handshakeSplitters"), handshakeSplitters);
    store->setValue(QStringLiteral("window/sidebarShown"), sidebarShown);
    store->setValue(QStringLiteral("window/tab"), tab);
    store->setValue(QStringLiteral("addresses"), addresses);
    store->setValue(QStringLiteral("mock/port"), mockPort);
    store->setValue(QStringLiteral("mock/subprotocols"), mockSubprotocols);
    store->setValue(QStringLiteral("mock/greeting"), mockGreeting);
    store->setValue(QStringLiteral("saveFolder"), saveFolder);
    store->setValue(QStringLiteral("retention/rows"), retention.rows);
    store->setValue(QStringLiteral("retention/bytes"), retention.bytes);
    store->setValue(QStringLiteral("retention/minFree"), retention.minFree);
    connections.save(*store);
    writeProgress(*store, learn);
}

QStringList rememberAddress(QStringList history, const QString &address)
{
    const auto url = parseWebSocketUrl(address);
    if (!url)
        return history;
    const QString plain = url->toString();
    history.removeAll(plain);
    history.prepend(plain);
    if (history.size() > MaxAddresses)
        history.resize(MaxAddresses);
    return history;
}

} // namespace handglass
