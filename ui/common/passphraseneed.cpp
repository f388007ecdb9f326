// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/passphraseneed.h"

#include "app/tap/tlsfiles.h"

#include <QFileInfo>

namespace handglass {

PassphraseNeed::File PassphraseNeed::look(const QString &path)
{
    const QFileInfo file(path);
    return {path, file.size(), file.lastModified()};
}

QString PassphraseNeed::sentence(const QString &certificateFile, const QString &keyFile)
{
    const QList<File> files{look(certificateFile), look(keyFile)};
    if (files != m_seen) {
        m_seen = files;
        m_sentence = missingPassphrase(certificateFile, keyFile);
    }
    return m_sentence;
}

} // namespace handglass
