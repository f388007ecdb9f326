// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace handglass {

struct ConnectionDefaults;
class CookieModel;
class CookieShelf;
class TextLabel;
class Theme;

/// The cookies of each profile: seen, changed, removed; profiles added and removed.
class CookieSettings final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CookieSettings)
public:
    CookieSettings(Theme &theme, ConnectionDefaults &kept, CookieShelf &shelf);
    ~CookieSettings() override;
    void showProfile(const QString &profile);
    /// Takes what connections have changed meanwhile.
    void refresh();

Q_SIGNALS:
    void edited();

private:
    QWidget *makeProfiles(Theme &theme);
    QWidget *makeButtons();
    void makeTable(Theme &theme);
    void fillProfiles();
    void takeProfiles();
    void addProfile();
    void removeProfile();
    void removeCookie();
    QString newNameError() const;
    void noticeProfile();
    void noticeNewName();
    void noticeCookies();

    ConnectionDefaults &m_kept;
    CookieShelf &m_shelf;
    CookieModel *m_model;
    QComboBox *m_profile;
    QPushButton *m_removeProfile;
    QLineEdit *m_newName;
    QPushButton *m_add;
    TextLabel *m_newNameError;
    QComboBox *m_standard;
    QTableView *m_table;
    TextLabel *m_empty;
    TextLabel *m_error;
    QPushButton *m_remove;
    QPushButton *m_clear;
};

} // namespace handglass
