// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/pathpattern.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::PathPattern)
};

bool isParameter(const QString &segment)
{
    return segment.startsWith(u'{');
}

QString name(const QString &segment)
{
    return segment.mid(1, segment.size() - 2);
}

bool isAnything(const QString &segment)
{
    return segment == QLatin1String("**");
}

} // namespace

tl::expected<PathPattern, QString> PathPattern::parse(const QString &text)
{
    static const QRegularExpression parameter(QStringLiteral("^\\{[A-Za-z_][A-Za-z0-9_-]*\\}$"));
    if (!text.startsWith(u'/') || text.contains(u'?') || text.contains(u'#'))
        return tl::unexpected(Words::tr("a path that begins with “/” and has no query"));
    PathPattern pattern;
    pattern.m_text = text;
    pattern.m_segments = text.mid(1).split(u'/');
    for (qsizetype i = 0; i < pattern.m_segments.size(); ++i) {
        const QString &segment = pattern.m_segments[i];
        const bool special = segment.contains(u'{') || segment.contains(u'}') || segment.contains(u'*');
        if (!special || segment == QLatin1String("*") || segment.contains(parameter))
            continue;
        if (!isAnything(segment))
            return tl::unexpected(Words::tr("whole segments as wildcards (“*”) and parameters (“{name}”)"));
        if (i + 1 < pattern.m_segments.size())
            return tl::unexpected(Words::tr("“**” only at the end of a path"));
    }
    QStringList names = pattern.parameters();
    if (names.removeDuplicates() > 0)
        return tl::unexpected(Words::tr("each parameter once"));
    return pattern;
}

QStringList PathPattern::parameters() const
{
    QStringList names;
    for (const QString &segment : m_segments) {
        if (isParameter(segment))
            names.append(name(segment));
    }
    return names;
}

QString PathPattern::example() const
{
    QString path;
    for (const QString &segment : m_segments) {
        if (isAnything(segment))
            break;
        path += u'/' + (isParameter(segment) ? name(segment) : segment == u'*' ? QStringLiteral("any") : segment);
    }
    return path;
}

std::optional<QHash<QString, QString>> PathPattern::match(const QString &path) const
{
    if (!path.startsWith(u'/'))
        return std::nullopt;
    const QStringList segments = path.mid(1).split(u'/');
    QHash<QString, QString> values;
    qsizetype i = 0;
    for (; i < m_segments.size(); ++i) {
        const QString &wanted = m_segments[i];
        if (isAnything(wanted))
            return values;
        const bool any = wanted == QLatin1String("*") || isParameter(wanted);
        if (i >= segments.size() || (any ? segments[i].isEmpty() : segments[i] != wanted))
            return std::nullopt;
        if (isParameter(wanted))
            values.insert(name(wanted), segments[i]);
    }
    return i == segments.size() ? std::optional(values) : std::nullopt;
}

} // namespace handglass::scenario
