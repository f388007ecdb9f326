// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QTableWidget;

namespace handglass {

struct ConnectionDefaults;
class TextLabel;
class Theme;

/// The certificates that are trusted for a host although their verification fails, and how to revoke that.
class TrustSettings final : public QWidget
{
    Q_OBJECT
public:
    TrustSettings(Theme &theme, ConnectionDefaults &kept);
    void refresh();

Q_SIGNALS:
    void edited();

private:
    void makeTable(Theme &theme);
    void revoke();
    void noticeRow();

    ConnectionDefaults &m_kept;
    QTableWidget *m_table;
    TextLabel *m_empty;
    QPushButton *m_revoke;
};

/// "ab:cd:…"
QString fingerprintText(const QByteArray &sha256);

} // namespace handglass
