// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/glossary.h"

#include "app/lesson/filesections.h"
#include "app/lesson/lessonfolder.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

namespace handglass::lesson {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::lesson::Reader)
};

/// A sentence, or empty.
QString takeLine(const BlockLine &line, GlossaryTerm &term)
{
    static const QRegularExpression id(QStringLiteral("^[a-z0-9]+(-[a-z0-9]+)*$"));
    const QString key = line.key();
    const QString value = line.value();
    if (key == QLatin1String("id") && term.id.isEmpty() && value.contains(id))
        term.id = value;
    else if (key == QLatin1String("section") && term.section.isEmpty() && !value.isEmpty())
        term.section = value;
    else if (key == QLatin1String("names") && term.names.isEmpty() && !value.isEmpty()) {
        for (const QString &name : value.split(u','))
            term.names.append(name.trimmed());
    } else {
        return Words::tr("expected “id: …” (letters a-z, digits, “-”), “section: …” or “names: …”, each once, got “%1”")
            .arg(line.text);
    }
    return {};
}

tl::expected<GlossaryTerm, LessonError> readTerm(const QString &file, const FileSection &section)
{
    const auto fail = [&](int line, const QString &sentence) {
        return tl::unexpected(LessonError{file, line, sentence});
    };
    GlossaryTerm term;
    term.name = section.heading;
    term.text = section.text;
    if (section.block != QLatin1String("term"))
        return fail(
            section.line, Words::tr("expected a block “```term” under this heading, got “%1”").arg(section.block));
    for (const BlockLine &line : section.lines) {
        if (const QString error = takeLine(line, term); !error.isEmpty())
            return fail(line.line, error);
    }
    if (term.id.isEmpty() || term.section.isEmpty() || term.text.isEmpty())
        return fail(section.line, Words::tr("expected id, section and a text of “%1”, got less").arg(section.heading));
    if (const auto error = linkError(file, section.text, section.textLine))
        return tl::unexpected(*error);
    return term;
}

} // namespace

tl::expected<QList<GlossaryTerm>, LessonError> readGlossary(const QString &file, const QByteArray &text)
{
    const auto sections = readSections(file, text);
    if (!sections)
        return tl::unexpected(sections.error());
    QList<GlossaryTerm> terms;
    QHash<QString, int> lines; // of ids and names
    for (const FileSection &section : sections->sections) {
        auto term = readTerm(file, section);
        if (!term)
            return tl::unexpected(term.error());
        const QStringList names = term->names + QStringList{term->name, QStringLiteral("id: ") + term->id};
        for (const QString &name : names) {
            if (const int other = lines.value(name.toCaseFolded()); other > 0) {
                return tl::unexpected(LessonError{file, section.line,
                    Words::tr("expected a name of one term only, got “%1” of line %2 again").arg(name).arg(other)});
            }
            lines.insert(name.toCaseFolded(), section.line);
        }
        terms.append(*term);
    }
    std::sort(terms.begin(), terms.end(), [](const GlossaryTerm &a, const GlossaryTerm &b) {
        return a.name.toCaseFolded().localeAwareCompare(b.name.toCaseFolded()) < 0;
    });
    return terms;
}

const QList<GlossaryTerm> &glossary()
{
    static const QList<GlossaryTerm> all =
        readTranslated<QList<GlossaryTerm>>(QStringLiteral("glossary.md"), readGlossary);
    return all;
}

const GlossaryTerm *glossaryTerm(const QString &id)
{
    for (const GlossaryTerm &term : glossary()) {
        if (term.id == id)
            return &term;
    }
    return nullptr;
}

QString glossaryIdFor(const QString &name)
{
    static const QHash<QString, QString> ids = [] {
        QHash<QString, QString> known;
        for (const GlossaryTerm &term : glossary()) {
            known.insert(term.name.toCaseFolded(), term.id);
            for (const QString &other : term.names)
                known.insert(other.toCaseFolded(), term.id);
        }
        return known;
    }();
    const QString asked = name.trimmed().toCaseFolded();
    if (const uint code = asked.toUInt(); code >= 3'000 && code <= 4'999)
        return code < 4'000 ? QStringLiteral("close-3000-3999") : QStringLiteral("close-4000-4999");
    return ids.value(asked);
}

} // namespace handglass::lesson
