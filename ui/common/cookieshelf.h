// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

#include <memory>

namespace handglass {

class CookieJar;

/// The cookie jars by the names of their profiles: a file each in one folder, read when it is first asked for. GUI
/// thread.
class CookieShelf final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CookieShelf)
public:
    /// folder empty: the user's data folder.
    explicit CookieShelf(const QString &folder = {}, QObject *parent = nullptr);
    ~CookieShelf() override;

    QStringList profiles() const { return m_profiles; }
    void setProfiles(const QStringList &profiles);
    /// Empties the profile and takes it off the list. Connections that use it go on with an empty one.
    void remove(const QString &profile);

    /// Null if the name is empty.
    std::shared_ptr<CookieJar> jar(const QString &profile);
    /// Empty if it is none of these.
    QString profileOf(const std::shared_ptr<CookieJar> &jar) const;

Q_SIGNALS:
    void profilesChanged();

private:
    QString m_folder;
    QStringList m_profiles;
    QHash<QString, std::shared_ptr<CookieJar>> m_jars; ///< also those of removed profiles, which may be in use
};

} // namespace handglass
