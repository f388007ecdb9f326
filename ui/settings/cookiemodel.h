// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QNetworkCookie>

#include <memory>

namespace handglass {

class CookieJar;

/// The cookies of a profile, a row each, as they can be read and changed by hand.
class CookieModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CookieModel)
public:
    enum Column : int { Domain, Path, Name, Value, Expires, Secure, HttpOnly, ColumnCount };

    explicit CookieModel(QObject *parent = nullptr);
    ~CookieModel() override;

    void setJar(std::shared_ptr<CookieJar> jar);
    /// Takes what has changed in the jar.
    void refresh();
    void removeCookie(int row);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// False: error() says what is wrong with the value, and the cookie stays as it is.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QString error() const { return m_error; }

Q_SIGNALS:
    /// Of what was typed last; empty: it was right.
    void errorChanged(const QString &sentence);

private:
    void setError(const QString &sentence);

    std::shared_ptr<CookieJar> m_jar;
    QList<QNetworkCookie> m_cookies;
    QString m_error;
};

} // namespace handglass
