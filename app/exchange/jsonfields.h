// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace handglass {

/// The bytes as text where they are UTF-8, else in base64 under another name, so that nothing is lost.
void putBytes(QJsonObject &object, const QString &name, const QByteArray &bytes);
/// "the text “…”", "the number 7", "an object", "nothing": what a sentence says came.
QString jsonKind(const QJsonValue &value);

/// Reads the members of an object by their types. The first one that is not as expected is kept as a sentence; what is
/// read after it does not count. A member that is missing reads as what is given for it.
class JsonFields final
{
public:
    /// path: of the object, "log.entries[3]"; empty: the root.
    JsonFields(const QJsonObject &object, const QString &path, QString &error);

    bool has(const char *name) const { return m_object.contains(QLatin1String(name)); }
    QJsonValue value(const char *name) const { return m_object.value(QLatin1String(name)); }
    QString text(const char *name);
    bool boolean(const char *name);
    qint64 integer(const char *name, qint64 least, qint64 most, qint64 absent);
    /// RFC 3339, as ns since the Unix epoch; missing: 0.
    qint64 time(const char *name);
    /// name, or nameBase64.
    QByteArray bytes(const char *name);
    QStringList texts(const char *name);
    QJsonArray array(const char *name);
    /// What toJson() of a value made; its reader takes anything.
    QJsonObject object(const char *name);
    JsonFields fields(const char *name);
    /// The index of the word; missing: 0.
    int oneOf(const char *name, const QStringList &words);
    void require(const char *name, const QString &expected);
    void fail(const char *name, const QString &expected);

private:
    bool missing(const char *name) const;

    QJsonObject m_object;
    QString m_path;
    QString &m_error;
};

} // namespace handglass
