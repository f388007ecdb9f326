// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/captureshelf.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace handglass {

CaptureShelf::CaptureShelf(QObject *parent)
    : QObject(parent)
{
}

CaptureShelf::~CaptureShelf() = default;

QList<Capture *> CaptureShelf::captures() const
{
    QList<Capture *> captures;
    for (const Item &item : m_items)
        captures.append(item.capture.get());
    return captures;
}

Capture *CaptureShelf::open(const QString &path, bool lost, QString *error, const QString &name)
{
    const QFileInfo file(path);
    for (const Item &item : m_items) {
        if (QFileInfo(item.capture->path()) == file)
            return item.capture.get();
    }
    auto capture = Capture::open(file.absoluteFilePath());
    if (!capture) {
        *error = capture.error().sentence;
        return nullptr;
    }
    m_items.push_back({std::move(*capture), lost, name});
    Q_EMIT opened(m_items.back().capture.get());
    return m_items.back().capture.get();
}

void CaptureShelf::close(Capture *capture)
{
    if (!holds(capture))
        return;
    Q_EMIT closing(capture);
    std::erase_if(m_items, [capture](const Item &item) { return item.capture.get() == capture; });
}

const CaptureShelf::Item *CaptureShelf::item(const Capture *capture) const
{
    const auto found = std::find_if(
        m_items.begin(), m_items.end(), [capture](const Item &item) { return item.capture.get() == capture; });
    return found == m_items.end() ? nullptr : &*found;
}

bool CaptureShelf::holds(const Capture *capture) const
{
    return item(capture) != nullptr;
}

bool CaptureShelf::isLost(const Capture *capture) const
{
    const Item *found = item(capture);
    return found != nullptr && found->lost;
}

QString CaptureShelf::name(const Capture *capture) const
{
    const QFileInfo file(capture->path());
    if (!isLost(capture))
        return file.fileName();
    if (const QString given = item(capture)->name; !given.isEmpty())
        return given;
    return tr("unsaved, %1").arg(QLocale::c().toString(file.lastModified(), QStringLiteral("yyyy-MM-dd HH:mm")));
}

} // namespace handglass
