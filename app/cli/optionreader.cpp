// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/optionreader.h"

#include "app/cli/optionvalues.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace handglass {

namespace {

constexpr qsizetype HelpWidth = 80;
constexpr qsizetype HelpColumn = 32; ///< where what an option does begins

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::OptionReader", text);
}

/// "-H", "--header".
QString dashed(const QString &name)
{
    return (name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + name;
}

QString dashed(const char *name)
{
    return dashed(QString::fromLatin1(name));
}

/// "  -H, --header <Name: value>"
QString optionHead(const OptionReader::Option &option)
{
    QStringList names;
    for (const QString &name : option.names)
        names.append(dashed(name));
    const QString indent = option.names.first().size() == 1 ? QStringLiteral("  ") : QStringLiteral("      ");
    const QString value = option.valueName.isEmpty() ? QString() : QStringLiteral(" ") + option.valueName;
    return indent + names.join(QStringLiteral(", ")) + value;
}

/// The text's words in lines, each but the first one with this many spaces before it; column: where the first one goes
/// on.
QString wrapped(const QString &text, qsizetype column, qsizetype indent)
{
    QString lines;
    for (const QString &word : text.split(QLatin1Char(' '))) {
        if (column > indent && column + 1 + word.size() > HelpWidth) {
            lines += QLatin1Char('\n') + QString(indent, QLatin1Char(' '));
            column = indent;
        } else if (column > indent) {
            lines += QLatin1Char(' ');
            ++column;
        }
        lines += word;
        column += word.size();
    }
    return lines;
}

QString optionHelp(const OptionReader::Option &option)
{
    QString head = optionHead(option);
    if (head.size() + 2 > HelpColumn)
        head += QLatin1Char('\n') + QString(HelpColumn, QLatin1Char(' '));
    else
        head = head.leftJustified(HelpColumn);
    return head + wrapped(option.help, HelpColumn, HelpColumn) + QLatin1Char('\n');
}

} // namespace

OptionReader::OptionReader(const QString &command, const QString &operand, const QString &description)
    : m_command(command)
    , m_operand(operand)
    , m_description(description)
{
}

void OptionReader::addGroup(const QString &title, const QList<Option> &options)
{
    m_groups.append({title, options});
    for (const Option &option : options)
        m_parser.addOption({option.names, option.help, option.valueName});
}

std::optional<CommandLineStop> OptionReader::parse(const QStringList &arguments)
{
    if (!m_parser.parse(QStringList{QStringLiteral("handglass ") + m_command} + arguments))
        return error(m_parser.errorText());
    if (isSet("help"))
        return CommandLineStop{helpText(), false};
    return std::nullopt;
}

QString OptionReader::helpText() const
{
    QString help = tr("Usage: handglass %1 [options]").arg(m_command);
    if (!m_operand.isEmpty())
        help += QLatin1Char(' ') + m_operand;
    help += QStringLiteral("\n\n") + wrapped(m_description, 0, 0) + QLatin1Char('\n');
    for (const Group &group : m_groups) {
        help += QLatin1Char('\n') + group.title + QStringLiteral(":\n");
        for (const Option &option : group.options)
            help += optionHelp(option);
    }
    return help + QLatin1Char('\n') + wrapped(tr("man handglass tells more."), 0, 0);
}

bool OptionReader::isSet(const char *name) const
{
    return m_parser.isSet(QString::fromLatin1(name));
}

QString OptionReader::text(const char *name) const
{
    return m_parser.value(QString::fromLatin1(name));
}

QStringList OptionReader::texts(const char *name) const
{
    return m_parser.values(QString::fromLatin1(name));
}

void OptionReader::readSeconds(const char *name, std::chrono::milliseconds &into)
{
    if (!isSet(name))
        return;
    if (const auto read = handglass::readSeconds(text(name)))
        into = std::chrono::milliseconds(*read);
    else
        failValue(name, read.error());
}

void OptionReader::readNumber(const char *name, int least, int most, int &into)
{
    if (!isSet(name))
        return;
    bool isNumber = false;
    const int number = text(name).toInt(&isNumber);
    if (isNumber && number >= least && number <= most)
        into = number;
    else
        failValue(name, tr("expected a whole number from %1 to %2, got “%3”").arg(least).arg(most).arg(text(name)));
}

void OptionReader::readSize(const char *name, quint64 &into)
{
    if (!isSet(name))
        return;
    if (const auto read = handglass::readSize(text(name)))
        into = *read;
    else
        failValue(name, read.error());
}

void OptionReader::readFile(const char *name, QString &into)
{
    if (!isSet(name))
        return;
    const QFileInfo file(text(name));
    if (file.exists() && !file.isDir() && file.isReadable())
        into = text(name);
    else
        failValue(name, tr("expected a file that can be read, got “%1”").arg(text(name)));
}

void OptionReader::requireWith(const char *name, const char *other)
{
    if (isSet(name) && !isSet(other))
        fail(tr("expected %1 with %2, got %2 alone").arg(dashed(other), dashed(name)));
}

void OptionReader::fail(const QString &sentence)
{
    if (!isWrong())
        m_wrong = sentence;
}

void OptionReader::failValue(const char *name, const QString &sentence)
{
    fail(dashed(name) + QStringLiteral(": ") + sentence);
}

CommandLineStop OptionReader::stop() const
{
    return error(m_wrong);
}

CommandLineStop OptionReader::error(const QString &sentence) const
{
    return {tr("%1\nhandglass %2 --help lists the options.").arg(sentence, m_command), true};
}

} // namespace handglass
