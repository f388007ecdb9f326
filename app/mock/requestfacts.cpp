// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/requestfacts.h"

namespace handglass::scenario {

namespace {

QString decoded(QByteArray text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.replace('+', ' ')));
}

} // namespace

RequestFacts RequestFacts::of(const HttpHead &head)
{
    RequestFacts facts;
    facts.head = head;
    const qsizetype mark = head.target.indexOf('?');
    facts.path = QString::fromUtf8(QByteArray::fromPercentEncoding(mark < 0 ? head.target : head.target.first(mark)));
    const QList<QByteArray> pairs = mark < 0 ? QList<QByteArray>() : head.target.mid(mark + 1).split('&');
    for (const QByteArray &pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        const QString name = decoded(equals < 0 ? pair : pair.first(equals));
        if (!name.isEmpty() && !facts.query.contains(name))
            facts.query.insert(name, equals < 0 ? QString() : decoded(pair.mid(equals + 1)));
    }
    for (const HeaderField &field : head.all("Cookie")) {
        for (const QByteArray &cookie : field.value.split(';')) {
            const qsizetype equals = cookie.indexOf('=');
            const QString name = QString::fromUtf8(cookie.first(qMax<qsizetype>(equals, 0)).trimmed());
            if (!name.isEmpty() && !facts.cookies.contains(name))
                facts.cookies.insert(name, QString::fromUtf8(cookie.mid(equals + 1).trimmed()));
        }
    }
    return facts;
}

} // namespace handglass::scenario
