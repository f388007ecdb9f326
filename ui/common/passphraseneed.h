// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <tuple>

namespace handglass {

/// Whether a form has to ask for a passphrase. Reads the files only when they have changed.
class PassphraseNeed final
{
public:
    /// Says that these files need one; empty: they do not, or cannot be used at all. keyFile empty: as in
    /// readIdentity().
    QString sentence(const QString &certificateFile, const QString &keyFile);

private:
    using File = std::tuple<QString, qint64, QDateTime>;
    static File look(const QString &path);

    QList<File> m_seen;
    QString m_sentence;
};

} // namespace handglass
