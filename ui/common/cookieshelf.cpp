// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/cookieshelf.h"

#include "app/session/cookiejar.h"

#include <QStandardPaths>
#include <QUrl>

namespace handglass {

namespace {

QString defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/Handglass");
}

/// Any name makes a file name that stays in its folder.
QString fileOf(const QString &folder, const QString &profile)
{
    return QStringLiteral("%1/cookies/profile-%2.json")
        .arg(folder, QString::fromLatin1(QUrl::toPercentEncoding(profile)));
}

} // namespace

CookieShelf::CookieShelf(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder.isEmpty() ? defaultFolder() : folder)
{
}

CookieShelf::~CookieShelf() = default;

void CookieShelf::setProfiles(const QStringList &profiles)
{
    if (profiles == m_profiles)
        return;
    m_profiles = profiles;
    Q_EMIT profilesChanged();
}

void CookieShelf::remove(const QString &profile)
{
    if (!m_profiles.contains(profile))
        return;
    jar(profile)->clear();
    m_profiles.removeAll(profile);
    Q_EMIT profilesChanged();
}

std::shared_ptr<CookieJar> CookieShelf::jar(const QString &profile)
{
    if (profile.isEmpty())
        return {};
    std::shared_ptr<CookieJar> &jar = m_jars[profile];
    if (!jar)
        jar = std::make_shared<CookieJar>(fileOf(m_folder, profile));
    return jar;
}

QString CookieShelf::profileOf(const std::shared_ptr<CookieJar> &jar) const
{
    return jar ? m_jars.key(jar) : QString();
}

} // namespace handglass
