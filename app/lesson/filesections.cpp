// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/filesections.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringDecoder>

namespace handglass::lesson {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::lesson::Reader)
};

constexpr QLatin1String Fence("```");
constexpr QLatin1String BlockWords[] = {QLatin1String("lesson"), QLatin1String("step"), QLatin1String("breaks"),
    QLatin1String("task"), QLatin1String("term")};

class SectionsReader
{
public:
    SectionsReader(QString file, const QByteArray &bytes)
        : m_file(std::move(file))
        , m_bytes(bytes)
    {
    }

    tl::expected<SectionedFile, LessonError> read()
    {
        if (const int line = decode(); line > 0)
            return fail(line, Words::tr("expected UTF-8, got another byte"));
        skipComments();
        if (!isHeading(1)) {
            return fail(m_at + 1,
                Words::tr("expected the title, “# …”, got “%1”").arg(m_at < m_lines.size() ? here() : QString()));
        }
        SectionedFile result;
        result.head = section(1);
        while (m_at < m_lines.size() && m_openFence == 0) {
            if (isHeading(1))
                return fail(m_at + 1, Words::tr("expected one title in the file, got another: “%1”").arg(here()));
            result.sections.append(section(2));
        }
        if (m_openFence > 0)
            return fail(m_openFence, Words::tr("expected “```” that ends the block begun here, got the file's end"));
        return result;
    }

private:
    tl::unexpected<LessonError> fail(int line, const QString &sentence) const
    {
        return tl::unexpected(LessonError{m_file, line, sentence});
    }

    /// The line that is no UTF-8; 0: all are.
    int decode()
    {
        for (QByteArray line : m_bytes.split('\n')) {
            if (line.endsWith('\r'))
                line.chop(1);
            QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
            m_lines.append(decoder(line));
            if (decoder.hasError())
                return int(m_lines.size());
        }
        return 0;
    }

    const QString &here() const { return m_lines[m_at]; }

    bool isHeading(int level) const { return m_at < m_lines.size() && here().startsWith(QString(level, u'#') + u' '); }

    void skipBlank()
    {
        while (m_at < m_lines.size() && here().trimmed().isEmpty())
            ++m_at;
    }

    void skipComments()
    {
        for (skipBlank(); m_at < m_lines.size() && here().startsWith(QLatin1String("<!--")); skipBlank())
            ++m_at;
    }

    FileSection section(int level)
    {
        FileSection section;
        section.line = m_at + 1;
        section.heading = here().mid(level).trimmed();
        ++m_at;
        skipBlank();
        readBlock(section);
        skipBlank();
        section.textLine = m_at + 1;
        QStringList text;
        for (; m_at < m_lines.size() && (m_openFence > 0 || (!isHeading(1) && !isHeading(2))); ++m_at) {
            if (here().startsWith(Fence)) {
                if (m_openFence > 0 && here().trimmed() != Fence)
                    break; // another one begins
                m_openFence = m_openFence > 0 ? 0 : m_at + 1;
            }
            text.append(here());
        }
        section.text = text.join(u'\n').trimmed();
        return section;
    }

    void readBlock(FileSection &section)
    {
        if (m_at >= m_lines.size() || !here().startsWith(Fence))
            return;
        const QString word = here().mid(Fence.size()).trimmed();
        if (std::find(std::begin(BlockWords), std::end(BlockWords), word) == std::end(BlockWords))
            return;
        section.block = word;
        m_openFence = m_at + 1;
        for (++m_at; m_at < m_lines.size() && m_openFence > 0; ++m_at) {
            const QString text = here().trimmed();
            if (text == Fence)
                m_openFence = 0;
            else if (text.startsWith(Fence) || text.startsWith(u'#'))
                return;
            else if (!text.isEmpty())
                section.lines.append({text, m_at + 1});
        }
    }

    QString m_file;
    const QByteArray &m_bytes;
    QStringList m_lines;
    int m_at = 0;
    int m_openFence = 0; ///< the line of the fence that is not closed; 0: none
};

} // namespace

QString BlockLine::key() const
{
    return text.contains(u':') ? text.section(u':', 0, 0).trimmed() : QString();
}

QString BlockLine::value() const
{
    return text.section(u':', 1).trimmed();
}

tl::expected<SectionedFile, LessonError> readSections(const QString &file, const QByteArray &bytes)
{
    return SectionsReader(file, bytes).read();
}

std::optional<LessonError> linkError(const QString &file, const QString &text, int firstLine)
{
    static const QRegularExpression link(QStringLiteral("\\]\\(([^)]*)\\)"));
    static const QRegularExpression good(
        QStringLiteral("^(glossary:[a-z0-9-]+|lesson:[a-z0-9-]+|rfc:[0-9]+(#[0-9]+(\\.[0-9]+)*)?)$"));
    for (auto it = link.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (!match.captured(1).contains(good)) {
            const int line = firstLine + int(QStringView(text).left(match.capturedStart()).count(u'\n'));
            return LessonError{file, line,
                Words::tr("expected a link such as “glossary:masking-key”, “lesson:frames” or “rfc:6455#5.2”, got “%1”")
                    .arg(match.captured(1))};
        }
    }
    return std::nullopt;
}

} // namespace handglass::lesson
