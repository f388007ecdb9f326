// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/filterparser.h"

#include <QCoreApplication>
#include <QScopeGuard>

#include <algorithm>

namespace handglass::filter {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Filter)
};

bool isNameStart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isNameCharacter(QChar c)
{
    return isNameStart(c) || (c >= u'0' && c <= u'9') || c == u'.' || c == u'_';
}

QString quoteAdvice()
{
    return Words::tr("to find this as text, put it in quotes");
}

struct Sign {
    QStringView sign;
    Operator op;
};

/// Longer ones first.
constexpr Sign Signs[] = {{u"==", Operator::Is}, {u"!=", Operator::IsNot}, {u"<=", Operator::LessOrEqual},
    {u">=", Operator::GreaterOrEqual}, {u":", Operator::Is}, {u"=", Operator::Is}, {u"<", Operator::Less},
    {u">", Operator::Greater}, {u"~", Operator::Contains}};

} // namespace

FilterParser::FilterParser(const QString &text)
    : m_text(text)
{
}

tl::expected<Node, FilterError> FilterParser::parse()
{
    Result result = takeAny();
    if (result && !atEnd())
        return tl::unexpected(errorHere(Words::tr("“(” before it"), quoteAdvice()));
    return result;
}

FilterParser::Result FilterParser::takeAny()
{
    Any any;
    do {
        Result next = takeAll();
        if (!next)
            return next;
        any.nodes.push_back(std::move(*next));
    } while (takeKeyword(u"or", u"||"));
    return any.nodes.size() == 1 ? std::move(any.nodes.front()) : Node{std::move(any)};
}

FilterParser::Result FilterParser::takeAll()
{
    All all;
    do {
        Result next = takeOne();
        if (!next)
            return next;
        all.nodes.push_back(std::move(*next));
        skipSpace();
    } while (takeKeyword(u"and", u"&&") || (!atEnd() && peek() != u')' && !atKeyword(u"or", u"||")));
    return all.nodes.size() == 1 ? std::move(all.nodes.front()) : Node{std::move(all)};
}

FilterParser::Result FilterParser::takeOne()
{
    bool negated = false;
    skipSpace();
    while (takeNot()) {
        negated = !negated;
        skipSpace();
    }
    Result result = peek() == u'(' ? takeGroup() : takeTest();
    if (result && negated)
        result->negated = !result->negated;
    return result;
}

FilterParser::Result FilterParser::takeGroup()
{
    const qsizetype start = m_at;
    if (++m_depth > DeepestLevel)
        return tl::unexpected(errorHere(Words::tr("at most %1 levels of parentheses").arg(DeepestLevel)));
    ++m_at;
    m_before = QStringLiteral("(");
    Result result = takeAny();
    --m_depth;
    if (!result)
        return result;
    if (peek() != u')' || atEnd())
        return tl::unexpected(FilterError{Words::tr("expected “)” for this “(”, got the end of the filter"), start, 1});
    ++m_at;
    return result;
}

FilterParser::Result FilterParser::takeTest()
{
    if (atEnd() || peek() == u')' || atKeyword(u"or", u"||") || atKeyword(u"and", u"&&")) {
        return tl::unexpected(m_before.isEmpty() ? errorHere(Words::tr("a word or a test"), quoteAdvice())
                                                 : errorHere(Words::tr("a word or a test after “%1”").arg(m_before)));
    }
    if (++m_tests > MostTests)
        return tl::unexpected(errorHere(Words::tr("at most %1 tests").arg(MostTests)));
    m_before.clear();
    const QChar c = peek();
    if (c == u'"' || c == u'\'')
        return takeQuoted();
    if (c == u'/')
        return takeRegex();
    if (c == u'$' && (peek(1) == u'.' || peek(1) == u'['))
        return takePath();
    if (c == u'0' && (peek(1) == u'x' || peek(1) == u'X'))
        return takeBytes(wordAt(m_at));
    return takeWord();
}

FilterParser::Result FilterParser::takeQuoted()
{
    const auto part = takeQuotes();
    if (!part)
        return tl::unexpected(part.error());
    if (part->text.isEmpty()) {
        return tl::unexpected(
            FilterError{Words::tr("expected text between the quotes, got none"), part->position - 1, part->length});
    }
    return checkEnd(Node{TextTest{part->text.toUtf8()}});
}

FilterParser::Result FilterParser::takeRegex()
{
    auto expression = takeExpression();
    if (!expression)
        return tl::unexpected(expression.error());
    return Node{RegexTest{*expression}};
}

FilterParser::Result FilterParser::takeBytes(const Part &word)
{
    const QStringView digits = QStringView(word.text).sliced(2);
    const auto isHex = [](QChar c) { return (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f'); };
    const auto other = std::find_if_not(digits.cbegin(), digits.cend(), isHex);
    if (other != digits.cend() || digits.isEmpty()) {
        m_at = word.position + 2 + (other - digits.cbegin());
        return tl::unexpected(errorHere(Words::tr("hex digits after “0x”"), quoteAdvice()));
    }
    if (digits.size() % 2 != 0) {
        return tl::unexpected(FilterError{
            Words::tr("expected two hex digits for each byte, got %1 digits: %2").arg(digits.size()).arg(quoteAdvice()),
            word.position, word.length});
    }
    m_at += word.length;
    return Node{BytesTest{QByteArray::fromHex(digits.toLatin1())}};
}

FilterParser::Result FilterParser::takePath()
{
    qsizetype length = 0;
    const auto path = JsonPath::parse(QStringView(m_text).sliced(m_at), &length);
    if (!path) {
        m_at += path.error().position;
        return tl::unexpected(errorHere(path.error().expected, quoteAdvice()));
    }
    m_at += length;
    const auto op = takeOperator();
    if (!op)
        return checkEnd(Node{JsonTest{*path, {}}});
    if (*op == Operator::Contains && peek() == u'/') {
        auto expression = takeExpression();
        if (!expression)
            return tl::unexpected(expression.error());
        return Node{JsonTest{*path, {JsonCondition::Operator::Contains, {}, false, *expression}}};
    }
    const auto value = takeValue();
    return value ? jsonTest(*path, *op, *value) : tl::unexpected(value.error());
}

FilterParser::Result FilterParser::takeField(const Part &name)
{
    m_at += name.length;
    skipSpace();
    const qsizetype start = m_at;
    const auto op = takeOperator();
    const Part sign{m_text.sliced(start, m_at - start), start, m_at - start};
    const auto value = takeValue();
    return value ? fieldTest(name, *op, sign, *value) : tl::unexpected(value.error());
}

FilterParser::Result FilterParser::takeWord()
{
    const Part word = wordAt(m_at);
    const Part name = nameAt(m_at);
    const qsizetype start = m_at;
    m_at += name.length;
    const bool operated = !name.text.isEmpty() && takeOperator().has_value();
    const bool joined = operated && name.length < word.length;
    m_at = start;
    if (operated && isField(name.text))
        return takeField(name);
    m_at += word.length;
    if (const auto flag = flagNamed(word.text))
        return Node{FlagTest{*flag}};
    const QString nearest = joined ? nearestField(name.text) : QString();
    if (!nearest.isEmpty())
        m_hint = Words::tr("“%1” is no field (nearest: %2), so it is found as text").arg(name.text, nearest);
    return Node{TextTest{word.text.toUtf8()}};
}

tl::expected<Part, FilterError> FilterParser::takeValue()
{
    skipSpace();
    if (peek() == u'"' || peek() == u'\'') {
        const auto part = takeQuotes();
        if (!part)
            return part;
        const Result end = checkEnd(Node{});
        return end ? part : tl::unexpected(end.error());
    }
    const Part word = wordAt(m_at);
    m_at += word.length;
    return word;
}

tl::expected<Part, FilterError> FilterParser::takeQuotes()
{
    const qsizetype start = m_at;
    const QChar quote = peek();
    Part part{{}, start + 1, 0, true};
    for (++m_at; !atEnd() && peek() != quote; ++m_at) {
        if (peek() == u'\\' && (peek(1) == quote || peek(1) == u'\\'))
            ++m_at;
        part.text += peek();
    }
    if (atEnd()) {
        return tl::unexpected(FilterError{
            Words::tr("expected “%1” at the end of this text, got the end of the filter").arg(quote), start, 1});
    }
    ++m_at;
    part.length = m_at - start;
    return part;
}

tl::expected<QRegularExpression, FilterError> FilterParser::takeExpression()
{
    const qsizetype start = m_at++;
    QString pattern;
    for (; !atEnd() && peek() != u'/'; ++m_at) {
        if (peek() == u'\\' && m_at + 1 < m_text.size()) {
            pattern += peek(1) == u'/' ? QString() : QString(peek());
            ++m_at;
        }
        pattern += peek();
    }
    if (atEnd()) {
        return tl::unexpected(
            FilterError{Words::tr("expected “/” at the end of the regular expression, got the end of the filter: %1")
                            .arg(quoteAdvice()),
                start, 1});
    }
    ++m_at;
    if (pattern.isEmpty())
        return tl::unexpected(FilterError{
            Words::tr("expected a regular expression between the slashes, got none: %1").arg(quoteAdvice()), start, 2});
    QRegularExpression::PatternOptions options = QRegularExpression::NoPatternOption;
    for (; !atEnd() && !peek().isSpace() && peek() != u')'; ++m_at) {
        const qsizetype flag = QStringView(u"imsxu").indexOf(peek());
        if (flag < 0) {
            return tl::unexpected(
                errorHere(Words::tr("one of i, m, s, x, u or a space after the regular expression"), quoteAdvice()));
        }
        constexpr QRegularExpression::PatternOption flags[] = {QRegularExpression::CaseInsensitiveOption,
            QRegularExpression::MultilineOption, QRegularExpression::DotMatchesEverythingOption,
            QRegularExpression::ExtendedPatternSyntaxOption, QRegularExpression::UseUnicodePropertiesOption};
        options |= flags[flag];
    }
    const QRegularExpression expression(pattern, options);
    if (!expression.isValid()) {
        const qsizetype at = std::min(start + 1 + expression.patternErrorOffset(), m_at - 1);
        return tl::unexpected(FilterError{
            Words::tr("expected a regular expression, got an error in it: %1").arg(expression.errorString()), at, 1});
    }
    return expression;
}

std::optional<Operator> FilterParser::takeOperator()
{
    qsizetype at = m_at;
    while (at < m_text.size() && m_text[at].isSpace())
        ++at;
    const QStringView rest = QStringView(m_text).sliced(at);
    const auto sign = std::find_if(
        std::begin(Signs), std::end(Signs), [rest](const Sign &each) { return rest.startsWith(each.sign); });
    if (sign == std::end(Signs))
        return std::nullopt;
    m_at = at + sign->sign.size();
    return sign->op;
}

bool FilterParser::takeKeyword(QStringView word, QStringView sign)
{
    skipSpace();
    if (!atKeyword(word, sign))
        return false;
    const qsizetype length = QStringView(m_text).sliced(m_at).startsWith(sign) ? sign.size() : word.size();
    m_before = m_text.sliced(m_at, length);
    m_at += length;
    return true;
}

bool FilterParser::takeNot()
{
    const bool sign = (peek() == u'-' || peek() == u'!') && !peek(1).isSpace() && m_at + 1 < m_text.size();
    if (!sign && !atKeyword(u"not", u"not"))
        return false;
    const qsizetype length = sign ? 1 : 3;
    m_before = m_text.sliced(m_at, length);
    m_at += length;
    return true;
}

void FilterParser::skipSpace()
{
    while (!atEnd() && peek().isSpace())
        ++m_at;
}

QChar FilterParser::peek(qsizetype ahead) const
{
    return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
}

/// To white space, or to a “)” that closes nothing in the word.
Part FilterParser::wordAt(qsizetype start) const
{
    int open = 0;
    qsizetype end = start;
    for (; end < m_text.size() && !m_text[end].isSpace(); ++end) {
        open += m_text[end] == u'(' ? 1 : 0;
        if (m_text[end] == u')' && --open < 0)
            break;
    }
    return {m_text.sliced(start, end - start), start, end - start};
}

Part FilterParser::nameAt(qsizetype start) const
{
    qsizetype end = start;
    while (end < m_text.size() && (end == start ? isNameStart(m_text[end]) : isNameCharacter(m_text[end])))
        ++end;
    return {m_text.sliced(start, end - start), start, end - start};
}

bool FilterParser::atKeyword(QStringView word, QStringView sign) const
{
    const QStringView rest = QStringView(m_text).sliced(m_at);
    if (sign != word && rest.startsWith(sign))
        return true;
    const QChar next = peek(word.size());
    const bool ends = m_at + word.size() >= m_text.size() || next.isSpace() || next == u'(' || next == u')';
    return rest.startsWith(word, Qt::CaseInsensitive) && ends;
}

FilterError FilterParser::errorHere(const QString &expected, const QString &advice) const
{
    if (atEnd()) {
        const QString fact = Words::tr("expected %1, got the end of the filter").arg(expected);
        return {advice.isEmpty() ? fact : Words::tr("%1: %2").arg(fact, advice), m_at, 0};
    }
    const qsizetype length = peek().isHighSurrogate() && peek(1).isLowSurrogate() ? 2 : 1;
    return unexpected({m_text.sliced(m_at, length), m_at, length}, expected, advice);
}

/// What ends with a sign of its own must not run into the next word.
FilterParser::Result FilterParser::checkEnd(Result result)
{
    if (atEnd() || peek().isSpace() || peek() == u')')
        return result;
    return tl::unexpected(errorHere(Words::tr("a space or “)”"),
        Words::tr("to find text with quotes in it, put it between quotes of the other kind, '…' or \"…\"")));
}

} // namespace handglass::filter
