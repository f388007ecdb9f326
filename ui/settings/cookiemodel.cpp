// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/cookiemodel.h"

#include "app/protocol/httphead.h"
#include "app/session/cookiejar.h"

#include <QDateTime>

#include <algorithm>

namespace handglass {

namespace {

QString timeFormat()
{
    return QStringLiteral("yyyy-MM-dd HH:mm:ss");
}

bool isCookieText(const QByteArray &text)
{
    return std::none_of(
        text.begin(), text.end(), [](char c) { return uchar(c) < 0x20 || uchar(c) == 0x7f || c == ';'; });
}

/// Qt's own comparison passes HttpOnly over.
bool isSame(const QNetworkCookie &one, const QNetworkCookie &other)
{
    return one == other && one.isHttpOnly() == other.isHttpOnly();
}

QString setName(QNetworkCookie &cookie, const QString &typed)
{
    const QByteArray name = typed.toUtf8();
    if (!isToken(name))
        return CookieModel::tr("expected a token as the cookie's name, got “%1”, RFC 6265 §4.1.1").arg(typed);
    cookie.setName(name);
    return {};
}

QString setValue(QNetworkCookie &cookie, const QString &typed)
{
    const QByteArray value = typed.toUtf8();
    if (!isCookieText(value))
        return CookieModel::tr("expected a value without “;” and control characters, got one, RFC 6265 §4.1.1");
    cookie.setValue(value);
    return {};
}

QString setPath(QNetworkCookie &cookie, const QString &typed)
{
    if (!typed.startsWith(u'/') || !isCookieText(typed.toUtf8()))
        return CookieModel::tr("expected a path that begins with “/”, got “%1”, RFC 6265 §5.1.4").arg(typed);
    cookie.setPath(typed);
    return {};
}

QString setExpiry(QNetworkCookie &cookie, const QString &typed)
{
    if (typed.trimmed().isEmpty()) {
        cookie.setExpirationDate({});
        return {};
    }
    const QDateTime time = QDateTime::fromString(typed.trimmed(), timeFormat());
    if (!time.isValid())
        return CookieModel::tr("expected a time as 2027-01-31 12:00:00, or nothing, got “%1”").arg(typed);
    if (time <= QDateTime::currentDateTime())
        return CookieModel::tr("expected a time to come, got %1").arg(typed);
    cookie.setExpirationDate(time);
    return {};
}

} // namespace

CookieModel::CookieModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

CookieModel::~CookieModel() = default;

void CookieModel::setJar(std::shared_ptr<CookieJar> jar)
{
    m_jar = std::move(jar);
    setError({});
    refresh();
}

void CookieModel::refresh()
{
    QList<QNetworkCookie> cookies = m_jar ? m_jar->cookies() : QList<QNetworkCookie>();
    if (std::equal(cookies.begin(), cookies.end(), m_cookies.begin(), m_cookies.end(), isSame))
        return;
    if (cookies.size() == m_cookies.size()) {
        m_cookies = std::move(cookies);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_cookies = std::move(cookies);
    endResetModel();
}

void CookieModel::removeCookie(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    m_jar->remove(m_cookies.at(row));
    refresh();
}

void CookieModel::clear()
{
    if (m_jar)
        m_jar->clear();
    refresh();
}

int CookieModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_cookies.size());
}

int CookieModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CookieModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const QNetworkCookie &cookie = m_cookies.at(index.row());
    if (role == Qt::CheckStateRole && (index.column() == Secure || index.column() == HttpOnly))
        return (index.column() == Secure ? cookie.isSecure() : cookie.isHttpOnly()) ? Qt::Checked : Qt::Unchecked;
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Domain:
        return cookie.domain();
    case Path:
        return cookie.path();
    case Name:
        return QString::fromUtf8(cookie.name());
    case Value:
        return QString::fromUtf8(cookie.value());
    case Expires:
        if (cookie.isSessionCookie())
            return role == Qt::EditRole ? QString() : tr("with Handglass");
        return cookie.expirationDate().toLocalTime().toString(timeFormat());
    default:
        return {};
    }
}

QVariant CookieModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const QString names[] = {
        tr("Domain"), tr("Path"), tr("Name"), tr("Value"), tr("Expires"), tr("Secure"), tr("HttpOnly")};
    return names[section];
}

Qt::ItemFlags CookieModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == Secure || index.column() == HttpOnly)
        return plain | Qt::ItemIsUserCheckable;
    return index.column() == Domain ? plain : plain | Qt::ItemIsEditable;
}

bool CookieModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || (flags(index) & (Qt::ItemIsEditable | Qt::ItemIsUserCheckable)) == 0)
        return false;
    const QNetworkCookie before = m_cookies.at(index.row());
    QNetworkCookie after = before;
    QString wrong;
    if (role == Qt::EditRole && value.toString() == index.data(Qt::EditRole).toString()) {
        setError({});
        return true; // bytes that are no UTF-8 stay what they are
    }
    if (role == Qt::CheckStateRole && index.column() == Secure)
        after.setSecure(value.toInt() == Qt::Checked);
    else if (role == Qt::CheckStateRole && index.column() == HttpOnly)
        after.setHttpOnly(value.toInt() == Qt::Checked);
    else if (role != Qt::EditRole)
        return false;
    else if (index.column() == Name)
        wrong = setName(after, value.toString());
    else if (index.column() == Value)
        wrong = setValue(after, value.toString());
    else if (index.column() == Path)
        wrong = setPath(after, value.toString());
    else if (index.column() == Expires)
        wrong = setExpiry(after, value.toString());
    setError(wrong);
    if (!wrong.isEmpty())
        return false;
    if (!isSame(after, before)) {
        m_jar->remove(before);
        m_jar->insert(after);
        refresh();
    }
    return true;
}

void CookieModel::setError(const QString &sentence)
{
    if (sentence == m_error)
        return;
    m_error = sentence;
    Q_EMIT errorChanged(sentence);
}

} // namespace handglass
