// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/judging.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>

namespace handglass::judging {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::Verdict)
};

constexpr qsizetype ShownCharacters = 200;

} // namespace

int lineOf(const HttpHead &head, QByteArrayView name)
{
    const QList<HeaderField> fields = head.all(name);
    return fields.isEmpty() ? 0 : fields.first().line;
}

QString none()
{
    return Text::tr("none");
}

QString shown(QByteArrayView value)
{
    if (value.isEmpty())
        return Text::tr("an empty value");
    const QString text = headText(value);
    return text.size() <= ShownCharacters ? text : text.first(ShownCharacters) + QStringLiteral("…");
}

QString shownValue(const HttpHead &head, QByteArrayView name)
{
    const QList<HeaderField> fields = head.all(name);
    if (fields.isEmpty())
        return none();
    QByteArrayList values;
    for (const HeaderField &field : fields)
        values.append(field.value);
    return shown(values.join(", "));
}

void conclude(Check &check, bool good, const QString &got)
{
    check.outcome = good ? Outcome::Pass : Outcome::Fail;
    check.got = got;
}

void judgeHttpVersion(Check &check, const QByteArray &version)
{
    const QByteArrayList numbers = version.sliced(qMin(version.size(), qsizetype{5})).split('.');
    const int major = numbers.value(0).toInt();
    const int minor = numbers.value(1).toInt();
    check.rule = Text::tr("HTTP version");
    check.expected = Text::tr("HTTP/1.1 or higher");
    conclude(check, major > 1 || (major == 1 && minor >= 1), shown(version));
}

void judgeConnection(Check &check, const HttpHead &head)
{
    check.rule = QStringLiteral("Connection");
    check.expected = Text::tr("a token “upgrade”");
    conclude(check, head.hasToken("Connection", "upgrade"), shownValue(head, "Connection"));
}

void judgeRepeated(Check &check, const HttpHead &head, const QList<OnceOnly> &headers)
{
    check.rule = Text::tr("Repeated headers");
    check.expected = none();
    check.section = QStringLiteral("RFC 6455 §11.3");
    conclude(check, true, none());
    for (const OnceOnly &header : headers) {
        const QList<HeaderField> fields = head.all(header.name);
        if (fields.size() < 2 || (check.outcome != Outcome::Pass && header.otherwise != Outcome::Fail))
            continue;
        const QString name = QString::fromLatin1(header.name);
        check.outcome = header.otherwise;
        check.expected = Text::tr("%1 once").arg(name);
        check.got = Text::tr("%1 times").arg(fields.size());
        check.section = QString::fromUtf8(header.section);
        (check.onResponse ? check.responseLine : check.requestLine) = fields.at(1).line;
        if (check.outcome == Outcome::Fail)
            return;
    }
}

} // namespace handglass::judging
