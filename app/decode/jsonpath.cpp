// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/jsonpath.h"

#include "app/decode/jsonscanner.h"

#include <QCoreApplication>
#include <QVarLengthArray>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::JsonPath)
};

/// A member's name that a path can hold without quotes.
bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'$' || c == u'@' || c.isSurrogate();
}

class PathParser
{
public:
    explicit PathParser(QStringView text)
        : m_text(text)
    {
    }

    tl::expected<JsonPath, JsonPathError> parse()
    {
        if (!take(u'$'))
            return fail(Words::tr("“$”"));
        JsonPath path;
        while (peek() == u'.' || peek() == u'[') {
            const bool dot = take(u'.');
            auto step = dot ? takeName() : takeBracket();
            if (!step)
                return tl::unexpected(step.error());
            path.steps.append(*step);
        }
        return path;
    }
    qsizetype position() const { return m_at; }

private:
    QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    bool take(QChar c)
    {
        const bool here = m_at < m_text.size() && m_text[m_at] == c;
        m_at += here ? 1 : 0;
        return here;
    }
    tl::unexpected<JsonPathError> fail(const QString &expected) const
    {
        return tl::unexpected(JsonPathError{m_at, expected});
    }

    tl::expected<JsonStep, JsonPathError> takeName()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && isNameCharacter(m_text[m_at]))
            ++m_at;
        if (m_at == start)
            return fail(Words::tr("a member's name"));
        return JsonStep{JsonStep::Kind::Member, m_text.sliced(start, m_at - start).toUtf8()};
    }

    tl::expected<JsonStep, JsonPathError> takeBracket()
    {
        take(u'[');
        JsonStep step{JsonStep::Kind::AnyElement, {}};
        if (peek() == u'"' || peek() == u'\'') {
            const QChar quote = peek();
            ++m_at;
            const auto name = takeQuoted(quote);
            if (!name)
                return fail(Words::tr("“%1” after the member's name").arg(quote));
            step = {JsonStep::Kind::Member, *name};
        } else if (!take(u'*')) {
            const qsizetype start = m_at;
            while (m_at < m_text.size() && m_text[m_at] >= u'0' && m_text[m_at] <= u'9')
                ++m_at;
            bool ok = false;
            step = {JsonStep::Kind::Element, {}, m_text.sliced(start, m_at - start).toLongLong(&ok)};
            if (!ok)
                return fail(Words::tr("an element's number, “*” or a member's name in quotes"));
        }
        if (!take(u']'))
            return fail(Words::tr("“]”"));
        return step;
    }

    std::optional<QByteArray> takeQuoted(QChar quote)
    {
        QString name;
        for (; m_at < m_text.size() && m_text[m_at] != quote; ++m_at) {
            const bool escaped = m_text[m_at] == u'\\' && m_at + 1 < m_text.size();
            m_at += escaped ? 1 : 0;
            name += m_text[m_at];
        }
        return take(quote) ? std::optional(name.toUtf8()) : std::nullopt;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

/// Follows a path through the tokens. Levels are the open objects and arrays that lie on the path.
class PathWalker
{
public:
    PathWalker(QByteArrayView text, const JsonPath &path, const JsonVisitor &visitor)
        : m_text(text)
        , m_scanner(text)
        , m_steps(path.steps)
        , m_visitor(visitor)
    {
    }

    bool walk()
    {
        while (m_scanner.next()) {
            if (!take(m_scanner.token()))
                return true;
        }
        return m_scanner.isValid();
    }

private:
    struct Level {
        bool object = false;
        bool named = false; ///< the last name is the step's
        qint64 index = 0;   ///< of the next element
    };

    /// False: the visitor has seen enough.
    bool take(QByteArrayView token)
    {
        const char c = token.front();
        if (c == ',' || c == ':')
            return true;
        if (c == '}' || c == ']')
            return close();
        if (m_scanner.isName()) {
            if (m_depth == m_levels.size())
                m_levels.last().named = isStepsName(token);
            return true;
        }
        const bool onPath = isOnPath();
        const bool target = onPath && m_depth == m_steps.size();
        if (c != '{' && c != '[')
            return !target || m_visitor(token);
        if (target) {
            m_target = m_scanner.tokenStart();
            m_targetDepth = m_depth;
        } else if (onPath) {
            m_levels.append(Level{c == '{'});
        }
        ++m_depth;
        return true;
    }

    bool close()
    {
        --m_depth;
        if (m_levels.size() > m_depth)
            m_levels.resize(m_depth);
        if (m_target < 0 || m_depth != m_targetDepth)
            return true;
        const qsizetype start = std::exchange(m_target, -1);
        return m_visitor(m_text.sliced(start, m_scanner.tokenStart() + 1 - start));
    }

    bool isStepsName(QByteArrayView token) const
    {
        const JsonStep &step = m_steps[m_depth - 1];
        if (step.kind != JsonStep::Kind::Member)
            return false;
        return token.contains('\\') ? unescapedJson(token) == step.name : token.sliced(1).chopped(1) == step.name;
    }

    /// The value that begins now; counts it if it is an element.
    bool isOnPath()
    {
        if (m_depth != m_levels.size())
            return false;
        if (m_depth == 0)
            return true;
        Level &level = m_levels.last();
        if (level.object)
            return level.named;
        const JsonStep &step = m_steps[m_depth - 1];
        const qint64 index = level.index++;
        return step.kind == JsonStep::Kind::AnyElement || (step.kind == JsonStep::Kind::Element && step.index == index);
    }

    QByteArrayView m_text;
    JsonScanner m_scanner;
    const QList<JsonStep> &m_steps;
    const JsonVisitor &m_visitor;
    qsizetype m_depth = 0; ///< open objects and arrays
    QVarLengthArray<Level, 8> m_levels;
    qsizetype m_target = -1; ///< start of the object or array that is visited at its end
    qsizetype m_targetDepth = 0;
};

/// Four hex digits at `at`.
char16_t codeUnit(QByteArrayView text, qsizetype at)
{
    return static_cast<char16_t>(text.sliced(at, 4).toByteArray().toUShort(nullptr, 16));
}

/// False: the text has no such member, JSON or not. Quick.
bool mayLead(QByteArrayView text, const JsonPath &path)
{
    if (path.steps.isEmpty() || text.contains('\\'))
        return true;
    return std::all_of(path.steps.cbegin(), path.steps.cend(),
        [text](const JsonStep &step) { return step.kind != JsonStep::Kind::Member || text.contains(step.name); });
}

bool isString(QByteArrayView token)
{
    return token.startsWith('"');
}

} // namespace

tl::expected<JsonPath, JsonPathError> JsonPath::parse(QStringView text, qsizetype *end)
{
    PathParser parser(text);
    auto path = parser.parse();
    if (end != nullptr)
        *end = parser.position();
    else if (path && parser.position() < text.size())
        return tl::unexpected(JsonPathError{parser.position(), Words::tr("“.”, “[” or the end of the path")});
    return path;
}

QString JsonPath::text() const
{
    QString text = QStringLiteral("$");
    for (const JsonStep &step : steps) {
        if (step.kind == JsonStep::Kind::AnyElement) {
            text += QStringLiteral("[*]");
        } else if (step.kind == JsonStep::Kind::Element) {
            text += QStringLiteral("[%1]").arg(step.index);
        } else {
            QString name = QString::fromUtf8(step.name);
            const bool plain = !name.isEmpty() && std::all_of(name.cbegin(), name.cend(), isNameCharacter);
            name.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
            text += plain ? u'.' + name : QStringLiteral("[\"%1\"]").arg(name);
        }
    }
    return text;
}

bool visitJson(QByteArrayView text, const JsonPath &path, const JsonVisitor &visitor)
{
    return PathWalker(text, path, visitor).walk();
}

std::optional<QByteArray> jsonValue(QByteArrayView text, const JsonPath &path)
{
    std::optional<QByteArray> first;
    const bool valid = visitJson(text, path, [&first](QByteArrayView value) {
        if (!first)
            first = value.toByteArray();
        return true;
    });
    return valid ? first : std::nullopt;
}

QByteArray unescapedJson(QByteArrayView token)
{
    if (!isString(token))
        return token.toByteArray();
    const QByteArrayView inner = token.sliced(1).chopped(1);
    QByteArray text;
    text.reserve(inner.size());
    for (qsizetype at = 0; at < inner.size(); ++at) {
        if (inner[at] != '\\') {
            text += inner[at];
            continue;
        }
        const char escape = inner[++at];
        constexpr QByteArrayView Letters("bfnrt");
        if (escape != 'u') {
            const qsizetype letter = Letters.indexOf(escape);
            text += letter < 0 ? escape : "\b\f\n\r\t"[letter];
            continue;
        }
        QString character(QChar(codeUnit(inner, at + 1)));
        at += 4;
        const bool pair = character.front().isHighSurrogate() && at + 6 < inner.size() && inner[at + 1] == '\\'
            && inner[at + 2] == 'u' && QChar::isLowSurrogate(codeUnit(inner, at + 3));
        if (pair) {
            character += QChar(codeUnit(inner, at + 3));
            at += 6;
        }
        text += pair || !character.front().isSurrogate() ? character.toUtf8() : QByteArray("\xEF\xBF\xBD");
    }
    return text;
}

bool JsonCondition::holds(QByteArrayView token) const
{
    if (test == Operator::Exists)
        return true;
    const QByteArray plain = unescapedJson(token);
    if (test == Operator::Contains) {
        const QString text = QString::fromUtf8(plain);
        return expression.pattern().isEmpty() ? text.contains(QString::fromUtf8(value), Qt::CaseInsensitive)
                                              : text.contains(expression);
    }
    const bool comparable = quoted ? isString(token) : true;
    const std::partial_ordering order = quoted ? std::partial_ordering::unordered : compareJsonNumbers(plain, value);
    const bool literal = value == "true" || value == "false" || value == "null";
    const bool same = plain == value && (quoted || !literal || !isString(token));
    const bool equal = comparable && (same || order == 0);
    switch (test) {
    case Operator::Equal:
        return equal;
    case Operator::NotEqual:
        return !equal;
    case Operator::Less:
        return order < 0;
    case Operator::LessOrEqual:
        return order <= 0;
    case Operator::Greater:
        return order > 0;
    case Operator::GreaterOrEqual:
        return order >= 0;
    default:
        return false;
    }
}

bool jsonMatches(QByteArrayView text, const JsonPath &path, const JsonCondition &condition)
{
    if (!mayLead(text, path))
        return false;
    bool found = false;
    const bool valid = visitJson(text, path, [&found, &condition](QByteArrayView value) {
        found = found || condition.holds(value);
        return true;
    });
    return valid && found;
}

} // namespace handglass
