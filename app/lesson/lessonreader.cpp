// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/lessonreader.h"

#include "app/lesson/breaks.h"
#include "app/lesson/filesections.h"
#include "app/lesson/lessonwords.h"
#include "app/lesson/taskcheck.h"
#include "app/protocol/httphead.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

namespace handglass::lesson {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::lesson::Reader)
};

constexpr int LongestMark = 8;
constexpr int MostMinutes = 60;

/// Each function returns false once there is an error; the first one counts.
class Reader
{
public:
    explicit Reader(const QString &file)
        : m_file(QFileInfo(file).fileName())
    {
    }

    tl::expected<Lesson, LessonError> read(const QByteArray &bytes)
    {
        const auto file = readSections(m_file, bytes);
        if (!file)
            return tl::unexpected(file.error());
        if (readName() && readHead(file->head) && readSectionsOf(*file))
            return m_lesson;
        return tl::unexpected(m_error);
    }

private:
    bool fail(int line, const QString &sentence)
    {
        m_error = {m_file, line, sentence};
        return false;
    }

    bool failGot(int line, const QString &expected, const QString &got)
    {
        return fail(line, Words::tr("expected %1, got “%2”").arg(expected, got));
    }

    /// Gives the value to take, or fails.
    template <typename Value, typename Take> bool take(int line, const tl::expected<Value, QString> &value, Take take)
    {
        if (!value)
            return fail(line, value.error());
        take(*value);
        return true;
    }

    bool readName()
    {
        static const QRegularExpression name(QStringLiteral("^([0-9]{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\\.md$"));
        const QRegularExpressionMatch match = name.match(m_file);
        m_lesson.number = match.captured(1).toInt();
        m_lesson.id = match.captured(2);
        return m_lesson.number > 0 || failGot(1, Words::tr("a file name such as “03-opening-handshake.md”"), m_file);
    }

    /// Calls one(line) for each "key: value"; keys outside `many` may stand once.
    template <typename One>
    bool eachLine(const FileSection &section, const QStringList &keys, const QStringList &many, One one)
    {
        QSet<QString> seen;
        for (const BlockLine &line : section.lines) {
            const QString key = line.key();
            if (!keys.contains(key))
                return failGot(line.line, Words::tr("one of %1").arg(keys.join(QLatin1String(": ")) + u':'), line.text);
            if (!many.contains(key) && seen.contains(key))
                return failGot(line.line, Words::tr("“%1:” once in a block").arg(key), line.text);
            seen.insert(key);
            if (!one(line))
                return false;
        }
        return true;
    }

    bool checkBlock(const FileSection &section, const QString &block)
    {
        return section.block == block
            || failGot(section.line, Words::tr("a block “```%1” under this heading").arg(block), section.block);
    }

    bool hasBlock(const QList<FileSection> &sections, qsizetype at, const QString &block)
    {
        if (at < sections.size())
            return checkBlock(sections[at], block);
        return fail(sections.last().line,
            Words::tr("expected a heading with a block “```%1” behind this part, got the file's end").arg(block));
    }

    bool checkText(const FileSection &section)
    {
        if (section.text.isEmpty())
            return fail(section.line, Words::tr("expected a text under “%1”, got none").arg(section.heading));
        if (const auto error = linkError(m_file, section.text, section.textLine)) {
            m_error = *error;
            return false;
        }
        return true;
    }

    bool readHead(const FileSection &head)
    {
        if (!checkBlock(head, QStringLiteral("lesson")))
            return false;
        m_lesson.title = head.heading;
        static const QStringList keys{QStringLiteral("minutes"), QStringLiteral("path"), QStringLiteral("subprotocols"),
            QStringLiteral("origin"), QStringLiteral("deflate"), QStringLiteral("scenario")};
        if (!eachLine(head, keys, {}, [this](const BlockLine &line) { return readSetup(line); }))
            return false;
        if (m_lesson.minutes == 0)
            return fail(head.line, Words::tr("expected “minutes: …” in the lesson's block, got none"));
        return head.text.isEmpty()
            || failGot(head.textLine, Words::tr("the first step, “## Mark | title”"), head.text.section(u'\n', 0, 0));
    }

    bool readSetup(const BlockLine &line)
    {
        const QString key = line.key();
        const QString value = line.value();
        if (key == QLatin1String("minutes")) {
            m_lesson.minutes = value.toInt();
            return (m_lesson.minutes >= 1 && m_lesson.minutes <= MostMinutes)
                || failGot(line.line, Words::tr("1 to %1 minutes").arg(MostMinutes), value);
        }
        if (key == QLatin1String("path")) {
            static const QRegularExpression path(QStringLiteral("^/[!-\"$-~]*$"));
            m_lesson.path = value.toLatin1();
            return value.contains(path)
                || failGot(line.line, Words::tr("a path that begins with “/”, of visible ASCII without “#”"), value);
        }
        if (key == QLatin1String("subprotocols"))
            return readSubprotocols(line);
        if (key == QLatin1String("origin")) {
            static const QRegularExpression origin(QStringLiteral("^[a-z][a-z0-9+.-]*://[!-.0-~]+$"));
            m_lesson.origin = value.toLatin1();
            return value.contains(origin)
                || failGot(line.line, Words::tr("an origin such as “http://example.com”"), value);
        }
        if (key == QLatin1String("scenario")) {
            static const QRegularExpression name(QStringLiteral("^[a-z0-9-]+\\.json$"));
            m_lesson.scenario = value;
            return value.contains(name)
                || failGot(line.line, Words::tr("the name of a scenario beside the lessons, “….json”"), value);
        }
        m_lesson.deflate = value == QLatin1String("on");
        return m_lesson.deflate || value == QLatin1String("off") || failGot(line.line, Words::tr("on or off"), value);
    }

    bool readSubprotocols(const BlockLine &line)
    {
        for (const QString &part : line.value().split(u',')) {
            const QString name = part.trimmed();
            if (!isToken(name.toUtf8()) || m_lesson.subprotocols.contains(name))
                return failGot(line.line, Words::tr("tokens with commas between them, each once"), line.value());
            m_lesson.subprotocols.append(name);
        }
        return true;
    }

    /// Steps, then the breaks, then the task.
    bool readSectionsOf(const SectionedFile &file)
    {
        const QList<FileSection> &sections = file.sections;
        qsizetype at = 0;
        for (; at < sections.size() && sections[at].block == QLatin1String("step"); ++at) {
            if (!readStep(sections[at]))
                return false;
        }
        if (m_lesson.steps.isEmpty())
            return fail(sections.isEmpty() ? file.head.line : sections[0].line,
                Words::tr("expected a step first, a heading with a block “```step”, got none"));
        if (!hasBlock(sections, at, QStringLiteral("breaks")) || !readBreaks(sections[at++]))
            return false;
        if (!hasBlock(sections, at, QStringLiteral("task")) || !readTask(sections[at++]))
            return false;
        return at == sections.size()
            || failGot(sections[at].line, Words::tr("nothing behind the task"), sections[at].heading);
    }

    bool readStep(const FileSection &section)
    {
        LessonStep step;
        step.line = section.line;
        step.mark = section.heading.section(u'|', 0, 0).trimmed();
        step.title = section.heading.section(u'|', 1).trimmed();
        step.text = section.text;
        if (step.mark.isEmpty() || step.mark.size() > LongestMark || step.title.isEmpty())
            return failGot(section.line,
                Words::tr("“## Mark | title” with a mark of at most %1 characters").arg(LongestMark), section.heading);
        for (const LessonStep &other : std::as_const(m_lesson.steps)) {
            if (other.mark == step.mark)
                return failGot(section.line, Words::tr("another mark than line %1's").arg(other.line), step.mark);
        }
        static const QStringList keys{
            QStringLiteral("do"), QStringLiteral("until"), QStringLiteral("focus"), QStringLiteral("tool")};
        if (!eachLine(section, keys, {keys.first()}, [&](const BlockLine &line) { return readStepLine(line, step); }))
            return false;
        m_lesson.steps.append(step);
        return checkText(section);
    }

    bool readStepLine(const BlockLine &line, LessonStep &step)
    {
        const QString key = line.key();
        if (key == QLatin1String("do"))
            return take(line.line, readCommand(line.value()), [&](const Command &c) { step.commands.append(c); });
        if (key == QLatin1String("until"))
            return take(line.line, readUntil(line.value()), [&](const Until &until) { step.until = until; });
        if (key == QLatin1String("tool"))
            return take(line.line, readTool(line.value()), [&](Tool tool) { step.tool = tool; });
        step.focus = line.value().toUtf8();
        return isToken(step.focus)
            || failGot(line.line,
                Words::tr("a header's name, or start, fin, rsv, opcode, mask, length, maskingKey, payload"),
                line.value());
    }

    bool readBreaks(const FileSection &section)
    {
        for (const BlockLine &line : section.lines) {
            const QByteArray id = line.text.toUtf8();
            if (m_lesson.breaks.contains(id))
                return failGot(line.line, Words::tr("each break once"), line.text);
            if (!breakOf(id)) {
                QStringList known;
                for (const Break &fault : breaks())
                    known.append(QLatin1String(fault.id));
                return failGot(line.line, Words::tr("one of %1").arg(known.join(QLatin1String(", "))), line.text);
            }
            m_lesson.breaks.append(id);
        }
        if (m_lesson.breaks.isEmpty())
            return fail(section.line, Words::tr("expected the ids of breaks, a line each, got none"));
        m_lesson.breakText = section.text;
        return checkText(section);
    }

    bool readTask(const FileSection &section)
    {
        LessonTask &task = m_lesson.task;
        task.line = section.line;
        task.title = section.heading.section(u'|', 1).trimmed();
        if (task.title.isEmpty())
            return failGot(section.line, Words::tr("“## Your turn | title”"), section.heading);
        static const QStringList keys{QStringLiteral("input"), QStringLiteral("check"), QStringLiteral("tool")};
        if (!eachLine(section, keys, keys.first(2), [this](const BlockLine &line) { return readTaskLine(line); }))
            return false;
        if (task.checks.isEmpty())
            return fail(section.line, Words::tr("expected “check: …” in the task's block, got none"));
        static const QRegularExpression parts(QStringLiteral("^(.+?)\\n### Hint\\n(.+?)\\n### Solved\\n(.+)$"),
            QRegularExpression::DotMatchesEverythingOption);
        const QRegularExpressionMatch match = parts.match(section.text);
        if (!match.hasMatch())
            return fail(section.line, Words::tr("expected a text, then “### Hint” and “### Solved” with a text each"));
        task.text = match.captured(1).trimmed();
        task.hint = match.captured(2).trimmed();
        task.solved = match.captured(3).trimmed();
        return checkText(section);
    }

    bool readTaskLine(const BlockLine &line)
    {
        LessonTask &task = m_lesson.task;
        const QString key = line.key();
        if (key == QLatin1String("tool"))
            return take(line.line, readTool(line.value()), [&](Tool tool) { task.tool = tool; });
        if (key == QLatin1String("input"))
            return take(line.line, readInput(line.value()), [&](const QString &input) { task.inputs.append(input); });
        TaskCheck check;
        if (!take(line.line, readCheck(line.value()), [&](const TaskCheck &read) { check = read; }))
            return false;
        if (const QString error = taskCheckError(check); !error.isEmpty())
            return fail(line.line, error);
        check.line = line.line;
        task.checks.append(check);
        return true;
    }

    QString m_file;
    Lesson m_lesson;
    LessonError m_error;
};

} // namespace

QString LessonError::toString() const
{
    return Words::tr("%1, line %2: %3").arg(file).arg(line).arg(sentence);
}

tl::expected<Lesson, LessonError> readLesson(const QString &file, const QByteArray &text)
{
    return Reader(file).read(text);
}

} // namespace handglass::lesson
