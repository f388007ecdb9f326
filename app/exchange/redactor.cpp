// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/redactor.h"

#include "app/protocol/secretname.h"

#include <algorithm>

namespace handglass {

namespace {

/// A shorter one would be found by chance in a sentence.
constexpr qsizetype ShortestInText = 4;

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    while (!text.isEmpty() && QByteArrayView(" \t\r\n").contains(text.back()))
        text.chop(1);
    return text;
}

bool isAddress(QByteArrayView name)
{
    return std::ranges::any_of(std::initializer_list<QByteArrayView>{"Location", "Content-Location", "Referer"},
        [name](QByteArrayView known) { return name.compare(known, Qt::CaseInsensitive) == 0; });
}

} // namespace

Redactor::Redactor(bool hides)
    : m_hides(hides)
{
}

QByteArray Redactor::cover(QByteArrayView secret)
{
    if (!secret.isEmpty())
        m_found.insert(secret.toByteArray());
    return QByteArray(secret.size(), 'x');
}

QByteArray Redactor::url(const QByteArray &url)
{
    QByteArray shown = url;
    const qsizetype authority = shown.indexOf("://");
    if (authority >= 0) {
        const qsizetype begin = authority + 3;
        const qsizetype slash = shown.indexOf('/', begin);
        const qsizetype at = shown.left(slash < 0 ? shown.size() : slash).lastIndexOf('@');
        if (at > begin)
            shown.replace(begin, at - begin, cover(QByteArrayView(shown).sliced(begin, at - begin)));
    }
    qsizetype begin = shown.indexOf('?') + 1;
    while (begin > 0 && begin < shown.size()) {
        qsizetype end = begin;
        while (end < shown.size() && !QByteArrayView("&;#").contains(shown[end]))
            ++end;
        const qsizetype equals = shown.indexOf('=', begin);
        if (equals > begin && equals < end && isSecretName(QByteArrayView(shown).sliced(begin, equals - begin)))
            shown.replace(
                equals + 1, end - equals - 1, cover(QByteArrayView(shown).sliced(equals + 1, end - equals - 1)));
        begin = end + 1;
    }
    return shown;
}

QByteArray Redactor::line(const QByteArray &line, bool first)
{
    if (first) {
        const QList<QByteArray> words = line.split(' ');
        return words.size() < 3 ? line : words[0] + ' ' + url(words[1]) + ' ' + words.sliced(2).join(' ');
    }
    const bool folded = line.startsWith(' ') || line.startsWith('\t');
    const qsizetype colon = line.indexOf(':');
    if (!folded && colon < 0)
        return line;
    const QByteArrayView name = folded ? QByteArrayView() : QByteArrayView(line).first(colon);
    if (!folded)
        m_secretFold = isSecretName(name);
    const QByteArrayView value = trimmed(QByteArrayView(line).sliced(folded ? 0 : colon + 1));
    const qsizetype at = value.data() - line.constData();
    QByteArray shown = line;
    if (m_secretFold)
        shown.replace(at, value.size(), cover(value));
    else if (isAddress(name))
        shown.replace(at, value.size(), url(value.toByteArray()));
    return shown;
}

/// Line by line, so that also a head that is none is covered.
QByteArray Redactor::head(const QByteArray &raw)
{
    QByteArray shown;
    shown.reserve(raw.size());
    m_secretFold = false;
    for (qsizetype begin = 0; begin < raw.size();) {
        const qsizetype feed = raw.indexOf('\n', begin);
        const qsizetype end = feed < 0 ? raw.size() : feed + 1;
        shown += line(raw.mid(begin, end - begin), begin == 0);
        begin = end;
    }
    return shown;
}

ConnectionRecord Redactor::record(const ConnectionRecord &record)
{
    if (!m_hides)
        return record;
    m_found.clear();
    ConnectionRecord shown = record;
    shown.rawRequest = head(record.rawRequest);
    shown.rawResponse = head(record.rawResponse);
    shown.proxyAnswer = head(record.proxyAnswer);
    shown.url = QString::fromUtf8(url(record.url.toUtf8()));
    if (m_found.isEmpty())
        return shown;
    if (!m_known.contains(record.id)) {
        m_known.insert(record.id, m_found.values());
        m_hidden += m_found.size();
    }
    Failure &failure = shown.failure;
    for (QString *sentence :
        {&failure.fact, &failure.cause, &failure.suggestion, &failure.notCause, &failure.evidence, &shown.sessionName})
        *sentence = text(record.id, *sentence);
    for (Check &check : shown.verdict.checks) {
        check.expected = text(record.id, check.expected);
        check.got = text(record.id, check.got);
    }
    return shown;
}

QString Redactor::text(ConnectionId connection, const QString &text) const
{
    const auto known = m_known.constFind(connection);
    if (known == m_known.cend() || text.isEmpty())
        return text;
    QString shown = text;
    for (const QByteArray &secret : *known) {
        const QString word = QString::fromUtf8(secret);
        if (word.size() >= ShortestInText)
            shown.replace(word, QString(word.size(), u'x'));
    }
    return shown;
}

} // namespace handglass
