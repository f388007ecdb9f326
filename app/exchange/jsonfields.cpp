// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/jsonfields.h"

#include "app/exchange/rowwords.h"

#include <QCoreApplication>

#include <cmath>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::JsonFields)
};

} // namespace

void putBytes(QJsonObject &object, const QString &name, const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() == bytes)
        object[name] = text;
    else
        object[name + QStringLiteral("Base64")] = QString::fromLatin1(bytes.toBase64());
}

QString jsonKind(const QJsonValue &value)
{
    constexpr qsizetype MostShown = 40;
    switch (value.type()) {
    case QJsonValue::Null:
        return QStringLiteral("null");
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return Words::tr("the number %1").arg(value.toVariant().toString());
    case QJsonValue::String: {
        const QString text = value.toString();
        return Words::tr("the text “%1”").arg(text.size() > MostShown ? text.left(MostShown) + u'…' : text);
    }
    case QJsonValue::Array:
        return Words::tr("a list");
    case QJsonValue::Object:
        return Words::tr("an object");
    case QJsonValue::Undefined:
        break;
    }
    return Words::tr("nothing");
}

JsonFields::JsonFields(const QJsonObject &object, const QString &path, QString &error)
    : m_object(object)
    , m_path(path)
    , m_error(error)
{
}

void JsonFields::fail(const char *name, const QString &expected)
{
    if (!m_error.isEmpty())
        return;
    QString place = m_path;
    if (!place.isEmpty() && *name != '\0')
        place += u'.';
    place += QLatin1String(name);
    m_error = Words::tr("%1: expected %2, got %3").arg(place, expected, jsonKind(value(name)));
}

void JsonFields::require(const char *name, const QString &expected)
{
    if (!has(name))
        fail(name, expected);
}

bool JsonFields::missing(const char *name) const
{
    const QJsonValue got = value(name);
    return got.isUndefined() || got.isNull();
}

QString JsonFields::text(const char *name)
{
    if (!missing(name) && !value(name).isString())
        fail(name, Words::tr("a text"));
    return value(name).toString();
}

bool JsonFields::boolean(const char *name)
{
    if (!missing(name) && !value(name).isBool())
        fail(name, Words::tr("true or false"));
    return value(name).toBool();
}

qint64 JsonFields::integer(const char *name, qint64 least, qint64 most, qint64 absent)
{
    if (missing(name))
        return absent;
    constexpr qint64 Beyond = std::numeric_limits<qint64>::min();
    const qint64 number = value(name).toInteger(Beyond);
    if (number != Beyond && number >= least && number <= most)
        return number;
    fail(name, Words::tr("a whole number from %1 to %2").arg(least).arg(most));
    return absent;
}

qint64 JsonFields::time(const char *name)
{
    if (missing(name))
        return 0;
    const auto ns = fromRfc3339(value(name).toString());
    if (!ns)
        fail(name, Words::tr("an RFC 3339 time such as 2026-11-26T10:31:08.014000000Z"));
    return ns.value_or(0);
}

QByteArray JsonFields::bytes(const char *name)
{
    const QByteArray other = QByteArray(name) + "Base64";
    if (missing(other.constData()))
        return text(name).toUtf8();
    const auto decoded =
        QByteArray::fromBase64Encoding(text(other.constData()).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        fail(other.constData(), Words::tr("base64 (RFC 4648 §4)"));
    return decoded.decoded;
}

QJsonArray JsonFields::array(const char *name)
{
    if (!missing(name) && !value(name).isArray())
        fail(name, Words::tr("a list"));
    return value(name).toArray();
}

QStringList JsonFields::texts(const char *name)
{
    QStringList list;
    const QJsonArray items = array(name);
    for (const QJsonValue &item : items) {
        if (!item.isString())
            fail(name, Words::tr("a list of texts"));
        list.append(item.toString());
    }
    return list;
}

QJsonObject JsonFields::object(const char *name)
{
    if (!missing(name) && !value(name).isObject())
        fail(name, Words::tr("an object"));
    return value(name).toObject();
}

JsonFields JsonFields::fields(const char *name)
{
    const QJsonObject inner = object(name);
    return {inner, m_path.isEmpty() ? QString::fromLatin1(name) : m_path + u'.' + QLatin1String(name), m_error};
}

int JsonFields::oneOf(const char *name, const QStringList &words)
{
    if (missing(name))
        return 0;
    const auto at = words.indexOf(value(name).toString());
    if (at < 0)
        fail(name, Words::tr("one of %1").arg(words.join(QStringLiteral(", "))));
    return at < 0 ? 0 : int(at);
}

} // namespace handglass
